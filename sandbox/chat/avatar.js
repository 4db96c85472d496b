import { element } from "./dom.js";
import { icon } from "./icons.js";

const COLORS = 7;

/** One of the seven author colors, always the same for a person or a chat; the bot has its own. */
export function colorOf({ id, is_bot: isBot }) {
  return isBot ? "bot" : String(Math.abs(id) % COLORS);
}

/** A person's round picture: initials on their color; the bot's is its palette. */
export function avatar(user, world) {
  if (user.id === world.bot.id) return botAvatar();
  return element(
    "span",
    { class: "avatar", data: { color: colorOf(user) }, "aria-hidden": "true" },
    initials(user.first_name),
  );
}

/** A chat's round picture: the bot for a private chat, the title's initials for a group. */
export function chatAvatar(chat, world) {
  if (chat.type === "private") return botAvatar();
  return element(
    "span",
    { class: "avatar square", data: { color: colorOf(chat) }, "aria-hidden": "true" },
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
