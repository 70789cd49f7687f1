import { parseArgs } from "node:util";

/** How conformance is run. */
export interface Options {
  /** A release, or a folder with an unpacked package. */
  readonly openclaw: { readonly release: string } | { readonly folder: string };
  /** Compares routes with turns of an agent instead of verdicts. */
  readonly routes: boolean;
  /** With routes: every second case in a vendor's own form, and the findings that the turns do not bear out. */
  readonly findings: boolean;
  /** Runs the examples of every rule's page, and saves what OpenClaw does with them. */
  readonly levels: boolean;
  readonly count: number;
  readonly seed: string;
  readonly minutes: number;
  readonly record: string | undefined;
  /** A JSON5 file with a list of configs, judged instead of generated ones. */
  readonly configs: string | undefined;
  /** Where the cases of the run and OpenClaw's verdicts are written, for the tests. */
  readonly save: string | undefined;
  /** Asks OpenClaw before and after `--fix`, over these folders and generated configs, instead. */
  readonly fix: readonly string[] | undefined;
  /** Holds `clawlint upgrade` against both releases, over the stamped configs of these folders, instead. */
  readonly upgrade: readonly string[] | undefined;
  /** Asks OpenClaw's loader about skills/clawlint instead; with `save` for its test. */
  readonly skill: boolean;
  /** Configs over all sections, made from the release's own schema. */
  readonly whole: boolean;
  /** Configs at the places where the release's schema differs from those of its neighbours. */
  readonly edges: boolean;
  /** Disagreements that are made small and shown. */
  readonly show: number;
}

/** What `--help` prints. */
export const HELP = `npm run conformance -- [options]

Compares clawlint's verdict with OpenClaw's own on generated configs.

  --openclaw V   the release to install and ask (default 2026.9.6)
  --dist DIR     an unpacked OpenClaw package instead, with its dependencies
  --routes       compares the requests that clawlint foretells with those of agent turns, without a network
  --findings     with --routes: half the cases in their vendor's own form, and every finding that a turn does not bear out
  --levels       runs the examples of every rule's page; with --save for the test of their levels
  --count N      configs (default 3000; 300 with --routes)
  --seed S       the same seed gives the same configs (default: a fresh one, printed)
  --minutes N    stops after that time; the next run with that seed goes on (default 30)
  --show N       disagreements to make small and show (default 20)
  --record FILE  OpenClaw's verdicts so far (default in the cache folder)
  --configs FILE judges the configs of a JSON5 file (a list) instead of generated ones
  --fix [DIR…]   asks before and after --fix and --fix=unsafe: every config below the folders, then generated ones;
                 with --configs and --save for the test of what OpenClaw's own migration makes of them
  --upgrade DIR… holds what clawlint upgrade says against both releases, for every config below that names its own
  --skill        what OpenClaw's loader says of skills/clawlint; with --save for its test
  --whole        configs over all sections, made by json-schema-faker from the schema of the release itself
  --edges        configs at the places where the release differs from its neighbours
  --save FILE    writes the configs and OpenClaw's verdicts into a file, for test/conformance

OpenClaw, and on Linux a Node that can run it, go into the cache folder: CLAWLINT_CACHE, else the system's.
Exit code 1 where fewer than 99 % of the verdicts agree.
`;

/** Reads the arguments; a text is what is wrong with them. */
export function readOptions(argv: readonly string[]): Options | "help" | string {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        openclaw: text,
        dist: text,
        count: text,
        seed: text,
        minutes: text,
        show: text,
        record: text,
        save: text,
        configs: text,
        fix: { type: "boolean" },
        upgrade: { type: "boolean" },
        routes: { type: "boolean" },
        findings: { type: "boolean" },
        levels: { type: "boolean" },
        skill: { type: "boolean" },
        whole: { type: "boolean" },
        edges: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
    if (values.help === true) return "help";
    const numbers = [
      values.count ?? (values.routes === true ? "300" : "3000"),
      values.minutes ?? "30",
      values.show ?? "20",
    ].map(Number);
    const [count = 0, minutes = 0, show = 0] = numbers;
    if (numbers.some((number) => !Number.isFinite(number) || number < 0))
      return "count, minutes and show are numbers";
    return {
      openclaw:
        values.dist === undefined ? { release: values.openclaw ?? "2026.9.6" } : { folder: values.dist },
      routes: values.routes === true,
      findings: values.findings === true,
      levels: values.levels === true,
      count,
      minutes,
      show,
      seed: values.seed ?? String(Date.now() % 1_000_000_007),
      record: values.record,
      save: values.save,
      configs: values.configs,
      skill: values.skill === true,
      whole: values.whole === true,
      edges: values.edges === true,
      fix: values.fix === true ? positionals : undefined,
      upgrade: values.upgrade === true ? positionals : undefined,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
