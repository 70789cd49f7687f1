import type { Asker } from "../core/asker.ts";
import { andList, nearestTyped, orList } from "../core/text.ts";
import { choiceWords, findChoice, type OnboardingChoice, onboardingChoices } from "../onboard/choices.ts";
import { type FoundSecret, findSecret, type SecretPlaces } from "../onboard/find-secret.ts";
import { compatibilities, judgeInput, judgeKey, judgeToken } from "../onboard/judge-input.ts";
import { ownProviderId, type ProviderSetup } from "../onboard/provider-setup.ts";
import { isLocalUrl } from "../resolve/credentials/local-hosts.ts";
import { NEWEST_RELEASE } from "../schema/releases.ts";
import { UsageError } from "./exit-codes.ts";
import type { OnboardArguments } from "./onboard-arguments.ts";

/** What is to be set up: as named, or as chosen from the list. Throws `UsageError` for a name that is none. */
export async function askChoice(
  { authChoice }: OnboardArguments,
  asker: Asker | undefined,
): Promise<OnboardingChoice> {
  const options = onboardingChoices.map(({ choice, label }) => ({ value: choice, label }));
  if (authChoice === undefined && asker === undefined)
    throw new UsageError(
      `There is no terminal to ask at. Say what to set up with --auth-choice: ${orList(
        options.map(({ value }) => value),
        99,
      )}.`,
    );
  const word = authChoice ?? (await asker?.choose("Which provider?", options)) ?? "";
  const found = findChoice(word);
  if (found !== undefined) return found;
  const guess =
    onboardingChoices.find(({ provider }) => provider === word)?.choice ?? nearestTyped(word, choiceWords());
  const help = guess === undefined ? `It takes ${orList(choiceWords(), 99)}.` : `Did you mean ${guess}?`;
  throw new UsageError(`--auth-choice does not take "${word}". ${help}`);
}

/**
 * The choice's inputs, as given or as asked for, each judged. Where nobody can be asked, what is missing is an error, or
 * stays a placeholder in a text that is yet to be filled in.
 */
export async function askInputs(
  { inputs = [] }: OnboardingChoice,
  { given }: OnboardArguments,
  asker: Asker | undefined,
  missing: "error" | "placeholders" = "error",
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  const lacking: string[] = [];
  for (const { name, flag, label, form, optional, placeholder } of inputs) {
    const value = given[flag];
    if (value !== undefined) {
      const fault = judgeInput(form, value);
      if (fault !== undefined) throw new UsageError(`--${flag}: ${fault}`);
      found[name] = value;
    } else if (asker === undefined) {
      if (missing === "placeholders" && placeholder !== undefined) found[name] = placeholder;
      else if (optional !== true) lacking.push(`--${flag} (${label})`);
    } else if (form === "compatibility") {
      const options = Object.entries(compatibilities).map(([value, api]) => ({ value, label: api }));
      found[name] = await asker.choose(label, options);
    } else {
      const initial = form === "provider-id" ? ownProviderId(found["base-url"] ?? "") : undefined;
      found[name] = await asker.text(label, (text) => judgeInput(form, text), initial);
    }
  }
  if (lacking.length > 0) throw new UsageError(`There is no terminal to ask at. Give ${andList(lacking)}.`);
  return found;
}

/** The provider's key: as given, as found, or as asked for; undefined for a server at home, which needs none. */
export async function askKey(
  choice: OnboardingChoice,
  { variable, endpoint }: ProviderSetup,
  { given }: OnboardArguments,
  places: SecretPlaces,
  token: FoundSecret | undefined,
  asker: Asker | undefined,
): Promise<FoundSecret | undefined> {
  const judge = (text: string): string | undefined =>
    text === token?.value
      ? "This is the token that was given before; the key is another secret, that of the upstream provider."
      : judgeKey(choice, text);
  const flag = choice.keyFlags.find((one) => given[one] !== undefined);
  const written = flag === undefined ? undefined : given[flag];
  const fault = written === undefined ? undefined : judge(written);
  if (fault !== undefined) throw new UsageError(`--${flag}: ${fault}`);
  const found = findSecret(variable, written, places);
  const taken =
    found !== undefined && (await isWanted(found, `Use the ${variable} that is set in this shell?`, asker));
  if (taken && found.value === token?.value)
    throw new UsageError(`${variable} and the gateway's token are the same text; they are two secrets.`);
  if (taken) return found;
  const local = endpoint !== undefined && isLocalUrl(endpoint.baseUrl, NEWEST_RELEASE);
  if (asker === undefined) {
    if (local) return undefined;
    throw new UsageError(
      `There is no key, and no terminal to ask at: set ${variable} for this command, or give --${choice.keyFlags[0] ?? "api-key"}.`,
    );
  }
  const question = choice.keyLabel ?? `${choice.label}: API key`;
  const value = await asker.secret(local ? `${question}, empty for none` : question, (text) =>
    local && text === "" ? undefined : judge(text),
  );
  return value === "" ? undefined : { value, from: "given" };
}

/** True for a secret that is to be used: what only happens to stand in this process is asked for. */
async function isWanted({ from }: FoundSecret, question: string, asker: Asker | undefined): Promise<boolean> {
  return from !== "environment" || asker === undefined || (await asker.confirm(question, true));
}

/** The second secret, where the choice has one and it is wanted. */
export async function askToken(
  { token }: OnboardingChoice,
  { given }: OnboardArguments,
  places: SecretPlaces,
  asker: Asker | undefined,
): Promise<FoundSecret | undefined> {
  if (token === undefined) return undefined;
  const written = given[token.flag];
  const fault = written === undefined ? undefined : judgeToken(written);
  if (fault !== undefined) throw new UsageError(`--${token.flag}: ${fault}`);
  const found = findSecret(token.variable, written, places);
  if (found !== undefined && found.from !== "given" && asker !== undefined) {
    if (await asker.confirm(`Send the ${token.variable} that is there as ${token.header}?`, true))
      return found;
  } else if (found !== undefined || asker === undefined) return found;
  if (!(await asker.confirm(token.question, false))) return undefined;
  return { value: await asker.secret(token.label, judgeToken), from: "given" };
}
