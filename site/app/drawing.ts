import type { PageRoute } from "../protocol.ts";
import { svg } from "./dom.ts";

interface Box {
  readonly column: number;
  readonly label: string;
  readonly detail: string;
  readonly kind: string;
}

interface Line {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly label: string;
}

const WIDTH = 142;
const GAP = 32;
const HEIGHT = 44;
const STEP = 58;
/** What goes beyond is no drawing that anybody reads; the table has it. */
const MOST = 60;

/**
 * Agents, models with what is tried next, where each request goes, and whose key it has. A drawing of few words: the table
 * below it says the same in full, and is what a screen reader reads.
 */
export function drawing(routes: readonly PageRoute[]): SVGElement | undefined {
  const boxes = new Map<string, Box>();
  const lines = new Map<string, Line>();
  const box = (column: number, label: string, detail: string, kind: string): string => {
    const id = `${column} ${label} ${detail}`;
    boxes.set(id, boxes.get(id) ?? { column, label, detail, kind });
    return id;
  };
  const line = (from: string, to: string, kind: string, label = ""): void => {
    lines.set(`${from}\n${to}\n${label}`, { from, to, kind, label });
  };
  const modelBox = ({ model }: PageRoute): string => {
    const slash = model.indexOf("/");
    return slash < 0
      ? box(1, model, "", "model")
      : box(1, model.slice(slash + 1), model.slice(0, slash), "model");
  };
  for (const route of routes.slice(0, MOST)) {
    const model = modelBox(route);
    if (!route.isFallback) {
      const owner = box(0, route.owner, route.role === "primary" ? "" : route.role, "owner");
      line(owner, model, "asks");
      for (const [index, place] of route.fallbacks.entries()) {
        const next = routes[place];
        if (next !== undefined) line(owner, modelBox(next), "then", ordinal(index + 2));
      }
    }
    if (route.verdict !== "sent") {
      const isUnknown = route.verdict === "unknown";
      const why = box(
        2,
        isUnknown ? "not known from here" : "not sent",
        shortReason(route),
        isUnknown ? "unknown" : "stopped",
      );
      line(model, why, isUnknown ? "unknown" : "stopped");
      continue;
    }
    const host = box(2, route.host, route.provider, "host");
    line(model, host, "sent");
    if (route.keyName !== "") line(host, box(3, route.keyName, "key", "key"), "key");
  }
  if (boxes.size === 0) return undefined;
  return draw(boxes, [...lines.values()]);
}

/** In which turn a model is tried: 2nd, 3rd. */
function ordinal(place: number): string {
  return place === 2 ? "2nd" : place === 3 ? "3rd" : `${place}th`;
}

function shortReason({ words }: PageRoute): string {
  return words.replace(/^nothing is sent: /u, "");
}

function draw(boxes: ReadonlyMap<string, Box>, lines: readonly Line[]): SVGElement {
  const rows = [0, 0, 0, 0];
  const places = new Map<string, { readonly x: number; readonly y: number }>();
  for (const [id, { column }] of boxes) {
    const row = rows[column] ?? 0;
    rows[column] = row + 1;
    places.set(id, { x: column * (WIDTH + GAP) + 1, y: row * STEP + 1 });
  }
  const columns = rows.findLastIndex((count) => count > 0) + 1;
  const width = columns * (WIDTH + GAP) - GAP + 2;
  const height = Math.max(...rows) * STEP - (STEP - HEIGHT) + 2;
  return svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width: String(width),
      height: String(height),
      role: "img",
      "aria-label":
        "Agents, their models, where requests go, and whose key they have. The table below says the same.",
      class: "drawing",
    },
    ...lines.flatMap((one) => drawLine(one, places)),
    ...[...boxes].map(([id, one]) => drawBox(one, places.get(id) ?? { x: 0, y: 0 })),
  );
}

function drawLine(
  { from, to, kind, label }: Line,
  places: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
): readonly SVGElement[] {
  const [a, b] = [places.get(from), places.get(to)];
  if (a === undefined || b === undefined) return [];
  const [x1, y1, x2, y2] = [a.x + WIDTH, a.y + HEIGHT / 2, b.x, b.y + HEIGHT / 2];
  const middle = (x1 + x2) / 2;
  const path = svg("path", {
    d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`,
    class: `line ${kind}`,
  });
  if (label === "") return [path];
  return [path, svg("text", { x: String(x2 - 4), y: String(y2 - 6), class: "line-label" }, label)];
}

function drawBox(
  { label, detail, kind }: Box,
  { x, y }: { readonly x: number; readonly y: number },
): SVGElement {
  const full = detail === "" ? label : `${label}, ${detail}`;
  return svg(
    "g",
    { class: `box ${kind}`, transform: `translate(${x} ${y})` },
    svg("title", {}, full),
    svg("rect", { width: String(WIDTH), height: String(HEIGHT), rx: "8" }),
    svg("text", { x: "12", y: detail === "" ? "27" : "19" }, cut(label, 21)),
    detail === "" ? undefined : svg("text", { x: "12", y: "35", class: "detail" }, cut(detail, 22)),
  );
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
