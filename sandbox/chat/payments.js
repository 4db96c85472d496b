import { calmButtons } from "./buttons.js";
import { element } from "./dom.js";
import { money } from "./summary.js";
import { alertBox, toast } from "./toasts.js";

/** An invoice: what it is for, and what it costs. */
export function invoiceCard(invoice) {
  return element(
    "div",
    { class: "invoice" },
    element("span", { class: "invoice-face", "aria-hidden": "true" }, "⭐"),
    element("strong", { class: "invoice-title" }, invoice.title),
    element("span", { class: "invoice-price" }, money(invoice)),
    element("p", { class: "invoice-text", dir: "auto" }, invoice.description),
  );
}

/** Ask whether to pay an invoice with play Stars, and say how many there are; `pay` is called for a yes. */
export function openCheckout(invoice, stars, words, pay) {
  const title = words.pay.title(invoice.title, invoice.total_amount);
  const left = stars - invoice.total_amount;
  const dialog = element(
    "dialog",
    { class: "alert checkout", "aria-label": title },
    element("h2", {}, title),
    element("p", {}, left < 0 ? words.pay.tooFew(stars) : words.pay.balance(stars, left)),
  );
  const close = (label, kind, run, disabled = false) =>
    element("button", { type: "button", class: kind, disabled, onclick: () => (dialog.close(), run()) }, label);
  dialog.append(
    element(
      "div",
      { class: "checkout-buttons" },
      close(words.cancel, "plain", () => {}),
      close(words.pay.button(invoice.total_amount), "plain strong", pay, left < 0),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** What became of a payment: that it was made passes, why it was not waits to be read. */
export function showPayment({ state, error }, root, words) {
  calmButtons(root);
  if (state === "paid") toast(words.pay.done);
  else if (state !== "refunded") alertBox(words.pay.failed(error), words.ok);
}
