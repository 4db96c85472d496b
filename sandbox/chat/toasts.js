import { element } from "./dom.js";

const SECONDS_SHOWN = 4;

/** A passing note at the bottom of the page. */
export function toast(text) {
  const note = element("div", { class: "toast" }, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.classList.add("leaving"), SECONDS_SHOWN * 1000);
  setTimeout(() => note.remove(), SECONDS_SHOWN * 1000 + 300);
}

/** A note that waits to be read, as `show_alert` of a callback answer asks. */
export function alertBox(text, ok) {
  const dialog = element("dialog", { class: "alert", "aria-label": text }, element("p", {}, text));
  dialog.append(element("button", { type: "button", class: "plain", onclick: () => dialog.close() }, ok));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
