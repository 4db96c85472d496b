import { watchAttachments } from "./attachments.js";
import { element } from "./dom.js";
import { icon } from "./icons.js";
import { InlineResults } from "./inline.js";
import { openMenu } from "./menu.js";
import { authorName, summary } from "./summary.js";
import { Suggestions } from "./suggestions.js";
import { wordsOf } from "./world.js";

// A touch screen would answer the focus with its keyboard over half of the page.
const DESK = matchMedia("(hover: hover)");

/** Where a person writes: text, with an answered or edited message above it. Every place keeps its own draft. */
export class Composer {
  constructor(parts, view) {
    const { composer, context, commands, attach, suggestions, results, text, send } = parts;
    Object.assign(this, { composer, context, commands, attach, text, send, view });
    Object.assign(this, { drafts: new Map(), address: null, target: null, editing: false });
    this.settled = new Map();
    this.suggested = new Suggestions({ suggestions, text }, (command) => this.fill(`/${command} `));
    this.inline = new InlineResults({ results, text }, view);
    this.send.append(icon("send"));
    this.commands.append(icon("slash"));
    this.commands.addEventListener("click", () => this.toggleCommands());
    this.text.addEventListener("input", () => this.refresh());
    this.text.addEventListener("keydown", (event) => this.keydown(event));
    this.composer.addEventListener("submit", (event) => this.submit(event));
    addEventListener("keydown", (event) => this.catchTyping(event));
    watchAttachments(parts, (file) => this.sendFile(file), (spot, choose) => this.offerKinds(spot, choose));
  }

  /** Show the composer of the view's place. */
  show(address) {
    const { words, chat } = this.view;
    this.composer.hidden = !chat;
    if (this.address !== address) this.move(address);
    if (chat) this.obey(address);
    label(this.text, words.message);
    this.text.placeholder = this.target?.asks?.input_field_placeholder ?? words.message;
    label(this.send, words.send);
    label(this.commands, words.commands);
    label(this.attach, words.attach);
    this.refresh();
  }

  move(address) {
    if (this.address) this.drafts.set(this.address, this.text.value);
    this.address = address;
    this.release();
    this.text.value = this.drafts.get(address) ?? "";
    if (DESK.matches) this.text.focus({ preventScroll: true });
  }

  /** The bot wants an answer to a message: begin it, unless that was cancelled or is on its way. */
  obey(address) {
    const demand = this.view.demand();
    if (demand && !this.target && this.settled.get(address) !== demand.message_id) this.reply(demand);
  }

  /** Whoever starts to type with the focus elsewhere means the message. */
  catchTyping({ key, ctrlKey, metaKey, altKey, target }) {
    const types = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    if (types && DESK.matches && !target.closest("textarea, dialog, [popover]"))
      this.text.focus({ preventScroll: true });
  }

  refresh() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
    this.send.disabled = !this.text.value.trim();
    this.suggested.show(this.text.value, this.view);
    this.inline.show(this.text.value);
  }

  /** Put words into the field and the cursor after them. */
  fill(text) {
    this.text.value = text;
    this.text.focus();
    this.text.setSelectionRange(text.length, text.length);
    this.refresh();
  }

  /** Answer a message. */
  reply(message) {
    this.hold(message, { editing: false });
  }

  /** Change one's own message. */
  edit(message) {
    this.hold(message, { editing: true });
    this.fill(wordsOf(message));
  }

  hold(message, { editing }) {
    if (this.editing) this.text.value = "";
    Object.assign(this, { target: message, editing });
    const { words } = this.view;
    const title = editing ? words.editing : words.replyTo(authorName(message));
    this.context.hidden = false;
    this.context.replaceChildren(
      icon(editing ? "edit" : "reply"),
      element(
        "div",
        { class: "context-text" },
        element("strong", {}, title),
        element("span", {}, summary(message, words)),
      ),
      element(
        "button",
        {
          type: "button",
          class: "round quiet",
          "aria-label": words.cancel,
          title: words.cancel,
          onclick: () => this.cancel(),
        },
        icon("close"),
      ),
    );
    this.text.focus();
  }

  release() {
    Object.assign(this, { target: null, editing: false });
    this.context.hidden = true;
    this.context.replaceChildren();
    this.text.placeholder = this.view.words.message;
  }

  cancel() {
    this.settled.set(this.address, this.target.message_id);
    if (this.editing) this.text.value = "";
    this.release();
    this.fill(this.text.value);
  }

  keydown(event) {
    if (event.isComposing || this.inline.takes(event) || this.suggested.takes(event, this.text.value)) return;
    if (event.key === "Enter" && !event.shiftKey) this.submit(event);
    else if (event.key === "Escape" && this.target) this.cancel();
    else if (event.key === "ArrowUp" && !this.text.value) this.editLast(event);
  }

  editLast(event) {
    const message = this.view.lastOwn();
    if (!message) return;
    event.preventDefault();
    this.edit(message);
  }

  toggleCommands() {
    this.suggested.toggle(this.view);
    this.text.focus();
  }

  /** What can be sent beside words: a file, a voice message, a sticker. */
  offerKinds(spot, chooseFile) {
    const { words } = this.view;
    const items = [
      { label: words.attachments.file, icon: "picture", run: chooseFile },
      { label: words.attachments.voice, icon: "mic", run: () => this.sendKind("say_voice") },
      { label: words.attachments.sticker, icon: "sticker", run: () => this.sendKind("say_sticker") },
    ];
    openMenu(items, spot, words.attach);
  }

  /** Send what needs no words. */
  sendKind(verb) {
    const { target } = this;
    this.release();
    return this.view.sendKind(verb, target);
  }

  /** Send a file with what is written as its caption. */
  async sendFile(file) {
    const { target, editing } = this;
    const text = this.text.value.trim();
    if (editing) return;
    if (target) this.settled.set(this.address, target.message_id);
    this.release();
    this.fill("");
    if (!(await this.view.sendFile(file, text, target)) && !this.text.value) this.fill(text);
  }

  async submit(event) {
    event.preventDefault();
    const { target, editing } = this;
    const text = this.text.value.trim();
    if (!text) return;
    if (target) this.settled.set(this.address, target.message_id);
    this.release();
    this.fill("");
    const done = editing ? await this.view.change(target, text) : await this.view.say(text, target);
    if (!done && !this.text.value) this.fill(text);
  }
}

function label(node, text) {
  node.setAttribute("aria-label", text);
  if (node.matches("button")) node.title = text;
}
