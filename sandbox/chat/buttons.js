import { element } from "./dom.js";
import { icon } from "./icons.js";
import { deepLink, safeAddress } from "./links.js";

const BUSY_AT_MOST = 10_000;

/** The inline keyboard of a message, or null. */
export function keyboard(message, view) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const row = (buttons, index) =>
    element(
      "div",
      { class: "keyboard-row" },
      buttons.map((button, column) => key(button, message, view, `${index}.${column}`)),
    );
  return element("div", { class: "keyboard" }, rows.map(row));
}

function key(button, message, view, spot) {
  const attributes = {
    type: "button",
    class: "key",
    disabled: Boolean(button.disabled),
    data: { focus: `key-${spot}`, tone: button.style ?? "" },
  };
  const href = button.url ? safeAddress(button.url) : null;
  if (href && deepLink(href, view.world.bot.username) === null) return outward(button, href);
  const node = element("button", attributes, element("span", { class: "key-text" }, button.text));
  if (button.copy_text) node.append(icon("copy"));
  node.addEventListener("click", () => press(node, button, message, view));
  return node;
}

function outward(button, href) {
  return element(
    "a",
    { class: "key", href, data: { tone: button.style ?? "" }, target: "_blank", rel: "noopener noreferrer" },
    element("span", { class: "key-text" }, button.text),
    icon("outward"),
  );
}

function press(node, button, message, view) {
  const here = button.switch_inline_query_current_chat;
  const elsewhere = button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query;
  if (button.callback_data !== undefined) return callback(node, button, message, view);
  if (button.copy_text) return view.copy(button.copy_text.text);
  if (here !== undefined) return view.fill(inlineText(here, view));
  if (elsewhere !== undefined) return view.share(inlineText(elsewhere, view), node.getBoundingClientRect());
  if (button.pay) return view.pay(message);
  if (button.url) return view.start(deepLink(safeAddress(button.url), view.world.bot.username));
  return view.toast(view.words.needsPhone);
}

function inlineText(query, view) {
  return `@${view.world.bot.username} ${query}`;
}

function callback(node, button, message, view) {
  node.classList.add("busy");
  setTimeout(() => node.classList.remove("busy"), BUSY_AT_MOST);
  view.press(message, button.callback_data);
}

/** The bot has answered: no button waits any longer. */
export function calmButtons(root) {
  for (const node of root.querySelectorAll(".key.busy")) node.classList.remove("busy");
}
