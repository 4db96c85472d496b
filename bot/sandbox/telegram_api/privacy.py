"""Which messages of a group a bot in privacy mode is shown (Bot API features, "Privacy mode")."""

from bot.sandbox.telegram_api.values import Chat, ChatType, Json, Person

_CONTENT = {"text", "photo", "document"}


def reaches_bot(message: Json, chat: Chat, bot: Person, *, privacy: bool) -> bool:
    """Whether the bot gets to see a message of ``chat``."""
    if not chat.bot.present:
        return False
    if chat.type is ChatType.PRIVATE or chat.bot.rules or not privacy:
        return True
    return not _CONTENT & message.keys() or _replies_to(message, bot) or _is_command_for(message, bot)


def _replies_to(message: Json, bot: Person) -> bool:
    replied = message.get("reply_to_message", {})
    return "forum_topic_created" not in replied and bool(replied.get("from", {}).get("id") == bot.id)


def _is_command_for(message: Json, bot: Person) -> bool:
    for entity in message.get("entities", []):
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            _, _, addressee = message["text"][: entity["length"]].partition("@")
            return not addressee or addressee.lower() == (bot.username or "").lower()
    return False
