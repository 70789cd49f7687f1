import { looksSecret } from "../../src/core/secrecy.ts";
import { isPublicName } from "../../src/core/variable-text.ts";
import type { Looked, World } from "../protocol.ts";
import { el } from "./dom.ts";

/** What the view of the environment can do. */
export interface EnvironmentDesk {
  setNames(names: readonly string[]): void;
}

/** True for what can only be the name of a variable, and no value that was typed in its place. */
function isNameOnly(text: string): boolean {
  return /^[A-Za-z_]\w{0,80}$/u.test(text) && isPublicName(text) && !looksSecret(text);
}

/** Which variables are set: their names alone. A value that is typed is refused, and cleared at once. */
export function environmentView(
  world: World,
  { variables, keys }: Pick<Looked, "variables" | "keys">,
  desk: EnvironmentDesk,
): readonly Node[] {
  const set = new Set([...world.names, ...Object.keys(world.env)]);
  const refusal = el("p", { class: "refusal", role: "alert" });
  const field = el("input", {
    id: "name-field",
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "200",
  });
  const add = (event: Event): void => {
    event.preventDefault();
    const name = field.value.trim();
    if (name === "") return;
    field.value = "";
    if (!isNameOnly(name)) refusal.textContent = REFUSED;
    else desk.setNames([...new Set([...world.names, name])]);
  };
  field.addEventListener("input", () => {
    const text = field.value.trim();
    // While a name is typed it may yet grow; what no name can hold is taken away with the first such key.
    if (text === "" || (/^[A-Za-z_]\w*$/u.test(text) && !looksSecret(text))) return;
    field.value = "";
    refusal.textContent = REFUSED;
  });
  return [
    el(
      "p",
      { class: "lead" },
      world.gateway === "none"
        ? "No environment is looked at. Say which variables are set, and keys are judged too."
        : `Keys are looked for in: ${keys === "this editor's environment" ? "the names that are ticked" : keys}.`,
    ),
    variables.length === 0
      ? el("p", { class: "quiet" }, "The config wants no variable.")
      : el(
          "ul",
          { class: "variables" },
          ...variables.map(({ name, by }) => el("li", {}, variableRow(name, by, set.has(name), world, desk))),
        ),
    el(
      "form",
      { class: "add", submit: add },
      el("label", { for: "name-field" }, "Another variable that is set"),
      el("div", { class: "row" }, field, el("button", { type: "submit" }, "Add")),
      el("p", { class: "note" }, "Only the name, never the value. It stays in this tab."),
    ),
    refusal,
  ];
}

const REFUSED =
  "That is not a name alone, so it was cleared. Type the name of the variable, without = and without its value.";

function variableRow(
  name: string,
  by: readonly string[],
  isSet: boolean,
  world: World,
  desk: EnvironmentDesk,
): HTMLElement {
  const isGiven = Object.hasOwn(world.env, name);
  const box = el("input", {
    type: "checkbox",
    checked: isSet,
    disabled: isGiven,
    change: () => {
      const others = world.names.filter((one) => one !== name);
      desk.setNames(isSet ? others : [...others, name]);
    },
  });
  const empty = isGiven && world.env[name] === "" ? " (empty)" : "";
  return el(
    "label",
    {},
    box,
    el(
      "span",
      {},
      el("span", { class: "mono" }, name),
      isGiven && el("span", { class: "note" }, ` set by the example${empty}`),
    ),
    by.length > 0 &&
      el(
        "span",
        { class: "where" },
        by.slice(0, 3).join(", "),
        by.length > 3 && ` and ${by.length - 3} more`,
      ),
  );
}
