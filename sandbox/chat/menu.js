import { element } from "./dom.js";
import { icon } from "./icons.js";

const MARGIN = 8;

/**
 * A small menu beside `spot` (a DOMRect). Items are {label, icon | face, danger, checked, run}. The Popover API gives
 * closing by Esc and by a click outside; focus returns to where it was.
 */
export function openMenu(items, spot, label) {
  const menu = element(
    "div",
    { class: "menu", popover: "auto", role: "menu", "aria-label": label },
    items.map((item) => entry(item)),
  );
  menu.addEventListener("keydown", (event) => walk(event, menu));
  menu.addEventListener("toggle", ({ newState }) => newState === "closed" && menu.remove());
  document.body.append(menu);
  menu.showPopover();
  settle(menu, spot);
  (menu.querySelector("[aria-checked=true]") ?? menu.firstElementChild).focus();
}

function entry({ label, icon: name, face, danger, checked, run }) {
  const role = checked === undefined ? "menuitem" : "menuitemradio";
  const choose = (event) => {
    event.currentTarget.parentElement.hidePopover();
    run();
  };
  return element(
    "button",
    {
      type: "button",
      role,
      class: danger ? "danger" : null,
      "aria-checked": checked === undefined ? null : String(checked),
      onclick: choose,
    },
    face ?? icon(name),
    element("span", {}, label),
    checked ? icon("check") : null,
  );
}

function settle(menu, spot) {
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(spot.left, innerWidth - width - MARGIN);
  const below = spot.bottom + 4;
  const top = below + height + MARGIN > innerHeight ? spot.top - height - 4 : below;
  menu.style.left = `${Math.max(MARGIN, left)}px`;
  menu.style.top = `${Math.max(MARGIN, top)}px`;
}

function walk(event, menu) {
  const entries = [...menu.children];
  const current = entries.indexOf(document.activeElement);
  const next = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  entries.at(next % entries.length).focus();
}
