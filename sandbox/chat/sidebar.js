import { avatar, chatAvatar } from "./avatar.js";
import { element, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { addressOf } from "./place.js";
import { authorName, summary } from "./summary.js";
import { shortMoment } from "./times.js";

/** The list of the person's chats, and above it the button that changes the person. */
export class Sidebar {
  constructor({ sidebar, writer, chats, notice }, openPeople) {
    Object.assign(this, { sidebar, writer, chats, notice });
    writer.addEventListener("click", () => openPeople(writer.getBoundingClientRect()));
  }

  show(view) {
    const { world, words, place } = view;
    this.sidebar.setAttribute("aria-label", words.chats);
    this.notice.textContent = words.notice;
    this.showWriter(world.person(place.person), view);
    reconcile(
      this.chats,
      world.chatsOf(place.person).map((chat) => chatItem(chat, view)),
    );
  }

  showWriter(person, { world, words }) {
    this.writer.setAttribute("aria-label", words.writingAs(person.first_name));
    const lines = element(
      "span",
      { class: "writer-lines" },
      element("span", { class: "writer-hint" }, words.writeAs),
      element("span", { class: "writer-name" }, person.first_name),
    );
    this.writer.replaceChildren(avatar(person, world), lines, icon("down"));
  }
}

function chatItem(chat, view) {
  const { world, words, place } = view;
  const state = {
    id: chat.id,
    type: chat.type,
    title: world.titleOf(chat),
    last: world.last(chat.id),
    action: world.actions.get(chat.id)?.action ?? null,
    unread: world.unreadOf(place.person, chat),
    current: chat.id === place.chat,
    person: place.person,
    language: words.language,
  };
  return { key: String(chat.id), signature: JSON.stringify(state), build: () => chatRow(chat, state, view) };
}

function chatRow(chat, state, { world, words, place }) {
  const link = element(
    "a",
    {
      class: "chat",
      href: addressOf({ person: place.person, chat: chat.id, thread: null }),
      data: { focus: "chat" },
      "aria-current": state.current ? "page" : null,
    },
    chatAvatar(chat, world),
    element("span", { class: "chat-title" }, state.title),
    element("time", { class: "chat-time" }, state.last ? shortMoment(state.last.date, words.language) : ""),
    preview(chat, state, world, words),
    state.unread
      ? element("span", { class: "badge", "aria-label": words.unread(state.unread) }, String(state.unread))
      : null,
  );
  return element("li", {}, link);
}

function preview(chat, { last, action, person }, world, words) {
  if (action) return element("span", { class: "chat-preview busy" }, doing(action, world.bot.first_name, words));
  if (!last) return element("span", { class: "chat-preview" }, words.quiet);
  const named = chat.type !== "private" && last.from?.id !== person;
  return element(
    "span",
    { class: "chat-preview" },
    named ? element("span", { class: "chat-author" }, `${authorName(last)}: `) : null,
    summary(last, words),
  );
}

/** "Palitra is sending a photo…" */
export function doing(action, who, words) {
  return (words.actions[action] ?? words.actions.typing)(who);
}
