import { base64Of } from "./attachments.js";
import { avatar, chatAvatar } from "./avatar.js";
import { Backstage } from "./backstage.js";
import { calmButtons } from "./buttons.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { demandFor } from "./demands.js";
import { announce } from "./dom.js";
import { Head } from "./head.js";
import { openLightbox } from "./lightbox.js";
import { deepLink, safeAddress } from "./links.js";
import { openMenu } from "./menu.js";
import { openCheckout, showPayment } from "./payments.js";
import { addressOf, readPlace, settlePlace } from "./place.js";
import { act, Feed } from "./server.js";
import { Sidebar } from "./sidebar.js";
import { watchGestures } from "./gestures.js";
import { alertBox, toast } from "./toasts.js";
import { wordsFor } from "./words.js";
import { World, wordsOf } from "./world.js";

const PHONE = matchMedia("(max-width: 760px)");

/** The page: the world and the place the reader is in. Its parts get `view`: both, the words, and what taps do. */
class Page {
  constructor(parts) {
    this.parts = parts;
    this.world = new World(() => this.refresh());
    this.view = {
      world: this.world,
      words: wordsFor(navigator.language),
      place: readPlace(),
      chat: null,
      toast,
      ...this.taps(),
    };
    this.sidebar = new Sidebar(parts, (spot) => this.choosePerson(spot));
    this.head = new Head(parts);
    this.conversation = new Conversation(parts);
    this.composer = new Composer(parts, this.view);
    this.backstage = new Backstage(parts, () => this.refresh());
    this.feed = new Feed({
      onWorld: (world) => this.loadAll(world),
      onEvent: (event) => this.take(event),
      onConnected: (connected) => this.showConnection(connected),
    });
  }

  start() {
    addEventListener("hashchange", () => this.refresh());
    addEventListener("focus", () => this.refresh());
    watchGestures(this.parts.rows, (id) => this.world.message(this.view.place.chat, id), this.view);
    this.feed.connect();
  }

  /** The world, and what happens behind it, as they are at a (re)connection. */
  loadAll(world) {
    this.world.load(world);
    this.backstage.load().catch(() => {});
  }

  /** What a tap on a message, a button or the composer does. */
  taps() {
    return {
      say: (text, target) => this.say(text, target),
      sendFile: (file, caption, target) => this.sendFile(file, caption, target),
      sendKind: (verb, target) => this.attempt(verb, this.spot(target)),
      change: (message, text) => this.attempt("edit", { message_id: message.message_id, text }),
      press: (message, data) => this.press(message, data),
      start: (payload) => this.startBot(payload),
      pay: (message) => this.pay(message),
      askInline: (text, offset) => this.askInline(text, offset),
      choose: (query, result) => this.choose(query, result),
      demand: () => demandFor(this.world.person(this.view.place.person), this.world.messagesAt(this.view.place)),
      share: (text, spot) => this.share(text, spot),
      fill: (text) => this.composer.fill(text),
      reply: (message) => this.composer.reply(message),
      copy: (text) => this.copy(text),
      toggleBackstage: () => this.backstage.toggle(),
      jump: (id) => this.conversation.jump(id) || toast(this.view.words.notHere),
      lastOwn: () => this.ownMessages().at(-1) ?? null,
      openMenu: (message, spot) => openMenu(this.choices(message), spot, this.view.words.more),
      openPhoto: (message) => openLightbox(message, this.photos(), this.view.words),
    };
  }

  /** Draw everything again; the parts touch only what differs. */
  refresh() {
    if (!this.world.bot) return;
    this.settle();
    const { view, world } = this;
    const address = addressOf(view.place);
    document.body.classList.toggle("in-chat", view.chat !== null);
    if (document.hasFocus()) world.markRead(view.place);
    document.body.classList.toggle("with-backstage", this.backstage.open);
    Object.assign(view, { backstage: { offered: this.backstage.offered, open: this.backstage.open } });
    this.backstage.show(view);
    this.sidebar.show(view);
    this.head.show(view);
    this.conversation.show(view.chat ? world.messagesAt(view.place) : [], view, address);
    this.composer.show(address);
    this.showTitle();
  }

  settle() {
    const asked = readPlace();
    const place = settlePlace(this.world, asked, !PHONE.matches || asked.person === null);
    const words = wordsFor(this.world.person(place.person).language_code);
    Object.assign(this.view, { place, words, chat: this.world.chat(place.chat) });
    document.documentElement.lang = words.language;
    if (location.hash !== addressOf(place)) history.replaceState(null, "", addressOf(place));
  }

  showTitle() {
    const { place } = this.view;
    const unread = this.world
      .chatsOf(place.person)
      .reduce((sum, chat) => sum + this.world.unreadOf(place.person, chat), 0);
    document.title = `${unread ? `(${unread}) ` : ""}${this.world.bot.first_name}`;
  }

  showConnection(connected) {
    const { words } = this.view;
    announce(this.parts.connection, connected ? "" : this.world.bot ? words.reconnecting : words.unreachable);
  }

  take(event) {
    if (event.event === "answer") this.showAnswer(event);
    else if (event.event === "payment") this.takePayment(event);
    else if (event.event === "results") this.composer.inline.take(event);
    else if (event.event === "step") this.backstage.take(event.step);
    else this.world.apply(event, (person, chat, thread) => this.reads(person, chat, thread));
  }

  reads(person, chat, thread) {
    const { place } = this.view;
    return document.hasFocus() && place.person === person && place.chat === chat && place.thread === thread;
  }

  showAnswer({ person, text, alert, url }) {
    if (person !== this.view.place.person) return;
    calmButtons(this.parts.rows);
    if (text) alert ? alertBox(text, this.view.words.ok) : toast(text);
    if (url) this.startBot(deepLink(safeAddress(url), this.world.bot.username) ?? "");
  }

  takePayment(event) {
    this.world.apply(event);
    if (event.person === this.view.place.person) showPayment(event, this.parts.rows, this.view.words);
  }

  pay({ message_id: id, invoice }) {
    const { stars } = this.world.person(this.view.place.person);
    openCheckout(invoice, stars, this.view.words, () => this.attempt("pay", { message_id: id }));
  }

  say(text, target) {
    return this.attempt("say", { text, ...this.spot(target) });
  }

  /** Pictures go as photos, everything else as it is. */
  async sendFile(file, caption, target) {
    const data = await base64Of(file);
    return /^image\/(jpeg|png|webp)$/.test(file.type)
      ? this.attempt("say_photo", { photo: data, caption, ...this.spot(target) })
      : this.attempt("say_document", { document: data, name: file.name, caption, ...this.spot(target) });
  }

  /** Where in the chat something is said: in which topic, in answer to what. */
  spot(target) {
    const { thread } = this.view.place;
    return { ...(thread !== null && { thread }), ...(target && { reply_to: target.message_id }) };
  }

  async press(message, data) {
    if (!(await this.attempt("press", { message_id: message.message_id, data }))) calmButtons(this.parts.rows);
  }

  /** What the bot offers for a query typed after its name, null if it could not be asked. */
  async askInline(text, offset) {
    const { person, chat } = this.view.place;
    try {
      return await act("inline_query", { person, chat, text, offset });
    } catch (error) {
      toast(error.message);
      return null;
    }
  }

  async choose(query, result) {
    const { thread } = this.view.place;
    const body = { query_id: query, result_id: result, ...(thread !== null && { thread }) };
    if (await this.attempt("choose", body)) this.composer.fill("");
  }

  /** Choose a chat, and have the text ready to be sent there. */
  share(text, spot) {
    const { person } = this.view.place;
    const items = this.world.chatsOf(person).map((chat) => ({
      label: this.world.titleOf(chat),
      face: chatAvatar(chat, this.world),
      run: () => this.writeAt({ person, chat: chat.id, thread: null }, text),
    }));
    openMenu(items, spot, this.view.words.share);
  }

  writeAt(place, text) {
    location.hash = addressOf(place);
    this.refresh();
    this.composer.fill(text);
  }

  startBot(payload) {
    const { person } = this.view.place;
    location.hash = addressOf({ person, chat: person, thread: null });
    return this.attempt("say", { chat: person, text: `/start ${payload}`.trim() });
  }

  /** Do it here and as the chosen person; an error becomes a toast. True if it was done. */
  async attempt(verb, body) {
    const { person, chat } = this.view.place;
    try {
      await act(verb, { person, chat, ...body });
      return true;
    } catch (error) {
      toast(error instanceof TypeError ? this.view.words.unreachable : error.message);
      return false;
    }
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast(this.view.words.copied);
    } catch {
      toast(this.view.words.copyFailed);
    }
  }

  choosePerson(spot) {
    const { place, words } = this.view;
    const items = this.world.people.map((person) => ({
      label: person.first_name,
      face: avatar(person, this.world),
      checked: person.id === place.person,
      run: () => this.become(person.id),
    }));
    openMenu(items, spot, words.writeAs);
  }

  /** Another person looks at the same group, or at their own private chat. */
  become(person) {
    const { place } = this.view;
    const chat = place.chat === place.person ? person : place.chat;
    location.hash = addressOf({ person, chat, thread: place.thread });
  }

  ownMessages() {
    const { place } = this.view;
    return this.world.messagesAt(place).filter((message) => isEditable(message, place.person));
  }

  photos() {
    return this.world.messagesAt(this.view.place).filter((message) => message.photo);
  }

  choices(message) {
    const { words, place } = this.view;
    const own = message.from?.id === place.person;
    const removable = own || this.view.chat.type === "private";
    const text = wordsOf(message);
    return [
      { label: words.reply, icon: "reply", run: () => this.composer.reply(message) },
      text && { label: words.copy, icon: "copy", run: () => this.copy(text) },
      isEditable(message, place.person) && { label: words.edit, icon: "edit", run: () => this.composer.edit(message) },
      removable && {
        label: words.remove,
        icon: "remove",
        danger: true,
        run: () => this.attempt("delete", { message_id: message.message_id }),
      },
    ].filter(Boolean);
  }
}

/** Own words can be changed; what came through a bot or from elsewhere cannot. */
function isEditable(message, person) {
  const written = message.text ?? message.photo ?? message.document;
  return message.from?.id === person && written && !message.via_bot && !message.forward_origin;
}

const parts = Object.fromEntries([...document.querySelectorAll("[id]")].map((node) => [node.id, node]));
new Page(parts).start();
