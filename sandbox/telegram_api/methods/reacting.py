"""The method by which the bot reacts to a message."""

import re

from aiogram.methods import SetMessageReaction
from aiogram.types import ReactionTypeEmoji

from sandbox.telegram_api.access import reach_chat
from sandbox.telegram_api.decode import dump
from sandbox.telegram_api.errors import bad_request, not_played
from sandbox.telegram_api.methods.table import Ask, plays

#: Emoji a bot may react with: Bot API, ReactionTypeEmoji.
_EMOJI = re.compile(
    "❤|👍|👎|🔥|🥰|👏|😁|🤔|🤯|😱|🤬|😢|🎉|🤩|🤮|💩|🙏|👌|🕊|🤡|🥱|🥴|😍|🐳|❤‍🔥|🌚|🌭|💯|🤣|⚡|🍌|🏆|💔|🤨|"
    "😐|🍓|🍾|💋|🖕|😈|😴|😭|🤓|👻|👨‍💻|👀|🎃|🙈|😇|😨|🤝|✍|🤗|🫡|🎅|🎄|☃|💅|🤪|🗿|🆒|💘|🙉|🦄|😘|💊|🙊|"
    "😎|👾|🤷‍♂|🤷|🤷‍♀|😡"
)


def set_message_reaction(ask: Ask[SetMessageReaction]) -> bool:
    """One emoji on a message, or none."""
    state, p = ask.state, ask.params
    chat = reach_chat(state, p.chat_id)
    record = state.transcript.record(chat.id, p.message_id)
    if record is None:
        raise bad_request("message to react not found")
    chosen = p.reaction or []
    if len(chosen) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for one in chosen:
        if not isinstance(one, ReactionTypeEmoji):
            raise not_played("a reaction that is no emoji")
        if not _EMOJI.fullmatch(one.emoji):
            raise bad_request("REACTION_INVALID")
    record.reactions[:] = [dump(one) for one in chosen]
    state.show_again(record.versions[-1])
    return True


METHODS = [plays(SetMessageReaction, set_message_reaction)]
