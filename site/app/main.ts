import type { EditorState } from "@codemirror/state";
import type { Edited, Gateway, Looked, PageFile, PageFinding, PageRepair, World } from "../protocol.ts";
import { Client } from "./client.ts";
import { arrowKeys, byId, el } from "./dom.ts";
import { Editor } from "./editor.ts";
import { environmentView } from "./environment.ts";
import { EXAMPLES } from "./examples.ts";
import { countWords, findingList } from "./findings.ts";
import { isFileName, type Opened, openLink, packLink, shared } from "./link.ts";
import { routesView } from "./routes.ts";
import { ruleView } from "./rule.ts";
import { openShare } from "./share.ts";
import { Tabs } from "./tabs.ts";
import { UpgradeView } from "./upgrade.ts";

/** A text with its history. */
interface OpenFile {
  readonly name: string;
  text: string;
  state: EditorState;
}

/** After the last key, in milliseconds. */
const PAUSE = 120;

/** The page: the texts, how they are looked at, and what was found. A class because it is one thing with a lifetime. */
class Page {
  readonly releasePicker = byId<HTMLSelectElement>("release");
  readonly gatewayPicker = byId<HTMLSelectElement>("gateway");
  readonly examplePicker = byId<HTMLSelectElement>("example");
  readonly client = new Client((words) => this.say(words));
  readonly editor: Editor;
  readonly fileTabs = new Tabs(byId("files"), (id) => this.open(id));
  readonly panelTabs = new Tabs(byId("panels"), (id) => this.openPanel(id));
  readonly upgrade: UpgradeView;
  files: OpenFile[] = [];
  active = 0;
  names: readonly string[] = [];
  env: Readonly<Record<string, string>> = {};
  schemaOf: string | undefined;
  looked: Looked | undefined;
  panel = "findings";
  rule = "";
  #timer = 0;
  #looks = 0;

  constructor() {
    this.editor = new Editor(
      byId("editor"),
      {
        changed: (text, whole) => this.changed(text, whole),
        complete: (offset) => this.client.ask("complete", { file: this.file.name, offset }),
        hover: (offset) => this.client.ask("hover", { file: this.file.name, offset }),
        goToDefinition: (offset) => void this.goToDefinition(offset),
        showFinding: (offset) => this.showFinding(offset),
      },
      byId("style").nonce,
    );
    const releases = [...this.releasePicker.options]
      .map(({ value }) => value)
      .filter((value) => value !== "");
    this.upgrade = new UpgradeView(releases, { ask: (from, to) => this.client.ask("upgrade", { from, to }) });
    byId("panel-upgrade").append(this.upgrade.element);
    this.listen();
  }

  get file(): OpenFile {
    const file = this.files[this.active] ?? this.files[0];
    if (file === undefined) throw new Error("there is always a file");
    return file;
  }

  get world(): World {
    return {
      files: this.files.map(({ name, text }) => ({ name, text })),
      names: this.names,
      env: this.env,
      // What the picker holds is one of these.
      gateway: this.gatewayPicker.value as Gateway,
      release: this.releasePicker.value,
      today: new Date().toISOString().slice(0, 10),
      ...(this.schemaOf === undefined ? {} : { schemaOf: this.schemaOf }),
    };
  }

  listen(): void {
    this.examplePicker.addEventListener("change", () => {
      location.hash = `example=${this.examplePicker.value}`;
    });
    for (const picker of [this.releasePicker, this.gatewayPicker])
      picker.addEventListener("change", () => void this.look());
    byId("fix-all").addEventListener("click", async () => {
      this.edit(await this.client.ask("fixAll", { unsafe: false }), "All safe repairs are made.");
    });
    byId("download").addEventListener("click", () => this.download());
    byId("open").addEventListener("change", (event) => void this.read(event));
    byId("share-button").addEventListener("click", () => {
      void openShare({
        mask: () => this.client.ask("mask", {}),
        link: async (files) =>
          `${location.href.split("#", 1)[0]}#${await packLink(shared(this.world, files))}`,
      });
    });
    byId("add-file").addEventListener("submit", (event) => {
      event.preventDefault();
      const field = byId<HTMLInputElement>("file-name");
      if (this.add(field.value.trim())) byId<HTMLDialogElement>("new-file").close();
      else field.setCustomValidity("A name such as models.json5 or ~/.openclaw/.env");
      field.reportValidity();
    });
    byId("file-name").addEventListener("input", (event) =>
      (event.target as HTMLInputElement).setCustomValidity(""),
    );
    byId("theme").addEventListener("click", () => toggleTheme());
    addEventListener("hashchange", () => void this.fromHash());
    // Who touches the page is about to work: the second half of the worker is fetched now, and nothing after it.
    for (const kind of ["pointerdown", "keydown"])
      addEventListener(kind, () => this.client.loadParts(), { once: true, capture: true });
  }

  /** What the address names; the first example where it names nothing that can be opened. */
  async fromHash(): Promise<void> {
    const fragment = location.hash.slice(1);
    const id = /^example=([\w-]+)$/u.exec(fragment)?.[1];
    const example = EXAMPLES.find((one) => one.id === id) ?? EXAMPLES[0];
    const opened = id === undefined ? await openLink(fragment) : undefined;
    if (opened === undefined && fragment !== "" && id === undefined)
      this.say("The link cannot be opened; here is an example.");
    this.examplePicker.value = opened === undefined ? (example?.id ?? "") : "";
    const all = opened ?? example;
    if (all !== undefined) this.take(all);
  }

  take({ files, names = [], env = {}, gateway = "none", release = "", upgradeFrom, schemaOf }: Opened): void {
    this.files = files.map(({ name, text }) => ({ name, text, state: this.editor.stateOf(text) }));
    this.names = names;
    this.env = env;
    this.schemaOf = schemaOf;
    this.gatewayPicker.value = gateway;
    this.releasePicker.value = release;
    if (this.releasePicker.selectedIndex < 0) this.releasePicker.value = "";
    this.active = -1;
    this.open(this.files[0]?.name ?? "");
    if (upgradeFrom !== undefined) this.upgrade.from = upgradeFrom;
    this.openPanel(upgradeFrom === undefined ? "findings" : "upgrade");
    void this.look();
  }

  /** Shows a file in the editor; of one that is included and not there, an empty one is begun. */
  open(name: string): void {
    const index = this.files.findIndex((one) => one.name === name);
    if (index < 0) {
      this.add(name);
      return;
    }
    const before = this.files[this.active];
    if (before !== undefined) before.state = this.editor.view.state;
    this.active = index;
    this.editor.show(this.file.state, this.file.name);
    this.drawTabs();
    this.showFindings();
  }

  add(name: string): boolean {
    if (!isFileName(name) || this.files.some((one) => one.name === name)) return false;
    const text = /\.json5?$/u.test(name) ? "{\n}\n" : "";
    this.files.push({ name, text, state: this.editor.stateOf(text) });
    this.open(name);
    void this.look();
    return true;
  }

  remove(name: string): void {
    this.files = this.files.filter((one) => one.name !== name);
    this.active = -1;
    this.open(this.files[0]?.name ?? "");
    void this.look();
  }

  drawTabs(): void {
    const missing = this.looked?.missing.filter((name) => this.files.every((one) => one.name !== name)) ?? [];
    this.fileTabs.draw(
      [
        ...this.files
          // What an example says of git is no text to be changed.
          .filter(({ name }) => !name.startsWith(".git/"))
          .map(({ name }, index) => ({
            id: name,
            label: name,
            ...(index === 0 ? {} : { remove: () => this.remove(name) }),
          })),
        ...missing.map((name) => ({ id: name, label: `+ ${name}`, isMissing: true })),
      ],
      this.file.name,
      "editor",
    );
  }

  changed(text: string, whole: boolean): void {
    this.file.text = text;
    // What was pasted over an example is somebody's own, and has nothing of the example's environment.
    if (whole && this.active === 0 && this.examplePicker.value !== "") {
      this.examplePicker.value = "";
      this.names = [];
      this.env = {};
      this.gatewayPicker.value = "none";
    }
    clearTimeout(this.#timer);
    this.client.world = this.world;
    this.#timer = window.setTimeout(() => void this.look(), PAUSE);
  }

  async look(): Promise<void> {
    clearTimeout(this.#timer);
    this.client.world = this.world;
    this.#looks += 1;
    const mine = this.#looks;
    const looked = await this.client.ask("look", {});
    // A newer look is on its way.
    if (mine !== this.#looks || looked === undefined) return;
    this.looked = looked;
    document.body.dataset["looked"] = String(mine);
    this.drawTabs();
    this.showFindings();
    this.drawPanel();
    byId<HTMLButtonElement>("fix-all").disabled = !looked.hasSafe;
    byId("count").textContent = String(looked.findings.length);
    byId("status").textContent =
      `${countWords(looked.findings)}. Judged by OpenClaw ${looked.release} (${looked.why}), in ${Math.max(1, Math.round(looked.took))} ms, in this tab.`;
  }

  showFindings(): void {
    const own = this.looked?.findings.filter(({ file }) => file === this.file.name) ?? [];
    this.editor.setFindings(own);
  }

  openPanel(id: string): void {
    this.panel = id;
    this.rule = "";
    this.drawPanel();
  }

  drawPanel(): void {
    const panels = [
      { id: "findings", label: "Findings", count: true },
      { id: "routes", label: "Routes" },
      { id: "environment", label: "Environment" },
      { id: "upgrade", label: "Upgrade" },
    ];
    this.panelTabs.draw(panels, this.panel, "panel-");
    for (const { id } of panels) byId(`panel-${id}`).hidden = id !== this.panel;
    const { looked } = this;
    if (looked === undefined) return;
    const goTo = (file: string, from: number): void => this.goTo(file, from);
    if (this.panel === "findings" && this.rule === "")
      keepFocus(byId("panel-findings"), [
        findingList(looked.findings, this.files.length > 1, {
          goTo,
          repair: (finding, repair) => void this.repair(finding, repair),
          explain: (finding) => void this.explain(finding),
        }),
      ]);
    else if (this.panel === "routes")
      byId("panel-routes").replaceChildren(...routesView(looked.routes, goTo));
    else if (this.panel === "environment") this.drawEnvironment(looked);
    else if (this.panel === "upgrade") void this.upgrade.look();
  }

  drawEnvironment(looked: Looked): void {
    keepFocus(
      byId("panel-environment"),
      environmentView(this.world, looked, {
        setNames: (names) => {
          this.names = names;
          // Who says what is set wants it to count.
          if (this.gatewayPicker.value === "none") this.gatewayPicker.value = "shell";
          void this.look();
        },
      }),
    );
  }

  async explain({ rule, check }: PageFinding): Promise<void> {
    const words = await this.client.ask("explain", { check });
    if (words === undefined) return;
    this.rule = rule;
    const back = (): void => {
      this.openPanel("findings");
      byId("panel-findings").querySelector<HTMLElement>(`[data-rule="${rule}"] .jump`)?.focus();
    };
    byId("panel-findings").replaceChildren(ruleView(words, back));
    byId("panel-findings").querySelector("h2")?.focus();
  }

  async repair({ rule, file, from }: PageFinding, { sign, title, ignores }: PageRepair): Promise<void> {
    const edited = ignores
      ? await this.client.ask("ignore", { rule, file, from })
      : await this.client.ask("repair", { sign });
    this.edit(edited, ignores ? "The comment is written; give it your reason." : `Done: ${title}.`);
  }

  /** Makes edits in every text that they are for. */
  edit(edited: Edited, done: string): void {
    if (!edited.ok) {
      this.say(edited.problem);
      return;
    }
    const shown = this.file.name;
    for (const name of new Set(edited.edits.map(({ file }) => file))) {
      if (this.files.every((one) => one.name !== name)) continue;
      this.open(name);
      this.editor.apply(edited.edits.filter(({ file }) => file === name));
    }
    this.open(shown);
    this.say(edited.edits.length === 0 ? "Nothing to mend." : done);
    void this.look();
  }

  goTo(file: string, from: number): void {
    if (this.files.every((one) => one.name !== file)) {
      this.say(`${file} is not open here.`);
      return;
    }
    if (file !== this.file.name) this.open(file);
    this.editor.goTo(from);
  }

  async goToDefinition(offset: number): Promise<void> {
    const found = await this.client.ask("definition", { file: this.file.name, offset });
    if (found !== undefined) this.goTo(found.file, found.from);
  }

  /** Ctrl+. in the text: the finding there, in the list with its repairs. */
  showFinding(offset: number): void {
    const found = this.looked?.findings.find(
      ({ file, from, to }) => file === this.file.name && from <= offset && offset <= to,
    );
    if (found === undefined) {
      this.say("No finding here.");
      return;
    }
    this.openPanel("findings");
    const item = byId("panel-findings").querySelector(
      `[data-from="${found.from}"][data-file="${CSS.escape(found.file)}"]`,
    );
    item?.querySelector<HTMLElement>(".fix, .plain")?.focus();
  }

  download(): void {
    const { name, text } = this.file;
    const link = el("a", {
      href: URL.createObjectURL(new Blob([text])),
      download: name.split("/").at(-1) ?? name,
    });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  /** Files of this machine; they are read here and go nowhere. The first is the config, unless its name is another's. */
  async read(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const picked = [...(input.files ?? [])].filter(({ size }) => size < 2_000_000).slice(0, 20);
    const files: PageFile[] = await Promise.all(
      picked.map(async (file) => ({
        name: isFileName(file.name) ? file.name : "openclaw.json",
        text: await file.text(),
      })),
    );
    input.value = "";
    const root = files.findIndex(({ name }) => /^(?:openclaw|clawdbot)\.json5?$/u.test(name));
    const [first] = files.splice(Math.max(root, 0), 1);
    if (first === undefined) {
      this.say("Nothing was opened: files of up to 2 MB are.");
      return;
    }
    this.examplePicker.value = "";
    this.take({ files: [{ ...first, name: "openclaw.json" }, ...files] });
  }

  say(words: string): void {
    byId("said").textContent = words;
  }
}

/** Draws a panel anew without taking the focus away from what has it. */
function keepFocus(panel: HTMLElement, children: readonly Node[]): void {
  const { activeElement } = document;
  const index = panel.contains(activeElement) ? focusables(panel).indexOf(activeElement as HTMLElement) : -1;
  panel.replaceChildren(...children);
  if (index >= 0) focusables(panel)[index]?.focus();
}

function focusables(panel: HTMLElement): readonly HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>("button, input, select, a, [tabindex]")];
}

function toggleTheme(): void {
  const { dataset } = document.documentElement;
  const isDark =
    dataset["theme"] === undefined
      ? matchMedia("(prefers-color-scheme: dark)").matches
      : dataset["theme"] === "dark";
  dataset["theme"] = isDark ? "light" : "dark";
}

for (const dialog of document.querySelectorAll("dialog"))
  dialog.querySelector(".close")?.addEventListener("click", () => dialog.close());
byId("new-tab").addEventListener("click", () => byId<HTMLDialogElement>("new-file").showModal());
for (const list of document.querySelectorAll<HTMLElement>('[role="tablist"]')) arrowKeys(list);
void new Page().fromHash();
