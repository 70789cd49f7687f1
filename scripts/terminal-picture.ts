import { textWidth } from "../src/core/text-width.ts";

const COLOURS: Readonly<Record<number, string>> = {
  31: "#f47067",
  32: "#57ab5a",
  33: "#c69026",
  34: "#539bf5",
  36: "#39c5cf",
};

/** Columns and lines in pixels, for a font whose letters are 0.6 em wide. */
const FONT = 13;
const WIDE = FONT * 0.6;
const HIGH = 18;
const EDGE = 14;

interface Style {
  readonly fill: string | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
}

const PLAIN: Style = { fill: undefined, bold: false, dim: false };

/**
 * A picture of a terminal, as SVG.
 *
 * In: what a command printed, with its colours; for whom the picture is described. Out: the text of the file. Every
 * stretch of one style is one element that begins at its own column, so that a viewer's font changes nothing.
 */
export function terminalPicture(screen: string, title: string): string {
  const lines = screen.replace(/\n$/u, "").split("\n");
  const columns = Math.max(...lines.map((line) => textWidth(line.replace(/\u001b\[\d+m/gu, ""))));
  const width = Math.ceil(columns * WIDE) + 2 * EDGE;
  const height = lines.length * HIGH + 2 * EDGE;
  const rows = lines.map((line, index) => rowOf(line, EDGE + index * HIGH + FONT)).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">
<title>${escapeXml(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="#22272e"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="${FONT}" fill="#adbac7" xml:space="preserve">
${rows}</g>
</svg>
`;
}

function rowOf(line: string, y: number): string {
  let style = PLAIN;
  let column = 0;
  let text = "";
  for (const part of line.split(/(\u001b\[\d+m)/u)) {
    const code = /^\u001b\[(\d+)m$/u.exec(part)?.[1];
    if (code !== undefined) {
      style = styled(style, Number(code));
      continue;
    }
    const lead = /^ */u.exec(part)?.[0].length ?? 0;
    const shown = part.slice(lead);
    if (shown.trim() !== "") {
      const x = (EDGE + (column + lead) * WIDE).toFixed(1);
      const length = (textWidth(shown) * WIDE).toFixed(1);
      const look = [
        style.fill === undefined ? "" : ` fill="${style.fill}"`,
        style.bold ? ' font-weight="bold"' : "",
        style.dim ? ' opacity="0.65"' : "",
      ].join("");
      text += `<text x="${x}" y="${y}" textLength="${length}"${look}>${escapeXml(shown)}</text>\n`;
    }
    column += textWidth(part);
  }
  return text;
}

function styled(style: Style, code: number): Style {
  switch (code) {
    case 0:
      return PLAIN;
    case 1:
      return { ...style, bold: true };
    case 2:
      return { ...style, dim: true };
    case 22:
      return { ...style, bold: false, dim: false };
    case 39:
      return { ...style, fill: undefined };
    default:
      return { ...style, fill: COLOURS[code] ?? style.fill };
  }
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
