/**
 * The message of the bot that this person is to answer now, or null: the newest one with a ForceReply that means them
 * and that they have not replied to. A selective one means whom it mentions, and whose message it answers.
 */
export function demandFor(person, messages) {
  const demand = messages.findLast((message) => message.asks?.force_reply && concerns(message, person));
  const answers = (message) =>
    message.from?.id === person.id && message.reply_to_message?.message_id === demand.message_id;
  return demand && !messages.some(answers) ? demand : null;
}

function concerns(message, person) {
  if (!message.asks.selective || message.reply_to_message?.from?.id === person.id) return true;
  const text = message.text ?? message.caption ?? "";
  return (message.entities ?? message.caption_entities ?? []).some(({ type, offset, length, user }) => {
    const named = text.slice(offset, offset + length).toLowerCase() === `@${person.username ?? ""}`.toLowerCase();
    return user?.id === person.id || (type === "mention" && named);
  });
}
