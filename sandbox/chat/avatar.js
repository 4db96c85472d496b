import { element } from "./dom.js";
import { icon } from "./icons.js";

const COLOURS = 7;

/** One of the seven author colours, always the same for a person or a chat; the bot has its own. */
export function colourOf({ id, is_bot: isBot }) {
  return isBot ? "bot" : String(Math.abs(id) % COLOURS);
}

/** A person's round picture: initials on their colour; the bot's is its palette. */
export function avatar(user, world) {
  if (user.id === world.bot.id) return botAvatar();
  return element(
    "span",
    { class: "avatar", data: { colour: colourOf(user) }, "aria-hidden": "true" },
    initials(user.first_name),
  );
}

/** A chat's round picture: the bot for a private chat, the title's initials for a group. */
export function chatAvatar(chat, world) {
  if (chat.type === "private") return botAvatar();
  return element(
    "span",
    { class: "avatar square", data: { colour: colourOf(chat) }, "aria-hidden": "true" },
    icon("group"),
  );
}

function botAvatar() {
  return element("img", { class: "avatar", src: "/chat/icon.svg", alt: "", draggable: "false" });
}

function initials(name) {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => [...part][0] ?? "")
    .join("")
    .toUpperCase();
}
