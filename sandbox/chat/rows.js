import { element } from "./dom.js";
import { messageRow } from "./message.js";
import { authorOf, serviceText } from "./summary.js";
import { dayName, dayOf } from "./times.js";

const RUN_SECONDS = 600;

/** The rows of a conversation, ready for `reconcile`: date separators, service lines, messages with albums joined. */
export function rowsOf(messages, view) {
  const rows = [];
  for (const message of messages) {
    const last = rows.at(-1)?.messages?.[0];
    if (last && message.media_group_id && last.media_group_id === message.media_group_id)
      rows.at(-1).messages.push(message);
    else rows.push(...opening(message, last ?? null, view));
  }
  markRuns(rows);
  return rows.map((row) => item(row, view));
}

function opening(message, before, view) {
  const day = !before || dayOf(before.date) !== dayOf(message.date);
  const separator = day
    ? [{ key: `day-${dayOf(message.date)}`, line: dayName(message.date, view.words), kind: "day" }]
    : [];
  return [...separator, ordinary(message, view)];
}

function ordinary(message, view) {
  const key = `m${message.message_id}`;
  const line = serviceText(message, view.words);
  if (line !== null) return { key, line, kind: "service", messages: [message] };
  const own = message.from?.id === view.place.person;
  return { key, kind: "message", messages: [message], own, group: view.chat.type !== "private" };
}

function markRuns(rows) {
  rows.forEach((row, index) => {
    row.first = !continues(rows[index - 1], row);
    row.last = !continues(row, rows[index + 1]);
  });
}

function continues(row, next) {
  if (row?.kind !== "message" || next?.kind !== "message") return false;
  const [one, other] = [row.messages.at(-1), next.messages[0]];
  return authorOf(one).id === authorOf(other).id && other.date - one.date < RUN_SECONDS;
}

function item(row, view) {
  const signature = JSON.stringify([row, view.words.language]);
  const build = () =>
    row.kind === "message"
      ? messageRow(row, view)
      : element("div", { class: `line ${row.kind}` }, element("span", {}, row.line));
  return { key: row.key, signature, build };
}
