"""Under which scopes the bot's commands are kept, and in which order they are looked for.

The order is that of the Bot API, "Determining list of commands".
"""

import json
from collections.abc import Iterator

from pydantic import BaseModel

from sandbox.telegram_api.decode import dump
from sandbox.telegram_api.values import Chat, ChatType, Json


def scope_key(scope: BaseModel | None) -> str:
    """What the commands of a scope are kept under, those of the default one for None."""
    return _key(**({"type": "default"} if scope is None else dump(scope)))


def scopes_for(chat: Chat, person: int) -> Iterator[str]:
    """The scopes that concern somebody in a chat, the narrowest first."""
    if chat.type is ChatType.PRIVATE:
        yield _key(type="chat", chat_id=chat.id)
        yield _key(type="all_private_chats")
    else:
        yield _key(type="chat_member", chat_id=chat.id, user_id=person)
        if chat.rank(person).rules:
            yield _key(type="chat_administrators", chat_id=chat.id)
        yield _key(type="chat", chat_id=chat.id)
        if chat.rank(person).rules:
            yield _key(type="all_chat_administrators")
        yield _key(type="all_group_chats")
    yield _key(type="default")


def _key(**scope: Json | str | int) -> str:
    return json.dumps(scope, sort_keys=True)
