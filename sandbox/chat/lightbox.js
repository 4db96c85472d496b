import { element } from "./dom.js";
import { icon } from "./icons.js";
import { largest } from "./media.js";
import { fileAddress } from "./server.js";
import { authorName } from "./summary.js";
import { clock, dayName } from "./times.js";

/** A photo over the whole page; the arrows walk through `messages`, all photos of the conversation. Esc closes. */
export function openLightbox(message, messages, words) {
  const dialog = element("dialog", { class: "lightbox", "aria-label": words.photo });
  let index = messages.findIndex((other) => other.message_id === message.message_id);
  const show = (next) => {
    index = Math.max(0, Math.min(messages.length - 1, next));
    dialog.replaceChildren(
      ...parts(
        messages[index],
        words,
        dialog,
        index > 0 && (() => show(index - 1)),
        index < messages.length - 1 && (() => show(index + 1)),
      ),
    );
  };
  dialog.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") show(index - 1);
    if (key === "ArrowRight") show(index + 1);
  });
  dialog.addEventListener("click", ({ target }) => target.matches("dialog, .lightbox-stage") && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  show(index);
  document.body.append(dialog);
  dialog.showModal();
}

function parts(message, words, dialog, previous, next) {
  const { file_id: id, width, height } = largest(message.photo);
  const address = fileAddress(id);
  const image = element("img", { src: address, width, height, alt: message.caption ?? words.photo });
  const name = `palitra-${message.message_id}.jpeg`;
  return [
    element(
      "header",
      { class: "lightbox-head" },
      element(
        "p",
        {},
        element("strong", {}, authorName(message)),
        ` ${dayName(message.date, words)}, ${clock(message.date, words.language)} · ${width} × ${height}`,
      ),
      element(
        "a",
        { class: "round quiet", href: address, download: name, "aria-label": words.download, title: words.download },
        icon("download"),
      ),
      element(
        "button",
        {
          type: "button",
          class: "round quiet",
          "aria-label": words.close,
          title: words.close,
          onclick: () => dialog.close(),
        },
        icon("close"),
      ),
    ),
    element(
      "div",
      { class: "lightbox-stage" },
      step("back", words.previous, previous),
      image,
      step("next", words.next, next),
    ),
    element("p", { class: "lightbox-caption" }, message.caption ?? ""),
  ];
}

function step(name, label, run) {
  return element(
    "button",
    {
      type: "button",
      disabled: !run,
      class: `round quiet step step-${name}`,
      "aria-label": label,
      onclick: run || null,
    },
    icon(name),
  );
}
