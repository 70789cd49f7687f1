// clawlint in Monaco, without a protocol: the service in this thread, its answers as Monaco's own. Bundle it with
// `monaco-editor` and `clawlint`; nothing of it needs a server. For CodeMirror see site/app/editor.ts, where the service
// runs in a worker.
import {
  ConfigService,
  complete,
  createMemoryHost,
  definition,
  diagnosticsOf,
  editorActions,
  hover,
  resolveRepair,
} from "clawlint";

const SEVERITIES = { error: 8, warning: 4, info: 2 }; // monaco.MarkerSeverity
const KINDS = { key: 9, value: 13, reference: 17, variable: 4, snippet: 27, rule: 16 }; // languages.CompletionItemKind

/**
 * Checks every model of Monaco whose URI is a `file:` one, and answers for language `language`.
 *
 * @param {typeof import("monaco-editor")} monaco
 * @param {{ language?: string, settings?: object, wait?: number }} [options] settings as in docs/editors.md; how long after
 *   a key the text is checked, in milliseconds
 * @returns {{ service: ConfigService, dispose: () => void }}
 */
export function connectClawlint(
  monaco,
  { language = "json5", settings = { gateway: "none" }, wait = 150 } = {},
) {
  const service = new ConfigService({ host: createMemoryHost({ cwd: "/" }), settingsFor: () => settings });
  const disposables = [];
  let timer;

  const viewOf = (model) => service.view(model.uri.path);
  const range = ({ start, end }) => new monaco.Range(start.line, start.column, end.line, end.column);
  const span = (model, start, end) =>
    monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));

  const check = () => {
    for (const root of service.openConfigs())
      for (const [path, found] of diagnosticsOf(service, root) ?? []) {
        const model = monaco.editor.getModel(monaco.Uri.file(path));
        if (model === null) continue;
        const markers = found.map(({ range: at, severity, code, url, message }) => ({
          ...{ startLineNumber: at.start.line, startColumn: at.start.column },
          ...{ endLineNumber: at.end.line, endColumn: at.end.column },
          ...{ severity: SEVERITIES[severity], message, source: "clawlint" },
          code: url === "" ? code : { value: code, target: monaco.Uri.parse(url) },
        }));
        monaco.editor.setModelMarkers(model, "clawlint", markers);
      }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(check, wait);
  };
  const follow = (model) => {
    if (model.uri.scheme !== "file") return;
    const take = () => {
      service.setText(model.uri.path, model.getValue(), model.getVersionId());
      later();
    };
    take();
    disposables.push(
      model.onDidChangeContent(take),
      model.onWillDispose(() => service.close(model.uri.path)),
    );
  };

  for (const model of monaco.editor.getModels()) follow(model);
  disposables.push(
    monaco.editor.onDidCreateModel(follow),
    monaco.languages.registerCompletionItemProvider(language, {
      triggerCharacters: ['"', "'", ":", "/", "{", "$"],
      provideCompletionItems: (model, position) => {
        const view = viewOf(model);
        const offered = view === undefined ? [] : complete(view, model.getOffsetAt(position));
        const suggestions = offered.map((one) => ({
          label: one.label,
          kind: KINDS[one.kind],
          detail: one.detail,
          documentation: one.documentation === undefined ? undefined : { value: one.documentation },
          insertText: one.text,
          insertTextRules: one.isSnippet ? 4 : 0, // CompletionItemInsertTextRule.InsertAsSnippet
          filterText: one.filter,
          sortText: `${one.rank}${one.label}`,
          range: span(model, one.start, one.end),
        }));
        return { suggestions };
      },
    }),
    monaco.languages.registerHoverProvider(language, {
      provideHover: (model, position) => {
        const view = viewOf(model);
        const told = view && hover(service.host, view, model.getOffsetAt(position));
        return told && { contents: [{ value: told.markdown }], range: span(model, told.start, told.end) };
      },
    }),
    monaco.languages.registerDefinitionProvider(language, {
      provideDefinition: (model, position) => {
        const view = viewOf(model);
        const found = view === undefined ? [] : definition(view, model.getOffsetAt(position));
        return found.map(({ path, range: at }) => ({ uri: monaco.Uri.file(path), range: range(at) }));
      },
    }),
    monaco.languages.registerCodeActionProvider(language, {
      provideCodeActions: (model, at, { markers }) => {
        const view = viewOf(model);
        const [from, to] = [at.getStartPosition(), at.getEndPosition()].map((one) => model.getOffsetAt(one));
        const offered = view === undefined ? [] : editorActions(view, from, to);
        const actions = offered.flatMap((action) => {
          const repaired = action.kind === "repair" ? resolveRepair(view, action.sign) : undefined;
          if (repaired?.ok !== true) return [];
          const edits = repaired.edits.map((edit) => ({
            resource: monaco.Uri.file(edit.path),
            versionId: undefined,
            textEdit: { range: range(edit.range), text: edit.text },
          }));
          const diagnostics = markers.filter(({ code }) => (code?.value ?? code) === action.finding.rule);
          return [{ title: action.title, kind: "quickfix", diagnostics, edit: { edits } }];
        });
        return { actions, dispose: () => undefined };
      },
    }),
  );
  return {
    service,
    dispose: () => {
      clearTimeout(timer);
      for (const one of disposables) one.dispose();
    },
  };
}
