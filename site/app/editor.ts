import {
  autocompletion,
  type CompletionResult,
  closeBrackets,
  completionKeymap,
} from "@codemirror/autocomplete";
import { history, historyKeymap, standardKeymap, toggleLineComment } from "@codemirror/commands";
import {
  bracketMatching,
  HighlightStyle,
  indentNodeProp,
  LRLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, type Extension, RangeSet, StateEffect, StateField } from "@codemirror/state";
import {
  type Command,
  Decoration,
  type DecorationSet,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { parser } from "lezer-json5";
import type { Completion } from "../../src/service/complete.ts";
import type { PageFinding } from "../protocol.ts";
import { el } from "./dom.ts";
import { markdown } from "./markdown.ts";

/** What the editor asks of the page. */
export interface EditorDesk {
  /** `whole`: all that was there was replaced at once. */
  changed(text: string, whole: boolean): void;
  complete(offset: number): Promise<readonly Completion[]>;
  hover(
    offset: number,
  ): Promise<{ readonly markdown: string; readonly from: number; readonly to: number } | undefined>;
  goToDefinition(offset: number): void;
  /** The finding at a place, in the list. */
  showFinding(offset: number): void;
}

const json5 = LRLanguage.define({
  name: "json5",
  parser: parser.configure({
    props: [
      styleTags({
        PropertyName: tags.propertyName,
        String: tags.string,
        "Number True False Null": tags.atom,
        "LineComment BlockComment": tags.comment,
      }),
      indentNodeProp.add({ "Object Array": (context) => context.baseIndent + context.unit }),
    ],
  }),
  languageData: { commentTokens: { line: "//" }, closeBrackets: { brackets: ["{", "[", '"', "'"] } },
});

const setFindings = StateEffect.define<readonly PageFinding[]>();

/** Findings of the open text; they move with what is typed until the next look. */
const findingsField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { changes, effects, newDoc }) => {
    let now = marks.map(changes);
    for (const effect of effects) if (effect.is(setFindings)) now = marksOf(effect.value, newDoc.length);
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksOf(findings: readonly PageFinding[], length: number): DecorationSet {
  const ranges = findings.flatMap((finding) => {
    const to = Math.min(Math.max(finding.to, finding.from + 1), length);
    const from = Math.min(finding.from, Math.max(0, to - 1));
    if (from >= to) return [];
    return Decoration.mark({ class: `cm-finding cm-finding-${finding.severity}`, finding }).range(from, to);
  });
  return RangeSet.of(ranges, true);
}

function findingsAt(state: EditorState, offset: number): readonly PageFinding[] {
  const found: PageFinding[] = [];
  state.field(findingsField).between(offset, offset, (_from, _to, { spec }) => {
    found.push(spec["finding"] as PageFinding);
  });
  return found;
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, class: "tok-key" },
  { tag: tags.string, class: "tok-string" },
  { tag: tags.atom, class: "tok-atom" },
  { tag: tags.comment, class: "tok-comment" },
]);

/** The editor: one view, in which texts take turns, each with its own history. */
export class Editor {
  readonly view: EditorView;
  readonly #extensions: Extension;

  constructor(parent: HTMLElement, desk: EditorDesk, nonce: string) {
    this.#extensions = extensions(desk, nonce);
    this.view = new EditorView({ parent, state: this.stateOf("") });
  }

  stateOf(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.#extensions });
  }

  show(state: EditorState, name: string): void {
    this.view.setState(state);
    this.view.contentDOM.setAttribute("aria-label", `Text of ${name}`);
  }

  setFindings(findings: readonly PageFinding[]): void {
    this.view.dispatch({ effects: setFindings.of(findings) });
  }

  /** Edits as one step of the history. */
  apply(edits: readonly { readonly from: number; readonly to: number; readonly text: string }[]): void {
    const { length } = this.view.state.doc;
    if (edits.some(({ from, to }) => from > to || to > length)) return;
    this.view.dispatch({
      changes: edits.map(({ from, to, text }) => ({ from, to, insert: text })),
      userEvent: "input.repair",
    });
  }

  goTo(offset: number): void {
    const at = Math.min(offset, this.view.state.doc.length);
    this.view.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: "center" }),
    });
    this.view.focus();
  }
}

function extensions(desk: EditorDesk, nonce: string): Extension {
  return [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    history(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    json5,
    syntaxHighlighting(colours),
    findingsField,
    EditorView.contentAttributes.of({
      tabindex: "0",
      spellcheck: "false",
      autocapitalize: "off",
      "aria-multiline": "true",
    }),
    EditorView.updateListener.of(({ docChanged, state, changes, startState }) => {
      if (!docChanged) return;
      let whole = false;
      changes.iterChangedRanges((from, to) => {
        whole ||= from === 0 && to === startState.doc.length && to > 0;
      });
      desk.changed(state.doc.toString(), whole);
    }),
    autocompletion({
      override: [
        async (context) => {
          const { pos, explicit } = context;
          if (!explicit && context.matchBefore(/[\w"'/$.{-]$/u) === null) return null;
          return completionResult(await desk.complete(pos), pos);
        },
      ],
      icons: false,
    }),
    hoverTooltip(async (view, offset) => {
      const told = await desk.hover(offset);
      const own = findingsAt(view.state, offset);
      if (told === undefined && own.length === 0) return null;
      const { length } = view.state.doc;
      return {
        pos: Math.min(told?.from ?? offset, length),
        end: Math.min(told?.to ?? offset, length),
        create: () => ({
          dom: el(
            "div",
            { class: "tip" },
            ...own.map(findingTip),
            told !== undefined && markdown(told.markdown),
          ),
        }),
      };
    }),
    // Tab leaves the editor, as everywhere on a page.
    keymap.of([
      ...completionKeymap,
      { key: "F12", run: atCaret((offset) => desk.goToDefinition(offset)) },
      { key: "Mod-.", run: atCaret((offset) => desk.showFinding(offset)) },
      { key: "Mod-/", run: toggleLineComment },
      ...historyKeymap,
      ...standardKeymap,
    ]),
  ];
}

/** A command of the editor that asks something of the place where the caret is. */
function atCaret(ask: (offset: number) => void): Command {
  return ({ state }) => {
    ask(state.selection.main.head);
    return true;
  };
}

function findingTip({ severity, message, hint }: PageFinding): HTMLElement {
  return el(
    "p",
    { class: `tip-finding ${severity}` },
    el("b", {}, `${severity}: `),
    message,
    hint !== "" && ` ${hint}`,
  );
}

/** All that the service offers with the same beginning; the editor filters by what is written there. */
function completionResult(offered: readonly Completion[], pos: number): CompletionResult | null {
  const from = offered[0]?.start;
  if (from === undefined || from > pos) return null;
  return {
    from,
    options: offered
      .filter(({ start }) => start === from)
      .map((one) => ({
        label: one.filter,
        displayLabel: one.label,
        ...(one.detail === undefined ? {} : { detail: one.detail }),
        ...(one.documentation === undefined ? {} : { info: () => markdown(one.documentation ?? "") }),
        boost: -one.rank,
        apply: (view: EditorView) => {
          const { head } = view.state.selection.main;
          const { text, caret } = one.isSnippet
            ? withoutStops(one.text)
            : { text: one.text, caret: undefined };
          // What was typed since belongs to it; what stood behind is replaced as far as the service said.
          const to = Math.max(head, one.end + (head - pos));
          view.dispatch({
            changes: { from, to: Math.min(to, view.state.doc.length), insert: text },
            selection: { anchor: from + (caret ?? text.length) },
            userEvent: "input.complete",
          });
        },
      })),
  };
}

/** A snippet as text, and where its first stop is. */
function withoutStops(snippet: string): { readonly text: string; readonly caret: number | undefined } {
  let caret: number | undefined;
  let text = "";
  for (const [part, escaped, , words, bare] of snippet.matchAll(
    /\\([$}\\])|\$\{(\d+):?((?:[^{}\\]|\\.)*)\}|\$(\d+)|[^\\$]+|[\\$]/gsu,
  )) {
    if (escaped !== undefined) text += escaped;
    else if (words !== undefined || bare !== undefined) {
      caret ??= text.length;
      text += (words ?? "").replace(/\\([$}\\])/gu, "$1");
    } else text += part;
  }
  return { text, caret };
}
