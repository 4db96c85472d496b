"""What people ask for, and what they see buttons under."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bot.wording.keyboards import MARK, Press

Message = dict[str, Any]

SINGLY, TOGETHER = "yandex-art", "brush"
"""A model of which each picture is a submission of its own, and one that draws several at once."""

REFUSED, SLOW = "refused later", "slow"
"""Words that the model declines, and words that it takes longer over."""

MODELS = f"""
[{TOGETHER}]
like = "dall-e-2"
title = "Brush"
sizes = ["256x256"]
most = 3
"""


@dataclass(frozen=True, slots=True)
class Corner:
    """Where people talk: a chat, or a topic of it."""

    chat: int
    thread: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as its person made it. ``key`` is what the bot knows it by, whatever it made of it.

    By a press something is asked for once more: ``of`` is what the button named, a request or one of its pictures,
    and ``words``, ``model`` and, where it is about all of them, ``count`` are those of that.
    """

    key: str
    corner: Corner
    answers: int = 0  # the message that the answer replies to
    words: str = ""
    count: int | None = 1
    seed: int | None = None
    model: str = SINGLY
    of: UUID | None = None
    inline_id: str | None = None


def presses(message: Message, *, new: bool = False) -> list[Press]:
    """What the buttons under a message of a request carry; of ``new`` choices only."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row if not (new and button["text"].startswith(MARK))]
    data = [button.get("callback_data", "") for button in buttons]
    return [Press.unpack(one) for one in data if one.startswith("g:")]


def replied_to(message: Message) -> int | None:
    """The message that a message answers."""
    answered: int | None = message.get("reply_to_message", {}).get("message_id")
    return answered
