import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { compareRoute } from "../../conformance/routes/compare-route.ts";
import { type RecordedRoute, readRecordedRoutes } from "../../conformance/routes/recorded-routes.ts";
import { fromPointer } from "../../src/core/config-path.ts";
import type { Route } from "../../src/resolve/route/route.ts";
import { isOtherInGateway, toldWrongly } from "../resolve/route/recorded-known.ts";

const cli = join(import.meta.dirname, "../../dist/cli.js");
const recorded = fileURLToPath(new URL("../resolve/route/recorded/", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "clawlint-routes-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface PrintedRoute {
  readonly path: string;
  readonly role: string;
  readonly agent: string | null;
  readonly fallbacks: readonly string[];
  readonly request?: { readonly model: string | null; readonly key: { readonly path?: string } };
}

/** The report's form of a route is the engine's, but for pointers. */
function asRoute({ request, ...route }: PrintedRoute): Route {
  const path = request?.key.path;
  const key = { ...request?.key, ...(path === undefined ? {} : { path: fromPointer(path) }) };
  const sent = request && { ...request, model: request.model ?? undefined, key };
  return { ...route, ...(sent && { request: sent }) } as unknown as Route;
}

/** The routes that the command prints for a case: the agent's own model, then its fallbacks in their order. */
function printed({ config, env, files, agent }: RecordedRoute["one"], release: string): readonly Route[] {
  const folder = join(home, ".openclaw");
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries({ ...files, "openclaw.json": JSON.stringify(config) })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  }
  const args = [
    cli,
    "route",
    join(folder, "openclaw.json"),
    "--format",
    "json",
    "--openclaw-version",
    release,
  ];
  const text = execFileSync(process.execPath, args, {
    cwd: home,
    env: { PATH: process.env["PATH"], HOME: home, CLAWLINT_CACHE: join(home, "cache"), ...env },
    encoding: "utf8",
  });
  const { routes } = JSON.parse(text) as { readonly routes: readonly PrintedRoute[] };
  const primaries = routes.filter(({ role }) => role === "primary");
  const first =
    primaries.find((route) => route.agent === (agent ?? "main")) ??
    primaries.find((route) => route.agent === null);
  const chain =
    first === undefined
      ? []
      : [first, ...first.fallbacks.flatMap((path) => routes.filter((route) => route.path === path))];
  return chain.map(asRoute);
}

const hasChain = ({ one }: RecordedRoute) =>
  one.agent !== undefined || JSON.stringify(one.config).includes('"fallbacks"');

describe.each(readdirSync(recorded))("turns of %s, through the command", (name) => {
  const { openclaw, cases: all } = readRecordedRoutes(join(recorded, name));
  const cases = all.filter(({ one }) => !isOtherInGateway(openclaw, one));
  const chains = cases.filter(hasChain).slice(0, 20);
  const others = cases.filter((one) => !hasChain(one)).slice(0, 20);
  test("20 of one model and 20 of several agree but for what the records of the engine name", () => {
    const told = [...chains, ...others].map(({ one, turn }) => ({
      index: one.index,
      found: compareRoute(printed(one, openclaw), turn, one),
    }));
    const apart = told.filter(({ found }) => found.kind === "different");
    const wrong = toldWrongly(openclaw);
    expect(apart.filter(({ index }) => !wrong.includes(index))).toEqual([]);
    expect(told.filter(({ found }) => found.kind === "equal").length).toBeGreaterThan(told.length * 0.7);
  });
});
