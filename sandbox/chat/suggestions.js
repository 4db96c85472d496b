import { element, reconcile } from "./dom.js";

/** The list of commands over the composer, while a "/" and part of a name are typed or the menu button asks for it. */
export class Suggestions {
  constructor({ suggestions, text }, choose) {
    Object.assign(this, {
      list: suggestions,
      field: text,
      choose,
      found: [],
      active: 0,
      dismissed: null,
      asked: false,
    });
  }

  get open() {
    return !this.list.hidden;
  }

  /** Show what fits the text typed so far. */
  show(text, view) {
    if (text !== this.dismissed) this.dismissed = null;
    if (text) this.asked = false;
    this.list.setAttribute("aria-label", view.words.commands);
    const menu = view.world.menuOf(view.place.person, view.place.chat);
    this.found = this.dismissed === null ? matching(text || (this.asked ? "/" : ""), menu) : [];
    this.active = Math.max(0, Math.min(this.active, this.found.length - 1));
    this.draw();
  }

  draw() {
    this.list.hidden = !this.found.length;
    reconcile(
      this.list,
      this.found.map((command, index) => this.option(command, index)),
    );
    this.list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    if (this.open) this.field.setAttribute("aria-activedescendant", `command-${this.active}`);
    else if (this.field.getAttribute("aria-activedescendant")?.startsWith("command-"))
      this.field.removeAttribute("aria-activedescendant");
  }

  option({ command, description }, index) {
    const selected = String(index === this.active);
    const build = () =>
      element(
        "div",
        {
          role: "option",
          id: `command-${index}`,
          class: "suggestion",
          "aria-selected": selected,
          onclick: () => this.choose(command),
        },
        element("span", { class: "suggestion-name" }, `/${command}`),
        element("span", { class: "suggestion-text" }, description),
      );
    return { key: command, signature: JSON.stringify([index, selected, description]), build };
  }

  /** Take a key while the list is open; true if it was for the list. */
  takes(event, text) {
    if (!this.open) return false;
    const chosen = this.found[this.active].command;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.active = (this.active + step + this.found.length) % this.found.length;
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && text !== `/${chosen}`))
      this.choose(chosen);
    else if (event.key === "Escape") this.dismiss(text);
    else return false;
    event.preventDefault();
    this.draw();
    return true;
  }

  dismiss(text) {
    Object.assign(this, { dismissed: text, asked: false, found: [] });
  }

  /** The menu button: show or hide all commands. */
  toggle(view) {
    Object.assign(this, { asked: !this.open, dismissed: null, active: 0 });
    this.show(this.asked ? "" : this.field.value, view);
  }
}

function matching(text, commands) {
  const typed = /^\/(\w*)$/.exec(text)?.[1].toLowerCase();
  return typed === undefined ? [] : commands.filter(({ command }) => command.startsWith(typed));
}
