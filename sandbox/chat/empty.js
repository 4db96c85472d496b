import { element } from "./dom.js";
import { icon } from "./icons.js";

/** What an empty chat shows: what the bot does, and examples to tap. */
export function emptyCard(view) {
  const { words, world } = view;
  return element(
    "section",
    { class: "empty" },
    element("img", { class: "empty-face", src: "/chat/icon.svg", alt: "" }),
    element("h2", {}, words.emptyTitle(world.bot.first_name)),
    element("p", {}, words.emptyText),
    element(
      "ul",
      { class: "examples" },
      words.examples.map((text, index) => element("li", {}, example(text, index, view))),
    ),
  );
}

function example(text, index, view) {
  return element(
    "button",
    { type: "button", class: "example", data: { scene: String(index) }, onclick: () => view.say(text) },
    element("span", { class: "swatch", "aria-hidden": "true" }),
    element("span", { class: "example-text" }, colored(text)),
    icon("send"),
  );
}

/** The command and the options in their own tints, so that the form of a request is seen at a glance. */
function colored(text) {
  return text
    .split(/(^\/\w+|--\w+ \S+)/)
    .filter(Boolean)
    .map((part) => {
      const kind = part.startsWith("/") ? "word-command" : part.startsWith("--") ? "word-option" : null;
      return kind ? element("span", { class: kind }, part) : part;
    });
}
