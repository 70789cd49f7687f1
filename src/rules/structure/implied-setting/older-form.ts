import { toDotted, valueAt } from "../../../core/config-path.ts";
import { rewrite, takeOut } from "../../../engine/fixes.ts";
import { defineCheck, defineMessages, type Said, words } from "../../../engine/rule.ts";
import { lackedOf } from "../../../resolve/migration/migrated-places.ts";
import { findOlderForms, type OlderForm } from "../../../resolve/migration/older-forms.ts";

const messages = defineMessages({
  renamed: {
    message: "{place} is an older name that OpenClaw still takes; its own migration writes {becomes}.",
    hint: "Rename it to {becomes}.",
  },
  taken: {
    message:
      "{place} is an older name of {becomes}, which is there too; OpenClaw's own migration takes it out.",
    hint: "Take it out.",
  },
  value: {
    message: '"{text}" is an older name that OpenClaw still takes; its own migration writes "{becomes}".',
    hint: 'Write "{becomes}".',
  },
  exec: {
    message:
      'In {place} security and ask are an older form that OpenClaw still takes; its own migration writes mode: "{mode}".',
    hint: 'Write mode: "{mode}" in place of both.',
  },
  switch: {
    message: '{place} is an older form that OpenClaw still takes; its own migration writes auto: "{auto}".',
    hint: 'Write auto: "{auto}" in its place.',
  },
  dropped: {
    message: "OpenClaw still takes {place}; its own migration takes it out.",
    hint: "Take it out.",
  },
});

export const check = defineCheck({
  id: "older-form",
  summary: "a form that OpenClaw still takes, and that its own migration writes in a newer way",
  severity: "info",
  fixable: true,
  wholeConfig: true,
  forRepair: true,
  messages,
  docs: () => ({
    trigger:
      'tools.exec.security with ask, a speech provider called edge, its voice, voiceId or voiceName, tts.enabled, the tool name "image", gateway.controlUi.dangerouslyDisableDeviceAuth: what openclaw doctor --fix writes as mode, microsoft, speakerVoice, speakerVoiceId, tts.auto, "view_image", or takes out. It is no fault: only --fix asks, and a check where the level of this check is set.',
    bad: { config: `{ tools: { exec: { security: "allowlist", ask: "on-miss" } } }` },
    good: { config: `{ tools: { exec: { mode: "ask" } } }` },
    why: "The config works until a later release no longer takes the form.",
    ignore: "When the same file must also work with an older OpenClaw.",
  }),
  check({ config, release, report }) {
    for (const form of findOlderForms(config, release)) {
      const { path, kind } = form;
      const on = kind === "text" ? "value" : "key";
      report({ ...saidOf(form), at: { path, on }, fix: fixOf(form, config) });
    }
  },
});

function saidOf(form: OlderForm): Said<typeof messages> {
  const place = words(toDotted(form.path));
  switch (form.kind) {
    case "text":
      return { messageId: "value", data: { text: form.text, becomes: form.becomes } };
    case "key":
      return { messageId: form.isTaken ? "taken" : "renamed", data: { place, becomes: form.name } };
    case "exec":
      return {
        messageId: "exec",
        data: { place: words(toDotted(form.path.slice(0, -1))), mode: form.mode },
      };
    case "switch":
      return form.isTaken
        ? { messageId: "taken", data: { place, becomes: "auto" } }
        : { messageId: "switch", data: { place, auto: form.auto } };
    case "dropped":
      return { messageId: "dropped", data: { place } };
  }
}

function fixOf(form: OlderForm, config: Readonly<Record<string, unknown>>) {
  const { path } = form;
  const beside = (key: string) => [...path.slice(0, -1), key];
  switch (form.kind) {
    case "text":
      return rewrite(form.becomes, "safe");
    case "key": {
      if (!form.isTaken) return rewrite(form.name, "safe", "key");
      const also = lackedOf(valueAt(config, beside(form.name)), valueAt(config, path), beside(form.name));
      return takeOut("safe", also.length === 0 ? {} : { also });
    }
    case "exec":
      return takeOut("safe", {
        ...(form.isTaken ? {} : { also: [{ path: beside("mode"), value: form.mode }] }),
        with: path.at(-1) === "ask" ? [] : [beside("ask")],
      });
    case "switch":
      return takeOut("safe", form.isTaken ? {} : { also: [{ path: beside("auto"), value: form.auto }] });
    case "dropped":
      return takeOut("safe");
  }
}
