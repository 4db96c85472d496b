/**
 * A new element. Attributes go by name; `on…` are listeners, `data` is a dataset, `true` is an empty attribute,
 * `null` and `false` are left out. Children are nodes or plain text: nothing here ever parses HTML.
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children.flat().filter(isPresent));
  return node;
}

function isPresent(value) {
  return value !== null && value !== undefined && value !== false;
}

function setAttribute(node, name, value) {
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(node.dataset, value);
  else if (isPresent(value)) node.setAttribute(name, value === true ? "" : value);
}

/**
 * Make `parent` hold exactly `items`, in order, keeping the nodes of unchanged items, so that focus, selection and
 * scroll survive. An item is {key, signature, build}. Returns the nodes `added`, and those `replaced` together with
 * what `measure` said of their predecessors: enough to animate from the one to the other.
 */
export function reconcile(parent, items, measure = () => null) {
  const existing = removeOthers(parent, new Set(items.map((item) => item.key)));
  const changes = { added: [], replaced: [] };
  let previous = null;
  for (const item of items) {
    const node = settle(item, existing.get(item.key), changes, measure);
    const spot = previous ? previous.nextElementSibling : parent.firstElementChild;
    if (node !== spot) parent.insertBefore(node, spot);
    previous = node;
  }
  return changes;
}

function removeOthers(parent, keys) {
  const existing = new Map();
  for (const node of [...parent.children]) {
    if (keys.has(node.dataset.key)) existing.set(node.dataset.key, node);
    else node.remove();
  }
  return existing;
}

function settle(item, before, changes, measure) {
  if (before && before.signature === item.signature) return before;
  const node = item.build();
  node.dataset.key = item.key;
  node.signature = item.signature;
  if (before) {
    changes.replaced.push({ node, memory: measure(before) });
    replaceKeepingFocus(before, node);
  } else {
    changes.added.push(node);
  }
  return node;
}

function replaceKeepingFocus(before, node) {
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  before.replaceWith(node);
  if (!focused) return;
  const heir = node.querySelector(`[data-focus="${CSS.escape(focused.dataset.focus ?? "")}"]`);
  (heir ?? node).focus({ preventScroll: true });
}

/** Show `text` where an element is hidden when it has nothing to say. */
export function announce(node, text) {
  node.hidden = !text;
  if (node.textContent !== text) node.textContent = text;
}
