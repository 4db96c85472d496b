"""What the bot is asked and has to answer: presses of buttons, inline queries, and calls as a guest."""

from dataclasses import dataclass

from sandbox.telegram_api.values import Json

INLINE_SECONDS = 10  #: how long Telegram waits for the answer to an inline query


@dataclass(frozen=True, slots=True)
class Query:
    """A press of a button that waits for its answer; ``answer`` is what the bot said, as it came."""

    id: str
    person: int
    data: str
    answer: Json | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One result of an inline query: the ``card`` people see, and the ``content`` of the message it becomes."""

    id: str
    card: Json
    content: Json


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot said to an inline query; ``params`` as they came."""

    choices: tuple[Choice, ...]
    params: Json

    @property
    def cache_seconds(self) -> int:
        """How long Telegram gives this answer without asking the bot."""
        return int(self.params.get("cache_time", 300))


@dataclass(frozen=True, slots=True)
class InlineQuery:
    """What somebody typed after the bot's name, ``asked`` at a POSIX time."""

    id: str
    person: int
    text: str
    offset: str
    asked: float
    answer: InlineAnswer | None = None


@dataclass(frozen=True, slots=True)
class GuestQuery:
    """A message that calls the bot into a chat it is no member of; it is answered once."""

    id: str
    message: Json
    inline_message_id: str | None = None
