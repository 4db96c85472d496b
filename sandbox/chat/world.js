const ACTION_SECONDS = 5.5;

/** The thread of a topic a message belongs to, null for the general one. */
export function threadOf(message) {
  return message.is_topic_message ? message.message_thread_id : null;
}

/** A message's words, whether they are its text or its caption. */
export function wordsOf(message) {
  return message.text ?? message.caption ?? "";
}

/** What the page knows: people, chats, messages, what is unread and who is busy. Calls `onChange` when it changes. */
export class World {
  constructor(onChange) {
    Object.assign(this, { onChange, bot: null, people: [], chats: [], messages: new Map() });
    this.unread = new Map();
    this.actions = new Map();
  }

  load({ bot, people, chats, messages }) {
    Object.assign(this, { bot, people, chats });
    this.messages = new Map(Object.entries(messages).map(([chat, list]) => [Number(chat), list]));
    this.onChange();
  }

  person(id) {
    return this.people.find((person) => person.id === id) ?? null;
  }

  user(id) {
    return id === this.bot.id ? this.bot : this.person(id);
  }

  chat(id) {
    return this.chats.find((chat) => chat.id === id) ?? null;
  }

  /** The chats a person is a member of, the one with the newest message first. */
  chatsOf(person) {
    const own = this.chats.filter((chat) => chat.id === person || chat.members?.includes(person));
    return own.sort((one, other) => this.moment(other) - this.moment(one));
  }

  /** When somebody last wrote there; that a topic was opened moves no chat up. */
  moment(chat) {
    return this.messages.get(chat.id)?.findLast((message) => !message.forum_topic_created)?.date ?? 0;
  }

  /** The commands the bot offers a person in a chat. */
  menuOf(person, chat) {
    return this.chat(chat)?.menus?.[person] ?? [];
  }

  last(chat) {
    return this.messages.get(chat)?.at(-1) ?? null;
  }

  titleOf(chat) {
    return chat.type === "private" ? this.bot.first_name : chat.title;
  }

  messagesAt({ chat, thread }) {
    const all = this.messages.get(chat) ?? [];
    return this.chat(chat)?.topics?.length ? all.filter((message) => threadOf(message) === thread) : all;
  }

  message(chat, id) {
    return this.messages.get(chat)?.find((message) => message.message_id === id) ?? null;
  }

  /** Put a message in its place, new or changed; true if it is new. */
  put(chat, message) {
    const list = this.messages.get(chat) ?? [];
    const index = list.findIndex((other) => other.message_id === message.message_id);
    if (index >= 0) list[index] = message;
    else list.push(message);
    this.messages.set(chat, list);
    return index < 0;
  }

  drop(chat, id) {
    this.messages.set(
      chat,
      (this.messages.get(chat) ?? []).filter((message) => message.message_id !== id),
    );
  }

  /** Take in one event of the feed. `isRead(person, chat, thread)` says whose eyes are on it at the moment. */
  apply(event, isRead) {
    if (event.event === "message") this.receive(event.chat_id, event.message, isRead);
    if (event.event === "edited") this.put(event.chat_id, event.message);
    if (event.event === "deleted") this.drop(event.chat_id, event.message_id);
    if (event.event === "action") this.startAction(event);
    if (event.event === "payment") Object.assign(this.person(event.person), { stars: event.stars });
    if (event.message?.from?.id === this.bot.id && finishesAction(event)) this.actions.delete(event.chat_id);
    this.onChange();
  }

  receive(chat, message, isRead) {
    if (!this.put(chat, message)) return;
    const thread = threadOf(message);
    for (const { id } of this.people) {
      if (id !== message.from?.id && !isRead(id, chat, thread)) this.countUnread(id, chat, thread);
    }
  }

  countUnread(person, chat, thread) {
    const key = `${person}/${chat}/${thread}`;
    this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
  }

  markRead({ person, chat, thread }) {
    this.unread.delete(`${person}/${chat}/${thread}`);
  }

  unreadIn(person, chat, thread) {
    return this.unread.get(`${person}/${chat}/${thread}`) ?? 0;
  }

  unreadOf(person, chat) {
    const threads = [null, ...(chat.topics ?? []).map((topic) => topic.id)];
    return threads.reduce((sum, thread) => sum + this.unreadIn(person, chat.id, thread), 0);
  }

  startAction({ chat_id: chat, thread_id: thread, action }) {
    const started = { action, thread: thread ?? null };
    this.actions.set(chat, started);
    setTimeout(() => this.endAction(chat, started), ACTION_SECONDS * 1000);
  }

  endAction(chat, started) {
    if (this.actions.get(chat) !== started) return;
    this.actions.delete(chat);
    this.onChange();
  }

  actionAt({ chat, thread }) {
    const current = this.actions.get(chat);
    return current && current.thread === thread ? current.action : null;
  }
}

function finishesAction({ event, message }) {
  return event === "message" || Boolean(message.photo ?? message.document);
}
