const LONG_PRESS = 480;

/**
 * The ways to a message's menu besides its button: right click, long press, Enter on a focused message; a double click
 * beside its text replies. `find(id)` gives the message.
 */
export function watchGestures(rows, find, view) {
  const messageAt = (target) => {
    const row = target.closest(".row");
    return row ? find(Number(row.id.replace("message-", ""))) : null;
  };
  const openAt = (target, spot) => {
    const message = messageAt(target);
    if (message) view.openMenu(message, spot);
    return Boolean(message);
  };
  rows.addEventListener("contextmenu", (event) => {
    if (ownMenuFits(event.target) && openAt(event.target, spotOf(event))) event.preventDefault();
  });
  rows.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches(".row")) openAt(event.target, bubbleOf(event.target));
  });
  rows.addEventListener("dblclick", ({ target }) => {
    const message = target.closest(".text, button, a") ? null : messageAt(target);
    if (message) view.reply(message);
  });
  watchLongPress(rows, (event) => openAt(event.target, spotOf(event)));
}

function ownMenuFits(target) {
  return !target.closest("a") && getSelection().isCollapsed;
}

function spotOf({ clientX, clientY }) {
  return new DOMRect(clientX, clientY, 0, 0);
}

function bubbleOf(row) {
  return row.querySelector(".bubble").getBoundingClientRect();
}

// iOS sends no contextmenu event, so that a long press has to be timed here.
function watchLongPress(rows, open) {
  let timer;
  rows.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") timer = setTimeout(() => open(event), LONG_PRESS);
  });
  for (const name of ["pointerup", "pointermove", "pointercancel", "contextmenu"])
    rows.addEventListener(name, () => clearTimeout(timer));
}
