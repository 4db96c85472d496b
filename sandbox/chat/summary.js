import { wordsOf } from "./world.js";

/** A name for the author of a message, as others see it. */
export function authorName(message) {
  return authorOf(message).first_name;
}

/** Who a message is shown as being from: a person, the bot, or the chat in whose name it stands; with name and id. */
export function authorOf({ sender_chat: chat, from }) {
  return chat ? { id: chat.id, first_name: chat.title ?? "" } : (from ?? { id: 0, first_name: "" });
}

/** A message in one line: its words, or what it carries. */
export function summary(message, words) {
  const kind = kindOf(message, words);
  const text = (serviceText(message, words) ?? wordsOf(message)).replace(/\s+/g, " ").trim();
  if (kind) return text ? `${kind}, ${text}` : kind;
  return text || words.unsupported;
}

function kindOf({ photo, document, voice, sticker, invoice }, words) {
  if (invoice) return `${invoice.title}, ${money(invoice)}`;
  if (photo) return words.photo;
  if (document) return document.file_name ?? words.file;
  if (voice) return words.voice;
  return sticker ? `${words.sticker} ${sticker.emoji ?? ""}`.trim() : null;
}

/** The words of a service message (somebody joined, a topic was created), or null for an ordinary one. */
export function serviceText(message, words) {
  const { service } = words;
  const who = authorName(message);
  if (message.new_chat_members)
    return message.new_chat_members.map((user) => service.joined(who, user.first_name)).join("\n");
  if (message.left_chat_member) return service.left(message.left_chat_member.first_name);
  if (message.group_chat_created || message.supergroup_chat_created) return service.created(who);
  if (message.new_chat_title) return service.titled(who, message.new_chat_title);
  if (message.forum_topic_created) return service.topic(who, message.forum_topic_created.name);
  if (message.forum_topic_closed) return service.topicClosed(who);
  if (message.forum_topic_reopened) return service.topicReopened(who);
  if (message.pinned_message) return service.pinned(who);
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return service.migrated;
  if (message.successful_payment) return service.paid(money(message.successful_payment));
  if (message.refunded_payment) return service.refunded(money(message.refunded_payment));
  return null;
}

/** A price as Telegram gives it: stars whole, other currencies in hundredths. */
export function money({ total_amount: amount, currency }) {
  return currency === "XTR" ? `⭐ ${amount}` : `${(amount / 100).toFixed(2)} ${currency}`;
}
