"""Which messages of a group a bot in privacy mode is shown (Bot API features, "Privacy mode")."""

from sandbox.telegram_api.messages import CONTENT, author_id, command
from sandbox.telegram_api.values import Chat, ChatType, Json, Person


def reaches_bot(message: Json, chat: Chat, bot: Person, *, privacy: bool) -> bool:
    """Whether the bot gets to see a message of ``chat``."""
    if not chat.bot.present:
        return False
    if chat.type in {ChatType.PRIVATE, ChatType.CHANNEL} or chat.bot.rules or not privacy:
        return True
    if not CONTENT & message.keys() or message.get("via_bot", {}).get("id") == bot.id:
        return True
    return _replies_to(message, bot) or _is_command_for(message, bot)


def _replies_to(message: Json, bot: Person) -> bool:
    replied = message.get("reply_to_message", {})
    return "forum_topic_created" not in replied and author_id(replied) == bot.id


def _is_command_for(message: Json, bot: Person) -> bool:
    typed = command(message)
    if typed is None:
        return False
    _, _, addressee = typed.partition("@")
    return not addressee or addressee.lower() == (bot.username or "").lower()
