import { element, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { loadBackstage, turnSwitch } from "./server.js";
import { exactClock } from "./times.js";

const MOST_STEPS = 300;

/** The drawer that shows what happens behind the scenes, live, with the switches that make something go wrong. */
export class Backstage {
  constructor({ backstage }, onToggle) {
    Object.assign(this, { drawer: backstage, onToggle, steps: [], switches: {}, open: false, words: null });
    this.title = element("h2", {});
    this.close = element("button", { type: "button", class: "round quiet", onclick: () => this.toggle() }, icon("close"));
    this.board = element("ul", { class: "switches" });
    this.list = element("ol", { class: "steps", role: "log", tabindex: "0" });
    this.drawer.append(element("header", {}, this.title, this.close), this.board, this.list);
    this.drawer.addEventListener("keydown", ({ key }) => key === "Escape" && this.toggle());
  }

  /** Whether there is anything to be seen. */
  get offered() {
    return Object.keys(this.switches).length > 0;
  }

  async load() {
    Object.assign(this, await loadBackstage());
    this.onToggle();
  }

  take(step) {
    this.steps = [...this.steps, step].slice(-MOST_STEPS);
    if (step.side === "stage") this.load();
    else if (this.open) this.draw();
  }

  toggle() {
    this.open = !this.open;
    this.onToggle();
    if (this.open) this.close.focus({ preventScroll: true });
  }

  show({ words }) {
    this.words = words.backstage;
    this.language = words.language;
    this.drawer.hidden = !this.open;
    this.drawer.setAttribute("aria-label", this.words.title);
    this.title.textContent = this.words.title;
    this.close.setAttribute("aria-label", words.close);
    if (this.open) this.draw();
  }

  draw() {
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60;
    reconcile(this.board, Object.entries(this.switches).map((entry) => this.switchItem(entry)));
    this.list.setAttribute("aria-label", this.words.steps);
    const rows = rowsOf(this.steps);
    reconcile(this.list, rows.length ? rows.map((row) => this.stepItem(row)) : [this.nothingYet()]);
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
  }

  switchItem([name, { on, lasting }]) {
    const { label, hint } = this.words.switches[name] ?? { label: name, hint: "" };
    const attributes = lasting
      ? { role: "switch", "aria-checked": String(on), class: "switch" }
      : { class: "switch once" };
    const build = () =>
      element(
        "li",
        {},
        element(
          "button",
          { type: "button", ...attributes, data: { focus: name }, onclick: () => this.turn(name, !on) },
          element("span", { class: "switch-label" }, label),
          element("span", { class: "switch-hint" }, hint),
          element("span", { class: "switch-knob", "aria-hidden": "true" }, lasting ? null : icon("bolt")),
        ),
      );
    return { key: name, signature: JSON.stringify([on, this.language]), build };
  }

  async turn(name, on) {
    this.switches = await turnSwitch(name, on);
    this.draw();
  }

  stepItem({ step, times, since }) {
    const failed = step.status !== null && step.status >= 400;
    const classes = ["step-row", `side-${step.side}`, failed && "failed"].filter(Boolean).join(" ");
    const moment = new Date(step.at);
    const ended = [step.status, step.took === null ? null : this.words.took(step.took)].filter((part) => part !== null);
    const build = () =>
      element(
        "li",
        { class: classes },
        element(
          "time",
          { datetime: step.at, title: exactClock(moment, this.language) },
          since === null ? exactClock(moment, this.language) : this.words.since((moment - since) / 1000),
        ),
        element("span", { class: "step-side" }, this.words.sides[step.side]),
        element(
          "span",
          { class: "step-name" },
          this.nameOf(step),
          times > 1 ? element("span", { class: "step-times" }, ` ×${times}`) : null,
        ),
        element("span", { class: "step-end" }, ended.join(" · ")),
        step.about ? element("span", { class: "step-about", dir: "auto" }, this.aboutOf(step)) : null,
      );
    return { key: String(step.number), signature: JSON.stringify([times, this.language]), build };
  }

  nameOf({ side, name }) {
    if (side !== "stage") return name;
    return this.words.switches[name]?.label ?? this.words.stage[name] ?? name;
  }

  aboutOf({ side, name, about }) {
    if (side !== "stage") return about;
    return this.switches[name]?.lasting ? (this.words[about] ?? about) : "";
  }

  nothingYet() {
    const { nothing } = this.words;
    return { key: "nothing", signature: nothing, build: () => element("li", { class: "nothing" }, nothing) };
  }
}

/** Like calls in a row are one; `since` is the update before them, from which their time is counted. */
function rowsOf(steps) {
  const rows = [];
  let since = null;
  for (const step of steps) {
    if (step.side === "update" || step.side === "stage") since = null;
    const last = rows.at(-1);
    if (last && alike(last.step, step)) last.times += 1;
    else rows.push({ step, times: 1, since });
    if (step.side === "update") since = new Date(step.at);
  }
  return rows;
}

function alike(one, other) {
  return ["side", "name", "about", "status"].every((field) => one[field] === other[field]) && one.side !== "update";
}
