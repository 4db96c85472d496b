import { chatAvatar } from "./avatar.js";
import { element, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { addressOf } from "./place.js";
import { doing } from "./sidebar.js";

/** The conversation's head: whose chat it is, what the bot is doing in it, and the topics of a forum. */
export class Head {
  constructor({ head, topics }) {
    Object.assign(this, { head, topics });
  }

  show(view) {
    const { chat, words, world, place } = view;
    this.head.hidden = !chat;
    this.topics.hidden = !chat?.topics?.length;
    if (!chat) return;
    const { offered, open } = view.backstage;
    const { stars } = world.person(place.person) ?? {};
    const state = [place, world.titleOf(chat), chat.members, world.actionAt(place), words.language, offered, open, stars];
    reconcile(this.head, [{ key: "head", signature: JSON.stringify(state), build: () => title(view) }]);
    this.topics.setAttribute("aria-label", words.topics);
    reconcile(this.topics, topicsOf(view));
  }
}

function title(view) {
  const { chat, words, world, place } = view;
  const action = world.actionAt(place);
  const subtitle = action ? doing(action, world.bot.first_name, words) : description(view);
  return element(
    "div",
    { class: "head-line" },
    element(
      "a",
      {
        class: "round quiet back",
        href: addressOf({ person: place.person, chat: null, thread: null }),
        "aria-label": words.back,
        data: { focus: "back" },
      },
      icon("back"),
    ),
    chatAvatar(chat, world),
    element(
      "div",
      { class: "head-text" },
      element("h1", {}, world.titleOf(chat)),
      element("p", { class: action ? "busy" : "", role: "status" }, subtitle, action ? dots() : null),
    ),
    view.backstage.offered ? backstageButton(view) : null,
  );
}

function backstageButton({ words, backstage, toggleBackstage }) {
  return element(
    "button",
    {
      type: "button",
      class: "round quiet backstage-button",
      "aria-label": words.backstage.title,
      "aria-pressed": String(backstage.open),
      title: words.backstage.title,
      data: { focus: "backstage" },
      onclick: toggleBackstage,
    },
    icon("stage"),
  );
}

function description({ chat, words, world, place }) {
  if (chat.type === "private") return `${words.bot} · ${words.pay.stars(world.person(place.person).stars)}`;
  const names = (chat.members ?? []).map((id) => world.user(id)?.first_name).filter(Boolean);
  return `${words.members(names.length)}: ${names.join(", ")}`;
}

function dots() {
  return element("span", { class: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i"));
}

function topicsOf(view) {
  const { chat, words } = view;
  if (!chat.topics?.length) return [];
  return [{ id: null, name: words.general }, ...chat.topics].map((topic) => topicItem(topic, view));
}

function topicItem(topic, { chat, world, words, place }) {
  const unread = world.unreadIn(place.person, chat.id, topic.id);
  const current = place.thread === topic.id;
  const href = addressOf({ person: place.person, chat: chat.id, thread: topic.id });
  const badge = unread ? element("span", { class: "badge", "aria-label": words.unread(unread) }, String(unread)) : null;
  const lock = topic.closed ? element("span", { class: "closed" }, words.closed) : null;
  const build = () =>
    element("a", { class: "topic", href, "aria-current": current ? "page" : null }, topic.name, lock, badge);
  return { key: String(topic.id), signature: JSON.stringify([topic, unread, current, href, words.language]), build };
}
