import type { PageFile } from "../protocol.ts";
import { byId, el } from "./dom.ts";

/** What sharing needs of the page. */
export interface ShareDesk {
  /** The texts as they may be shown, and how much was hidden. */
  mask(): Promise<{ readonly files: readonly PageFile[]; readonly hidden: number }>;
  link(files: readonly PageFile[]): Promise<string>;
}

/** Shows what a link will hold, secrets masked, and makes the link only after that. */
export async function openShare(desk: ShareDesk): Promise<void> {
  const dialog = byId<HTMLDialogElement>("share");
  const { files, hidden } = await desk.mask();
  const made = el("div", { class: "made", "aria-live": "polite" });
  const make = el("button", { type: "button", class: "main" }, "Make the link");
  make.addEventListener("click", async () => {
    const link = await desk.link(files);
    const field = el("input", { id: "share-link", type: "text", readonly: true, value: link });
    const copied = el("span", { class: "note", role: "status" });
    const copy = el(
      "button",
      {
        type: "button",
        click: async () => {
          field.select();
          await navigator.clipboard?.writeText(link).then(
            () => (copied.textContent = "Copied."),
            () => (copied.textContent = "Press Ctrl+C to copy it."),
          );
        },
      },
      "Copy",
    );
    made.replaceChildren(
      el(
        "label",
        { for: "share-link" },
        `The link, ${link.length} characters. It holds the text itself; no server has it.`,
      ),
      el("div", { class: "row" }, field, copy),
      copied,
    );
    make.remove();
    field.focus();
    field.select();
  });
  const body = byId("share-body");
  body.replaceChildren(
    el(
      "p",
      {},
      hidden === 0
        ? "This is what the link will hold."
        : `This is what the link will hold. ${hidden} ${hidden === 1 ? "value is" : "values are"} masked: ${hidden === 1 ? "it may be" : "they may be"} secret.`,
    ),
    el(
      "p",
      { class: "note" },
      "What comments say is left out, since it may be anything. Look it through before you make the link.",
    ),
    ...files.flatMap(({ name, text }) => [
      el("h3", {}, name),
      el("pre", { class: "masked", tabindex: "0", "aria-label": `Masked text of ${name}` }, text),
    ]),
    make,
    made,
  );
  dialog.showModal();
}
