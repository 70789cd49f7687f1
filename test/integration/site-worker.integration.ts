import { createContext, runInContext } from "node:vm";
import { beforeAll, describe, expect, test } from "vitest";
import { buildScripts } from "../../site/make/scripts.ts";
import type { Gateway, Kind, Message, Reply, World } from "../../site/protocol.ts";
import { answers } from "../../site/worker/answers.ts";
import { Machine } from "../../site/worker/machine.ts";
import { fixturesAndExamples } from "../rules/fixture.ts";

/** Names of our scripts, without the parts that a first look does without, or with them. */
const FIRST = ["worker.js"];
const WHOLE = ["worker.js", "parts.js"];

/** The fixtures whose options the page has, as worlds. */
const worlds = fixturesAndExamples().flatMap(({ name, files }): readonly (readonly [string, World])[] => {
  const config = files.get("openclaw.json") ?? "";
  const options = /^\s*\/\/ options: (.*)$/mu.exec(config)?.[1] ?? "";
  const known = /^(?:--gateway (?<gateway>\w+) ?)?(?:--openclaw-version (?<release>[\d.]+) ?)?$/u.exec(
    options,
  );
  if (known === null) return [];
  const env: Record<string, string> = {};
  for (const [, variable = "", value = ""] of config.matchAll(/^\s*\/\/ env: (\w+)=(.*)$/gmu))
    env[variable] = value;
  const tracked = /^\s*\/\/ (tracked: \S+)$/mu.exec(config)?.[1];
  const others = [...files].filter(([file]) => file !== "openclaw.json");
  const world: World = {
    files: [
      { name: "openclaw.json", text: config },
      ...others.map(([file, text]) => ({ name: file.replace(/^home\//u, "~/"), text })),
      ...(tracked === undefined ? [] : [{ name: ".git/index", text: tracked }]),
    ],
    names: [],
    env,
    gateway: (known.groups?.["gateway"] ?? "shell") as Gateway,
    release: known.groups?.["release"] ?? "",
    today: "2026-11-22",
  };
  return [[name, world]];
});

const scripts = new Map<string, string>();
beforeAll(async () => {
  for (const { name, text } of await buildScripts()) scripts.set(name, text);
});

/** A worker as the page starts it, in a context that has what a worker has, and no process. */
function startWorker(names: readonly string[]): (world: World, kind: Kind, ask: object) => Reply {
  const replies: Reply[] = [];
  const scope = {
    postMessage: (reply: Reply) => replies.push(structuredClone(reply)),
    onmessage: (_event: { readonly data: Message }): void => undefined,
    ...{ TextEncoder, TextDecoder, URL, performance, structuredClone },
  };
  const context = createContext(Object.assign(scope, { self: scope, globalThis: scope }));
  for (const name of names) runInContext(scripts.get(name) ?? "", context);
  const { clawlintCode } = scope as unknown as { clawlintCode: Readonly<Record<string, () => void>> };
  for (const code of Object.values(clawlintCode)) runInContext(`(${code})()`, context);
  let id = 0;
  return (world, kind, ask) => {
    id += 1;
    scope.onmessage({ data: structuredClone({ id, world, kind, ask }) });
    const reply = replies.pop();
    if (reply?.id !== id) throw new Error("no reply");
    return reply;
  };
}

/** The same from the sources. */
function fromSources(world: World, kind: Kind, ask: object): unknown {
  const machine = new Machine();
  machine.take(world);
  return (answers[kind] as (machine: Machine, ask: object) => unknown)(machine, ask);
}

/** Without how long it took; as JSON, which is what an answer comes to. */
const plain = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer ?? null, (key, value: unknown) => (key === "took" ? 0 : value)));

describe("the worker of the page", () => {
  test("says of every fixture what the sources say, whole or in halves", () => {
    expect(worlds.length).toBeGreaterThan(350);
    const whole = startWorker(WHOLE);
    const first = startWorker(FIRST);
    let alone = 0;
    for (const [name, world] of worlds) {
      const wanted = plain(fromSources(world, "look", {}));
      const reply = whole(world, "look", {});
      expect("answer" in reply ? plain(reply.answer) : reply, name).toEqual(wanted);
      const early = first(world, "look", {});
      if ("parts" in early) continue;
      alone += 1;
      expect("answer" in early ? plain(early.answer) : early, name).toEqual(wanted);
    }
    console.log(`${alone} of ${worlds.length} fixtures need the first half alone`);
    expect(alone).toBeGreaterThan(worlds.length / 3);
  });

  test("completes, hovers, repairs, masks and upgrades as the sources do", () => {
    const whole = startWorker(WHOLE);
    for (const [name, world] of worlds.filter((_one, index) => index % 12 === 0)) {
      const text = world.files[0]?.text ?? "";
      const places = [0, 1, 2, 3].map((part) => Math.floor((text.length * part) / 4));
      const questions: readonly (readonly [Kind, object])[] = [
        ...places.flatMap((offset): readonly (readonly [Kind, object])[] => [
          ["complete", { file: "openclaw.json", offset }],
          ["hover", { file: "openclaw.json", offset }],
          ["definition", { file: "openclaw.json", offset }],
        ]),
        ["fixAll", { unsafe: true }],
        ["mask", {}],
        ["upgrade", { from: "2026.2.9", to: "2026.9.6" }],
      ];
      for (const [kind, ask] of questions) {
        const reply = whole(world, kind, ask);
        const wanted = plain(fromSources(world, kind, ask));
        // The summaries of rules are left out of the page.
        const answer = "answer" in reply ? plain(reply.answer) : reply;
        if (kind !== "complete") expect(answer, `${name} ${kind}`).toEqual(wanted);
        else
          expect(
            (answer as readonly { label: string; text: string }[]).map(({ label, text: put }) => [
              label,
              put,
            ]),
          ).toEqual(
            (wanted as readonly { label: string; text: string }[]).map(({ label, text: put }) => [
              label,
              put,
            ]),
          );
      }
    }
  });

  test("asks for its second half, and stays able to answer", () => {
    const first = startWorker(FIRST);
    const [, plainWorld] = worlds.find(([name]) => name === "unset-env/bad-example") ?? [];
    if (plainWorld === undefined) throw new Error("no such fixture");
    expect(first(plainWorld, "complete", { file: "openclaw.json", offset: 5 })).toHaveProperty("parts", true);
    expect(first(plainWorld, "look", {})).toHaveProperty("answer");
  });
});
