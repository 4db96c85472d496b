"""The Bot API methods the sandbox plays, by their names in lower case: Telegram does not mind the case."""

from sandbox.telegram_api.methods import (
    albums,
    asking,
    chats,
    editing,
    inline,
    paying,
    profile,
    reacting,
    sending,
    updating,
)
from sandbox.telegram_api.methods.table import Method

_TOPICS = (profile, updating, sending, albums, editing, reacting, chats, asking, inline, paying)

METHODS: dict[str, Method] = {method.name.lower(): method for topic in _TOPICS for method in topic.METHODS}
