"""One way to call Telegram: within a time limit, with our errors, down a ladder of simpler and simpler forms."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import structlog
from aiogram import Bot
from aiogram.methods import EditMessageMedia, TelegramMethod
from aiogram.types import ReplyParameters
from pydantic import BaseModel

from bot.errors import (
    ButtonsRefused,
    CourierError,
    CourierUnanswered,
    FormRefused,
    KindForbidden,
    PhotoRefused,
    ReplyLost,
    ThreadLost,
    WordsRefused,
)
from bot.telegram.refusals import translated
from bot.wording.lengths import plain

log = structlog.get_logger(__name__)

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

Username = Callable[[], Awaitable[str]]
"""Tells the bot's own name, for links."""

SECONDS = 60
"""The time limit of one call to Telegram."""

NEWS_SECONDS = 5
"""The same for what matters for a moment only."""

_BUTTONS, _REPLY, _TOPIC = "reply_markup", "reply_parameters", "message_thread_id"

_BLAMED: Mapping[type[FormRefused], tuple[str, ...]] = {
    ThreadLost: (_TOPIC, _REPLY),  # a reply stands in the topic of what it replies to
    ReplyLost: (_REPLY,),
    ButtonsRefused: (_BUTTONS,),
}
"""What a call, and all simpler ones, are made without where Telegram refuses it for that alone."""

_WORDS = ("text", "caption")


class Calls:
    """Calls to Telegram."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def once(self, method: TelegramMethod[T], seconds: int = SECONDS) -> T:
        """Call a method as it is. Raises CourierError."""
        with translated():
            return await self._bot(method, request_timeout=seconds)

    async def make(self, method: TelegramMethod[T], seconds: int = SECONDS) -> T:
        """Call a method in the best form that Telegram takes: as it is, without buttons, as bare as it can be.

        Raises CourierError.
        """
        return await self.first(in_turn(ladder([method])), seconds)

    async def first(
        self, forms: AsyncIterator[TelegramMethod[T]], seconds: int = SECONDS, *, insisting: bool = False
    ) -> T:
        """Make the first of these calls that Telegram takes: what it refuses is known to the simpler ones after it.

        They come as they are needed, for some take work to make. Who insists goes on where one gets no answer, too.
        Raises CourierError: of the last form where it takes none.
        """
        refused: CourierError = FormRefused("no form of it fits Telegram")
        without: set[str] = set()
        in_vain: set[str] = set()
        async for form in forms:
            if not in_vain.isdisjoint({_kind(form), _words(form)}):
                continue
            try:
                return await self._spared(form, without, seconds)
            except FormRefused as error:
                log.info("telegram refuses this form", method=form.__api_method__, error=repr(error))
                refused = error
                in_vain |= {trait(form) for kind, trait in _TRAITS.items() if isinstance(error, kind)}
            except CourierUnanswered as error:
                if not insisting:
                    raise
                refused = error
        raise refused

    async def _spared(self, form: TelegramMethod[T], without: set[str], seconds: int) -> T:
        """Call a method without all that was refused before, and without what is refused now."""
        while True:
            form = _without(form, without)
            try:
                return await self.once(form, seconds)
            except FormRefused as error:
                blamed = next((name for name in _BLAMED.get(type(error), ()) if _has(form, name)), None)
                if blamed is None:
                    raise
                log.info("called in a simpler form", method=form.__api_method__, without=blamed, error=repr(error))
                without.add(blamed)


def answering(message_id: int) -> ReplyParameters:
    """What makes a message an answer to another one of its chat, which may be gone."""
    # Beside this Telegram ignores the allow_sending_without_reply of the call itself. Nothing is quoted, so there is
    # no markup of a quote, which aiogram would fill in.
    return ReplyParameters(message_id=message_id, allow_sending_without_reply=True, quote_parse_mode=None)


def ladder(ways: Sequence[TelegramMethod[T]]) -> Iterator[TelegramMethod[T]]:
    """The forms of one thing that can be brought in these ways, the best first.

    The best of them is also tried without buttons, before the others; the last one also with nothing but its words.
    """
    best, *others = ways
    yield best
    if _has(best, _BUTTONS):
        yield _without(best, {_BUTTONS})
    yield from others
    yield _bare(ways[-1])


async def in_turn(forms: Iterable[TelegramMethod[T]]) -> AsyncIterator[TelegramMethod[T]]:
    """Forms that take no work to make."""
    for form in forms:
        yield form


def _kind(form: TelegramMethod[Any]) -> str:
    """What kind of message it makes: rights are given for each."""
    return str(form.media.type) if isinstance(form, EditMessageMedia) else form.__api_method__


def _words(form: TelegramMethod[Any]) -> str:
    """What it says, markup and all."""
    saying = getattr(form, "media", form)
    said = next((str(getattr(saying, name)) for name in _WORDS if _has(saying, name)), "")
    return f"{getattr(saying, 'parse_mode', None)} {said}"


_TRAITS: Mapping[type[FormRefused], Callable[[TelegramMethod[Any]], str]] = {
    KindForbidden: _kind,
    PhotoRefused: _kind,
    WordsRefused: _words,
}
"""What other forms share with one that is refused for that alone, and so need not be tried."""


def _has(form: object, name: str) -> bool:
    return getattr(form, name, None) is not None


def _without(form: M, names: Iterable[str]) -> M:
    """A copy that lacks these of its parameters."""
    dropped = [name for name in names if _has(form, name)]
    return form.model_copy(update=dict.fromkeys(dropped)) if dropped else form


def _bare(form: TelegramMethod[T]) -> TelegramMethod[T]:
    """A copy with nothing that could be refused but what it brings, and its words without markup."""
    bare = _plain(_without(form, (_BUTTONS, _REPLY, _TOPIC)))
    media = getattr(bare, "media", None)
    return bare.model_copy(update={"media": _plain(media)}) if isinstance(media, BaseModel) else bare


def _plain(form: M) -> M:
    """A copy whose words have no markup."""
    words = {name: plain(getattr(form, name)) for name in _WORDS if _has(form, name)}
    return form.model_copy(update={**words, "parse_mode": None}) if words else form
