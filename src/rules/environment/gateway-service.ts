import { bakery } from "../../engine/example-config.ts";
import { defineRule, words } from "../../engine/rule.ts";
import { READ_FAILURES } from "../../resolve/environment/file-layer.ts";

export const rule = defineRule({
  id: "gateway-service",
  subject: "environment",
  summary: "a service whose definition or environment file cannot be read",
  severity: "error",
  wholeConfig: true,
  messages: {
    missing: {
      message: "The gateway is not installed as a {target} service: there is no {looked}.",
      hint: "Run {command}, or name a copy with --service-file.",
    },
    missingPlain: {
      message: "No {target} definition was found; the first place is {looked}.",
      hint: "Name it with --service-file.",
    },
    unreadable: {
      message: "{file} cannot be read ({why}){namedBy}.",
      hint: "Make it a file that can be read, or take it out where it is named.",
    },
    absent: {
      message: "{file} is not there{namedBy}.",
      hint: "Create it, or take it out where it is named: the gateway does not start without it.",
    },
    absentHere: {
      message: "{file} is not there on this machine{namedBy}.",
      hint: "Name what it holds with --env-names; where the gateway runs, it does not start without the file.",
    },
    broken: {
      message: "{file} cannot be read ({why}, at line {line}).",
      hint: "Correct its text there.",
    },
    line: { message: "{file}, line {line}, is not read: {why}.", hint: "Correct the line." },
    ambiguous: {
      message: "{file} defines several services: {names}.",
      hint: "Say which one runs the gateway: --service {example}.",
    },
    noService: {
      message: 'There is no service "{wanted}" in {file}, only {names}.',
      hint: "Give --service one of these names, or the image of one.",
    },
    conflict: {
      message: "{names} stand in both {kept} and {ignored}; the first one counts.",
      hint: "Keep them in one of the two.",
    },
    readable: {
      message: "{file} holds keys and may be read by others on this machine (mode {mode}).",
      hint: "Run chmod 600 on it.",
    },
  },
  docs: () => ({
    trigger:
      "With --gateway systemd, launchd or container: a unit, plist, Compose file or environment file that is missing or cannot be read, or a line that its reader ignores. With any target: a state folder's .env that others may read, or that disagrees with gateway.env.",
    bad: { ...bakery({}), options: { gateway: "systemd" } },
    good: {
      ...bakery({ env: {} }),
      files: {
        "~/.config/systemd/user/openclaw-gateway.service":
          "[Service]\nExecStart=/usr/bin/openclaw gateway run\nEnvironment=OVENAI_API_KEY=test-not-a-key\n",
      },
      options: { gateway: "systemd" },
    },
    why: "A service sees only what its definition gives it. A missing file or an ignored line is a key that the gateway does not have. Of a Compose project the files it includes and the services it extends are read, and the override file that Compose merges by itself, or the files that COMPOSE_FILE names; --service-file reads that one file and what it names, as docker compose -f does.",
    ignore: "When the gateway runs on another machine: lint a copy of its definition with --service-file.",
  }),
  check({ environmentProblems, showPath, tellPath, report }) {
    const at = { path: ["env"] };
    for (const problem of environmentProblems) {
      switch (problem.kind) {
        case "service-missing": {
          const looked = words(tellPath(problem.looked[0] ?? ""));
          const { target, command } = problem;
          report(
            command === undefined
              ? { messageId: "missingPlain", data: { target, looked }, at }
              : { messageId: "missing", data: { target, looked, command }, at },
          );
          break;
        }
        case "file-unreadable": {
          const { file, why, line, namedBy, required } = problem;
          if (line !== undefined) {
            const data = { file: words(tellPath(file)), why: words(why), line };
            report({ messageId: "broken", data, at: { file: showPath(file), line } });
            break;
          }
          const named =
            namedBy === undefined ? "" : `; it is named in ${tellPath(namedBy.file)}:${namedBy.line}`;
          const name = { file: words(tellPath(file)), namedBy: words(named) };
          const where = namedBy === undefined ? at : { file: showPath(namedBy.file), line: namedBy.line };
          const absent = why === READ_FAILURES.missing && namedBy !== undefined;
          report({
            ...(absent
              ? { messageId: required ? "absent" : "absentHere", data: name }
              : { messageId: "unreadable", data: { ...name, why: words(why) } }),
            at: where,
            severity: required ? "error" : "warning",
          });
          break;
        }
        case "line-ignored": {
          const { file, line, why } = problem;
          report({
            messageId: "line",
            data: { file: words(tellPath(file)), line, why: words(why) },
            at: { file: showPath(file), line },
            severity: "warning",
          });
          break;
        }
        case "service-ambiguous": {
          const { names, wanted } = problem;
          const file = words(tellPath(problem.file));
          report(
            wanted === undefined
              ? { messageId: "ambiguous", data: { file, names, example: names[0] ?? "NAME" }, at }
              : { messageId: "noService", data: { file, names, wanted }, at },
          );
          break;
        }
        case "conflict":
          report({
            messageId: "conflict",
            data: {
              names: problem.names.join(", "),
              kept: words(tellPath(problem.kept)),
              ignored: words(tellPath(problem.ignored)),
            },
            at,
            severity: "warning",
          });
          break;
        case "readable-by-others":
          report({
            messageId: "readable",
            data: { file: words(tellPath(problem.file)), mode: problem.mode.toString(8).padStart(3, "0") },
            at,
            severity: "warning",
          });
          break;
      }
    }
  },
});
