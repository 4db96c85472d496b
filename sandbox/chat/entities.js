import { element } from "./dom.js";
import { deepLink, safeAddress } from "./links.js";

// A block ends its line by itself: the line feed after it would show as an empty line.
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/**
 * A text with its Telegram entities as DOM nodes. Telegram counts offsets in UTF-16 units, as JavaScript strings do.
 * `view` gives the words and what happens on a tap.
 */
export function richText(text, entities, view) {
  const sorted = (entities ?? []).toSorted((one, other) => one.offset - other.offset || other.length - one.length);
  return nodesBetween({ text, view }, sorted, 0, text.length);
}

function nodesBetween(source, entities, start, end) {
  const nodes = [];
  let position = start;
  for (let index = 0; index < entities.length;) {
    const entity = entities[index];
    const from = Math.max(entity.offset, position);
    const to = Math.min(entity.offset + entity.length, end);
    const inner = entities.slice(index + 1).filter((other) => other.offset < to);
    index += 1 + inner.length;
    if (from >= to) continue;
    nodes.push(
      source.text.slice(position, from),
      wrap(source, entity, nodesBetween(source, inner, from, to), from, to),
    );
    position = BLOCKS.has(entity.type) && source.text[to] === "\n" ? to + 1 : to;
  }
  nodes.push(source.text.slice(position, end));
  return nodes.filter((node) => node !== "");
}

function wrap({ text, view }, entity, children, from, to) {
  const build = BUILDERS[entity.type];
  return build ? build(children, text.slice(from, to), entity, view) : element("span", {}, children);
}

const plain = (tag) => (children) => element(tag, {}, children);

const BUILDERS = {
  bold: plain("strong"),
  italic: plain("em"),
  underline: plain("u"),
  strikethrough: plain("s"),
  blockquote: plain("blockquote"),
  expandable_blockquote: expandable,
  spoiler,
  code: copyable,
  pre: preformatted,
  text_link: (children, _text, entity, view) => link(children, entity.url, view),
  url: (children, text, _entity, view) => link(children, text, view),
  email: (children, text, _entity, view) => link(children, `mailto:${text}`, view),
  bot_command: command,
  mention: (children) => element("span", { class: "mention" }, children),
  text_mention: (children) => element("span", { class: "mention" }, children),
  hashtag: (children) => element("span", { class: "mention" }, children),
};

function link(children, address, view) {
  const href = safeAddress(address);
  if (!href) return element("span", {}, children);
  const follow = (event) => {
    const payload = deepLink(href, view.world.bot.username);
    if (payload === null) return;
    event.preventDefault();
    view.start(payload);
  };
  return element("a", { href, target: "_blank", rel: "noopener noreferrer", onclick: follow }, children);
}

function command(children, text, _entity, view) {
  return element("button", { type: "button", class: "inline-link", onclick: () => view.say(text) }, children);
}

function copyable(children, text, _entity, view) {
  return element("code", { class: "copyable", title: view.words.copy, onclick: () => view.copy(text) }, children);
}

function preformatted(children, text, entity, view) {
  const language = entity.language ? element("span", { class: "pre-language" }, entity.language) : null;
  return element(
    "pre",
    { class: "copyable", title: view.words.copy, onclick: () => view.copy(text) },
    language,
    element("code", {}, children),
  );
}

function spoiler(children, _text, _entity, view) {
  const node = element(
    "span",
    { class: "spoiler", role: "button", tabindex: "0", "aria-label": view.words.spoiler },
    children,
  );
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    node.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", reveal, { once: true });
  node.addEventListener("keydown", reveal);
  return node;
}

function expandable(children, _text, _entity, view) {
  const quote = element("blockquote", { class: "expandable" }, element("div", { class: "expandable-text" }, children));
  const toggle = element(
    "button",
    { type: "button", class: "inline-link expander", "aria-expanded": "false" },
    view.words.expand,
  );
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("expanded");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? view.words.collapse : view.words.expand;
  });
  quote.append(toggle);
  const text = quote.firstElementChild;
  // Only what is cut off has more to show; that is known once it is laid out.
  new ResizeObserver(() => {
    if (!quote.classList.contains("expanded")) toggle.hidden = text.scrollHeight <= text.clientHeight + 1;
  }).observe(text);
  return quote;
}
