"""Methods about the bot itself: who it is, its commands, its descriptions."""

import re

from aiogram.methods import (
    DeleteMyCommands,
    GetMe,
    GetMyCommands,
    GetMyDescription,
    GetMyShortDescription,
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
)

from sandbox.telegram_api.commands import scope_key
from sandbox.telegram_api.decode import dump
from sandbox.telegram_api.errors import bad_request
from sandbox.telegram_api.methods.table import Ask, plays
from sandbox.telegram_api.values import Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MAX_COMMANDS = 100
_MAX_COMMAND_DESCRIPTION = 256
_MAX_DESCRIPTION = 512
_MAX_SHORT_DESCRIPTION = 120


def get_me(ask: Ask[GetMe]) -> Json:
    """The bot as User, with what only getMe tells."""
    never = ("can_connect_to_business", "has_main_web_app", "has_topics_enabled")
    sees_all = {"can_join_groups": True, "can_read_all_group_messages": not ask.state.privacy}
    modes = {"supports_inline_queries": ask.state.inline, "supports_guest_queries": ask.state.guest}
    return ask.state.bot.user() | sees_all | modes | dict.fromkeys(never, False)


def set_my_commands(ask: Ask[SetMyCommands]) -> bool:
    """The commands of one scope and language."""
    commands = [dump(command) for command in ask.params.commands]
    if len(commands) > _MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check_command(command)
    ask.state.commands[_place(ask.params)] = commands
    ask.state.signals.tell({"event": "chats"})
    return True


def get_my_commands(ask: Ask[GetMyCommands]) -> list[Json]:
    """The commands of exactly this scope and language."""
    return ask.state.commands.get(_place(ask.params), [])


def delete_my_commands(ask: Ask[DeleteMyCommands]) -> bool:
    """No commands for this scope and language."""
    ask.state.commands.pop(_place(ask.params), None)
    ask.state.signals.tell({"event": "chats"})
    return True


def set_my_description(ask: Ask[SetMyDescription]) -> bool:
    """The text of a chat in which nothing was said yet."""
    return _set_about(ask, "description", ask.params.description, _MAX_DESCRIPTION)


def set_my_short_description(ask: Ask[SetMyShortDescription]) -> bool:
    """The text of the bot's profile."""
    return _set_about(ask, "short_description", ask.params.short_description, _MAX_SHORT_DESCRIPTION)


def get_my_description(ask: Ask[GetMyDescription]) -> Json:
    """The description in exactly this language."""
    return {"description": ask.state.about.get(("description", ask.params.language_code or ""), "")}


def get_my_short_description(ask: Ask[GetMyShortDescription]) -> Json:
    """The short description in exactly this language."""
    return {"short_description": ask.state.about.get(("short_description", ask.params.language_code or ""), "")}


def _set_about(
    ask: Ask[SetMyDescription] | Ask[SetMyShortDescription], kind: str, text: str | None, limit: int
) -> bool:
    if len(text or "") > limit:
        raise bad_request(f"sandbox: the {kind.replace('_', ' ')} is too long")
    ask.state.about[kind, ask.params.language_code or ""] = text or ""
    return True


def _place(p: SetMyCommands | GetMyCommands | DeleteMyCommands) -> tuple[str, str]:
    """What commands are kept under: the scope and the language, none for ""."""
    return scope_key(p.scope), p.language_code or ""


def _check_command(command: Json) -> None:
    if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(command["description"]) <= _MAX_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


METHODS = [
    plays(GetMe, get_me),
    plays(SetMyCommands, set_my_commands),
    plays(GetMyCommands, get_my_commands),
    plays(DeleteMyCommands, delete_my_commands),
    plays(SetMyDescription, set_my_description),
    plays(SetMyShortDescription, set_my_short_description),
    plays(GetMyDescription, get_my_description),
    plays(GetMyShortDescription, get_my_short_description),
]
