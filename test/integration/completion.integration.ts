import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CLI } from "../cli/run-cli.ts";
import { atTerminal } from "./terminal.ts";
import { describeWith, must, PATH, run } from "./tools.ts";

let folder: string;
const env = () => ({ PATH: `${folder}/bin:${PATH}`, HOME: folder, SHELL: "/bin/sh" });
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clawlint-completion-"));
  must("mkdir", ["bin"], { cwd: folder });
  symlinkSync(CLI, join(folder, "bin/clawlint"));
  writeFileSync(join(folder, "oven.json5"), "{}");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is written, and a word that the shell has to offer for it. */
const LINES: readonly (readonly [written: string, offered: string])[] = [
  ["clawlint up", "upgrade"],
  ["clawlint env --req", "--required"],
  ["clawlint --gateway sys", "systemd"],
  ["clawlint route --format mer", "mermaid"],
  ["clawlint explain unset-e", "unset-env"],
  ["clawlint check ov", "oven.json5"],
];

describeWith(["bash"], "completion in bash", () => {
  test.each(LINES)("%s -> %s", (line, offered) => {
    const script = `
      source <(clawlint completion bash)
      COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
      _clawlint
      # Without an answer bash offers files, as -o default says.
      [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
      printf '%s\\n' "\${COMPREPLY[@]}"
      complete -p clawlint`;
    const { words } = run("bash", ["--norc", "-c", script], { cwd: folder, env: env() });
    expect(words.split("\n")).toContain(offered);
    expect(words).toContain("-o bashdefault -o default -F _clawlint clawlint");
  });
});

describeWith(["fish"], "completion in fish", () => {
  test.each(LINES)("%s -> %s", (line, offered) => {
    const script = `clawlint completion fish | source; complete -C '${line}'`;
    const { words } = run("fish", ["--no-config", "-c", script], { cwd: folder, env: env() });
    expect(words.split("\n").map((one) => one.split("\t")[0])).toContain(offered);
  });
});

describeWith(["zsh", "script"], "completion in zsh", () => {
  test.each(LINES)("%s -> %s", async (line, offered) => {
    // Only a shell at a terminal completes: a tab, then the line as it then stands is printed instead of run.
    writeFileSync(
      join(folder, ".zshrc"),
      `autoload -U compinit; compinit -u; source <(clawlint completion zsh)
PS1='ready> '
show-line() { print -r -- "LINE[$BUFFER]"; exit }
zle -N show-line; bindkey '^X' show-line
`,
    );
    const { lines } = await atTerminal(
      "zsh -i",
      [
        ["ready>", `${line}\t`],
        [offered, "\u0018"],
      ],
      {
        home: folder,
        env: env(),
      },
    );
    expect(lines.join("\n")).toContain(`LINE[${line.replace(/\S+$/u, offered)}`);
  });
});

describeWith(["bash", "zsh", "fish"], "every script", () => {
  test.each(["bash", "zsh", "fish"])("%s is one that its shell can read", (shell) => {
    const script = must(process.execPath, [CLI, "completion", shell], { cwd: folder }).stdout;
    writeFileSync(join(folder, "script"), script);
    const check = run(shell, ["-n", "script"], { cwd: folder, env: env() });
    expect(check).toMatchObject({ code: 0, words: "" });
  });
});
