import { FORMATS } from "../report/formats.ts";
import { GATEWAY_TARGETS } from "../resolve/environment/environment.ts";
import { rules } from "../rules/registry.ts";
import { FAIL_LEVELS } from "../settings/settings.ts";
import { UsageError } from "./exit-codes.ts";

/** Shells that `completion` writes a script for. */
const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

/** The shell that was named, else the one of `SHELL`. Throws `UsageError` where that is none of ours. */
export function pickShell(named: string | undefined, own: string | undefined): Shell {
  const word = named ?? own?.split("/").at(-1);
  const shell = SHELLS.find((one) => one === word);
  if (shell !== undefined) return shell;
  throw new UsageError(
    named === undefined
      ? "Name the shell: clawlint completion bash, zsh or fish."
      : `There is no completion for "${named}", only for bash, zsh and fish.`,
  );
}

/**
 * The words that may stand at the end of a command line, when they are values of an option or of a command. Undefined
 * where yargs knows better; empty where the shell should offer files. `words` are those behind the program's name, the
 * last of them the one that is being written.
 */
export function completionValues(words: readonly string[]): readonly string[] | undefined {
  const current = words.at(-1) ?? "";
  const before = words.at(-2);
  const [command = ""] = words;
  const isFirst = words.length < 2;
  switch (before) {
    case "--gateway":
      return GATEWAY_TARGETS;
    case "--fail-on":
      return FAIL_LEVELS;
    case "--rule":
      return rules.map(({ id }) => `${id}=`);
    case "--format":
    case "-f":
      if (command === "check" || command.startsWith("-")) return FORMATS;
      break;
    case "explain":
      return rules.map(({ id }) => id);
    case "completion":
      return SHELLS;
  }
  const isWord = !isFirst && !current.startsWith("-") && before?.startsWith("-") !== true;
  return isWord ? [] : undefined;
}

/** The script for a shell. It asks `clawlint completion SHELL -- WORDS`, so that it never grows old. */
export function completionScript(shell: Shell): string {
  return SCRIPTS[shell];
}

// SHELL decides in which form yargs answers: names alone, or with what they are for.
const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# clawlint completion bash >> ~/.bashrc
_clawlint() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" words
  words=$(SHELL=bash "\${COMP_WORDS[0]}" completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _clawlint clawlint
`,
  zsh: `#compdef clawlint
# clawlint completion zsh > "\${fpath[1]}/_clawlint"
_clawlint() {
  local -a reply
  reply=("\${(@f)$(SHELL=zsh "\${words[1]}" completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  reply=("\${(@)reply:#}")
  (( \${#reply} )) && _describe clawlint reply || _files
}
if [[ "\${zsh_eval_context[-1]}" == loadautofunc ]]; then
  _clawlint "$@"
else
  compdef _clawlint clawlint
fi
`,
  fish: `# clawlint completion fish > ~/.config/fish/completions/clawlint.fish
function __clawlint_words
    set -l words (commandline -opc) (commandline -ct)
    set -l found (SHELL=fish $words[1] completion fish -- $words[2..-1] 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c clawlint -f -a '(__clawlint_words)'
`,
};
