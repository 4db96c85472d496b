import { element, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { fileAddress } from "./server.js";

const PAUSE = 250;
const NEAR_END = 80;

/** Results of inline mode over the composer, while its text begins with the bot's @name. Enter sends the chosen one. */
export class InlineResults {
  constructor({ results, text }, view) {
    Object.assign(this, { box: results, field: text, view });
    Object.assign(this, { asked: null, query: null, cards: null, button: null, offset: "", active: 0 });
    Object.assign(this, { dismissed: null, timer: null, early: null });
    results.addEventListener("scroll", () => this.scrolled(), { passive: true });
  }

  get open() {
    return !this.box.hidden;
  }

  /** Look at the text typed so far: another query is asked after a pause in typing. */
  show(text) {
    const typed = this.queryOf(text);
    if (text !== this.dismissed) this.dismissed = null;
    if (typed === null || this.dismissed !== null) return this.forget();
    const place = JSON.stringify([typed, this.view.place]);
    if (place === this.asked) return;
    this.asked = place;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(place, typed), PAUSE);
  }

  queryOf(text) {
    const { bot } = this.view.world;
    const found = bot?.inline ? /^@(\w+)\s(.*)$/s.exec(text) : null;
    return found?.[1].toLowerCase() === bot?.username.toLowerCase() ? found[2].trim() : null;
  }

  forget() {
    clearTimeout(this.timer);
    Object.assign(this, { asked: null, query: null, cards: null, button: null, offset: "", active: 0 });
    this.draw();
  }

  async ask(place, text, offset = "") {
    const answer = await this.view.askInline(text, offset);
    if (place !== this.asked || !answer) return;
    this.query = { id: answer.query_id, text, more: offset !== "" };
    if (answer.results) this.take({ ...answer });
    else if (this.early?.query_id === this.query.id) this.take(this.early);
    else if (!this.cards) this.draw();
  }

  /** The bot has answered a query, perhaps this one. */
  take(event) {
    if (event.query_id !== this.query?.id) {
      this.early = event;
      return;
    }
    const found = event.results.map((card) => ({ ...card, query: event.query_id }));
    this.cards = this.query.more ? [...this.cards, ...found] : found;
    Object.assign(this, { button: event.button, offset: event.next_offset });
    if (!this.query.more) Object.assign(this, { active: 0 }, this.box.scrollTo({ top: 0 }));
    this.draw();
  }

  scrolled() {
    const left = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight;
    if (left > NEAR_END || !this.offset) return;
    const { offset } = this;
    this.offset = "";
    this.ask(this.asked, this.query.text, offset);
  }

  draw() {
    const { words, world } = this.view;
    this.box.hidden = !this.query;
    if (!this.query || !this.cards?.length) this.unmark();
    if (!this.query) return reconcile(this.box, []);
    this.box.setAttribute("aria-label", words.results(world.bot.first_name));
    this.box.setAttribute("aria-busy", String(this.cards === null));
    this.box.classList.toggle("gallery", Boolean(this.cards?.length) && this.cards.every((card) => card.photo));
    reconcile(this.box, [...this.heading(), ...(this.cards ?? []).map((card, index) => this.option(card, index))]);
    this.box.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    if (this.cards?.length) this.field.setAttribute("aria-activedescendant", `result-${this.active}`);
  }

  unmark() {
    const marked = this.field.getAttribute("aria-activedescendant");
    if (marked?.startsWith("result-")) this.field.removeAttribute("aria-activedescendant");
  }

  /** What stands over the results: the bot's button, or that they are awaited, or that there are none. */
  heading() {
    const { words, start } = this.view;
    const { button } = this;
    if (button) {
      const build = () =>
        element(
          "button",
          { type: "button", class: "result-button", onclick: () => start(button.start_parameter) },
          button.text,
        );
      return [{ key: "button", signature: JSON.stringify(button), build }];
    }
    const note = this.cards === null ? words.searching : this.cards.length ? null : words.nothingFound;
    const build = () => element("p", { class: "result-note", role: "status" }, note);
    return note ? [{ key: "note", signature: note, build }] : [];
  }

  option(card, index) {
    const selected = String(index === this.active);
    const build = () =>
      element(
        "div",
        {
          role: "option",
          id: `result-${index}`,
          class: "result",
          "aria-selected": selected,
          "aria-label": [card.title ?? this.view.words.photo, card.description].filter(Boolean).join(". "),
          onclick: () => this.choose(card),
        },
        face(card),
        element(
          "span",
          { class: "result-lines" },
          element("span", { class: "result-title" }, card.title ?? ""),
          element("span", { class: "result-text" }, card.description ?? ""),
        ),
      );
    return { key: `${card.query}/${card.id}`, signature: JSON.stringify([index, selected, card]), build };
  }

  choose(card) {
    this.view.choose(card.query, card.id);
  }

  /** Take a key while a query is typed; true if it was for the results. While they are awaited, Enter waits too. */
  takes(event) {
    if (this.asked === null) return false;
    const count = this.cards?.length ?? 0;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const enters = event.key === "Enter" && !event.shiftKey;
    if (step && count) this.active = (this.active + step + count) % count;
    else if ((event.key === "Tab" || enters) && count) this.choose(this.cards[this.active]);
    else if (event.key === "Escape") this.dismiss();
    else if (!enters || this.cards) return false;
    event.preventDefault();
    this.draw();
    return true;
  }

  dismiss() {
    this.forget();
    this.dismissed = this.field.value;
  }
}

function face(card) {
  const picture = card.photo?.find((size) => size.width >= 160) ?? card.photo?.at(-1);
  if (picture) return element("img", { class: "result-face", src: fileAddress(picture.file_id), alt: "" });
  return element("span", { class: "result-face", "aria-hidden": "true" }, icon(card.document ? "file" : "spark"));
}
