import { avatar, colorOf } from "./avatar.js";
import { keyboard } from "./buttons.js";
import { element } from "./dom.js";
import { richText } from "./entities.js";
import { icon } from "./icons.js";
import { documentRow, isNarrow, largest, photoButton, shownWidth, stickerPicture, voiceRow } from "./media.js";
import { invoiceCard } from "./payments.js";
import { fileAddress } from "./server.js";
import { authorName, authorOf, summary } from "./summary.js";
import { clock, fullTime } from "./times.js";

/**
 * One row of the conversation: a message, or the messages of an album. `row` says {messages, own, group, first, last}:
 * whether it is the writer's, stands in a group chat, and opens or closes a run of one author.
 */
export function messageRow(row, view) {
  const [lead] = row.messages;
  const classes = ["row", row.own && "own", row.first && "first", row.last && "last"].filter(Boolean).join(" ");
  const node = element("article", {
    class: classes,
    tabindex: "-1",
    id: `message-${lead.message_id}`,
    "aria-label": spokenName(row, view),
  });
  if (row.group && !row.own)
    node.append(element("span", { class: "author-face" }, row.last ? avatar(authorOf(lead), view.world) : null));
  const parts = [bubble(row, view), reactions(lead, view), keyboard(lead, view)];
  node.append(element("div", { class: "stack" }, parts), quickActions(row, view));
  return node;
}

function spokenName({ messages: [lead] }, view) {
  return `${authorName(lead)}, ${clock(lead.date, view.words.language)}`;
}

function bubble(row, view) {
  const [lead] = row.messages;
  const photos = row.messages.filter((message) => message.photo);
  const captioned = row.messages.find((message) => message.text ?? message.caption) ?? lead;
  const above = [author(row, view), forwarded(lead, view), quote(lead, view)];
  const parts = [...above, pictures(photos, view), attachment(lead, view)];
  const text = words(captioned, view);
  const mark = timeMark(lead, view);
  text?.append(mark);
  const node = element("div", { class: "bubble" }, parts, text ?? mark);
  node.classList.toggle("pictured", photos.length > 0);
  node.classList.toggle("wordless", text === null);
  node.classList.toggle("bare", Boolean(lead.sticker));
  if (photos.length)
    node.style.setProperty("--picture-width", `${photos.length > 1 ? 480 : shownWidth(photos[0].photo)}px`);
  return node;
}

function author({ messages: [lead], own, group, first }, view) {
  const via = lead.via_bot ? element("span", { class: "via" }, view.words.via(lead.via_bot.username)) : null;
  const named = group && first && !own;
  if (!named && !via) return null;
  const name = named
    ? element("span", { data: { color: colorOf(authorOf(lead)) }, class: "author-name" }, authorName(lead))
    : null;
  return element("div", { class: "author" }, name, via);
}

function forwarded({ forward_origin: origin, is_automatic_forward: automatic }, view) {
  if (!origin || automatic) return null;
  const { sender_user: user, sender_chat: chat, chat: channel, sender_user_name: name } = origin;
  const from = user?.first_name ?? chat?.title ?? channel?.title ?? name ?? "";
  return element("div", { class: "forwarded" }, icon("forward"), view.words.forwarded(from));
}

function reactions(message, view) {
  if (!message.reactions?.length) return null;
  const chips = message.reactions.map(({ emoji }) => element("li", { class: "reaction" }, emoji));
  return element("ul", { class: "reactions", "aria-label": view.words.reactions }, chips);
}

function quote(message, view) {
  const target = message.reply_to_message;
  if (!target || target.forum_topic_created) return null;
  const photo = target.photo ? element("img", { src: fileAddress(target.photo[0].file_id), alt: "" }) : null;
  return element(
    "button",
    {
      type: "button",
      class: "quote",
      data: { color: colorOf(authorOf(target)) },
      onclick: () => view.jump(target.message_id),
    },
    photo,
    element("span", { class: "quote-author" }, authorName(target)),
    element("span", { class: "quote-text" }, message.quote?.text ?? summary(target, view.words)),
  );
}

function pictures(photos, view) {
  if (!photos.length) return null;
  const grid = element(
    "div",
    { class: "pictures", data: { count: String(Math.min(photos.length, 4)) } },
    photos.map((message) => photoButton(message, view)),
  );
  const { width, height } = largest(photos[0].photo);
  grid.style.setProperty("--ratio", String(width / height));
  grid.classList.toggle("narrow", photos.length === 1 && isNarrow(photos[0].photo));
  return grid;
}

function attachment(message, view) {
  if (message.document) return documentRow(message, view);
  if (message.voice) return voiceRow(message, view);
  if (message.sticker) return stickerPicture(message, view);
  if (message.invoice) return invoiceCard(message.invoice);
  return null;
}

function words(message, view) {
  const text = message.text ?? message.caption;
  if (text)
    return element(
      "div",
      { class: "text", dir: "auto" },
      richText(text, message.entities ?? message.caption_entities, view),
    );
  const known = message.photo || message.document || message.invoice || message.voice || message.sticker;
  return known ? null : element("div", { class: "text unsupported" }, view.words.unsupported);
}

function timeMark(message, view) {
  // Telegram shows "edited" for people only: a bot's placeholder that became a picture is not a correction.
  const corrected = message.edit_date && !message.from?.is_bot && !message.via_bot;
  const edited = corrected ? element("span", { class: "edited" }, view.words.edited) : null;
  const when = new Date(message.date * 1000).toISOString();
  return element(
    "span",
    { class: "mark" },
    edited,
    element(
      "time",
      { datetime: when, title: fullTime(message.date, view.words.language) },
      clock(message.date, view.words.language),
    ),
  );
}

function quickActions({ messages: [lead] }, view) {
  const action = (name, label, run) =>
    element(
      "button",
      { type: "button", class: "quick", tabindex: "-1", "aria-label": label, title: label, onclick: run },
      icon(name),
    );
  return element(
    "div",
    { class: "quick-actions" },
    action("reply", view.words.reply, () => view.reply(lead)),
    action("more", view.words.more, (event) => view.openMenu(lead, event.currentTarget.getBoundingClientRect())),
  );
}
