import { emptyCard } from "./empty.js";
import { reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { rowsOf } from "./rows.js";
import { serviceText } from "./summary.js";

const NEAR_BOTTOM = 48;
const GROWTH = { duration: 460, easing: "cubic-bezier(.2, .8, .2, 1)" };
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** The log of messages. It follows new ones only while the reader is at the bottom; else nothing moves under the eyes. */
export class Conversation {
  constructor({ log, rows, down }) {
    Object.assign(this, { log, rows, down, address: null, follows: true, lastTop: 0, missed: 0 });
    down.append(icon("down"));
    down.addEventListener("click", () => this.toBottom({ smooth: true }));
    log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    log.addEventListener("keydown", (event) => this.walk(event));
    const keepBottom = new ResizeObserver(() => {
      this.scrolled();
      if (this.follows) this.toBottom();
    });
    keepBottom.observe(log);
    keepBottom.observe(rows);
  }

  /** Show the messages of the view's place; `address` tells one place from another. */
  show(messages, view, address) {
    const arrived = this.address !== address;
    if (arrived) this.open(address);
    else this.scrolled(); // the reader's scroll comes before the browser's word of it
    const anchor = this.anchor();
    const changes = reconcile(this.rows, itemsOf(messages, view), sizeOfBubble);
    if (!arrived) this.animate(changes, view.place.person, messages);
    if (this.follows) this.toBottom();
    else this.restore(anchor);
    this.label(view.words);
    this.rows.classList.toggle("painting", view.world.actionAt(view.place) !== null);
    this.log.removeAttribute("aria-busy");
  }

  open(address) {
    this.log.setAttribute("aria-busy", "true");
    this.address = address;
    this.rows.replaceChildren();
    this.setFollowing(true);
  }

  label(words) {
    this.log.setAttribute("aria-label", words.messages);
    const label = this.missed ? `${words.newMessages}: ${words.unread(this.missed)}` : words.newMessages;
    this.down.setAttribute("aria-label", label);
    this.down.dataset.count = this.missed ? String(this.missed) : "";
  }

  animate({ added, replaced }, person, messages) {
    const fresh = added.filter((node) => node.matches(".row"));
    for (const node of fresh) node.classList.add("arriving");
    if (fresh.some((node) => node.matches(".own")) && messages.at(-1)?.from?.id === person) this.setFollowing(true);
    else if (!this.follows) this.missed += fresh.length;
    for (const { node, memory } of replaced) this.grow(node, memory);
  }

  grow(node, before) {
    const bubble = node.querySelector(".bubble");
    if (!before || !bubble || still.matches) return;
    const after = bubble.getBoundingClientRect();
    if (Math.abs(after.width - before.width) + Math.abs(after.height - before.height) < 2) return;
    bubble.classList.add("growing");
    const frames = [before, after].map(({ width, height }) => ({ width: `${width}px`, height: `${height}px` }));
    bubble
      .animate(frames, GROWTH)
      .finished.catch(() => {})
      .finally(() => bubble.classList.remove("growing"));
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.log;
    const atBottom = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
    // Growing content is not the reader's doing: only a scroll upwards stops the following.
    if (atBottom) this.setFollowing(true);
    else if (scrollTop < this.lastTop - 1) this.setFollowing(false);
    this.lastTop = scrollTop;
  }

  setFollowing(follows) {
    this.follows = follows;
    if (follows) this.missed = 0;
    this.down.hidden = follows;
  }

  toBottom({ smooth = false } = {}) {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth && !still.matches ? "smooth" : "instant" });
    this.lastTop = this.log.scrollTop;
  }

  anchor() {
    const top = this.log.getBoundingClientRect().top;
    const node = [...this.rows.children].find((row) => row.getBoundingClientRect().bottom > top);
    return node ? { key: node.dataset.key, top: node.getBoundingClientRect().top } : null;
  }

  restore(anchor) {
    const node = anchor && [...this.rows.children].find((row) => row.dataset.key === anchor.key);
    if (node) this.log.scrollTop += node.getBoundingClientRect().top - anchor.top;
  }

  /** Bring a message into sight and let it glow; false if it is not here. */
  jump(id) {
    const node = this.rows.querySelector(`#message-${id}`);
    if (!node) return false;
    this.setFollowing(false);
    node.scrollIntoView({ block: "center", behavior: still.matches ? "instant" : "smooth" });
    node.classList.remove("glowing");
    requestAnimationFrame(() => node.classList.add("glowing"));
    node.focus({ preventScroll: true });
    return true;
  }

  walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.target.matches("textarea, button, a")) return;
    const rows = [...this.rows.querySelectorAll(".row")];
    const current = rows.indexOf(document.activeElement);
    const next = current < 0 ? rows.at(-1) : rows[current + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

function sizeOfBubble(node) {
  return node.querySelector(".bubble")?.getBoundingClientRect() ?? null;
}

/** The rows, and the card with examples as long as nobody has written anything. */
function itemsOf(messages, view) {
  const silent = messages.every((message) => serviceText(message, view.words) !== null);
  return silent ? [...rowsOf(messages, view), emptyItem(view)] : rowsOf(messages, view);
}

function emptyItem(view) {
  return { key: "empty", signature: view.words.language, build: () => emptyCard(view) };
}
