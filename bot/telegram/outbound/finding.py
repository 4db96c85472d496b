"""Placeholders that were sent, but nobody knows their numbers: looked for among the bot's own messages.

No method of Telegram shows a message. But an edit that would put the buttons under it which are there already is
refused, and one that is not refused tells what message it was.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeVar
from uuid import UUID
from weakref import WeakValueDictionary

import structlog
from aiogram.methods import EditMessageReplyMarkup
from aiogram.types import InlineKeyboardMarkup, Message

from bot.drawing.values.requests import MessageAddress
from bot.errors import AlreadyThere, CourierError, CourierUnanswered, FormRefused, PlaceholderLost
from bot.telegram.calls import Calls

log = structlog.get_logger(__name__)

REMEMBERED = 1000
"""Placeholders that were sent or found, so that nobody else takes them for their own; others that were looked at."""

LOOKS = 3
"""How often a call about one message is made that is not answered, before the search ends for now."""

_Known = TypeVar("_Known")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: a request's placeholder in a chat, how it begins, its buttons, and what it replies to.

    The rest of what it says changes with the queue and the time.
    """

    request_id: UUID
    chat_id: int
    opening: str
    buttons: InlineKeyboardMarkup
    reply_to: int

    def looks_like(self, message: Message) -> bool:
        """Whether a message begins the same, in reply to the same or to what is gone."""
        replied = message.reply_to_message
        begins_so = message.text is not None and message.text.startswith(self.opening)
        return begins_so and (replied is None or replied.message_id == self.reply_to)


class _Sight(Enum):
    OWN = auto()  #: it has the buttons
    ALIKE = auto()  #: it looks like the placeholder, but for the buttons
    OTHER = auto()


@dataclass(slots=True, weakref_slot=True)
class _Chat:
    """Who works in a chat: one who looks, or those who send."""

    looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    sending: int = 0
    sent: asyncio.Condition = field(default_factory=asyncio.Condition)


class Finder:
    """Finds placeholders by their buttons, which nobody else's have.

    Looking takes the buttons off other messages. So where several requests look for theirs in one chat, the one that
    looked first may have made another's unrecognizable. Then any that looks the same will do: nobody can tell them
    apart, for what is known to show something is not among the candidates. What a message was is remembered, so it is
    looked at once, however many look for theirs, however often.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._marked: set[MessageAddress] = set()
        self._found: dict[MessageAddress, UUID] = {}
        self._seen: dict[MessageAddress, Message] = {}
        self._chats: WeakValueDictionary[int, _Chat] = WeakValueDictionary()

    async def send(self, request_id: UUID, chat_id: int, send: Callable[[], Awaitable[Message]]) -> int:
        """Send a placeholder while nobody looks in its chat: until its number is known it is like any lost one.

        Its number. Raises CourierError.
        """
        chat = self._chats.setdefault(chat_id, _Chat())
        async with chat.looking:
            chat.sending += 1
        try:
            sent = await send()
            self._keep(MessageAddress(chat_id, sent.message_id), request_id)
        finally:
            async with chat.sent:
                chat.sending -= 1
                chat.sent.notify_all()
        return sent.message_id

    async def find(self, sought: Sought, candidates: Sequence[int]) -> int | None:
        """Which of these messages it is. Raises CourierError."""
        chat = self._chats.setdefault(sought.chat_id, _Chat())
        async with chat.looking:
            async with chat.sent:
                await chat.sent.wait_for(lambda: not chat.sending)
            messages = (MessageAddress(sought.chat_id, number) for number in candidates)
            own = sought.request_id
            found = await self._find(sought, [one for one in messages if self._found.get(one, own) == own])
        if found is None:
            return None
        log.info("placeholder found", message=found.message_id)
        return found.message_id

    async def _find(self, sought: Sought, candidates: Sequence[MessageAddress]) -> MessageAddress | None:
        alike = None
        for message in candidates:
            sight = await self._look_at(message, sought)
            if sight is _Sight.OWN:
                return self._keep(message, sought.request_id)
            if sight is _Sight.ALIKE and alike is None:
                alike = message
        if alike is None:
            return None
        await self._mark(alike, sought.buttons)
        return self._keep(alike, sought.request_id)

    async def _look_at(self, message: MessageAddress, sought: Sought) -> _Sight:
        """What a message is. One answer that is lost does not begin the search anew. Raises CourierError."""
        if (seen := self._seen.get(message)) is not None:
            return _Sight.ALIKE if sought.looks_like(seen) else _Sight.OTHER
        for _ in range(LOOKS - 1):
            with suppress(CourierUnanswered):
                return await self._look(message, sought)
        return await self._look(message, sought)

    async def _look(self, message: MessageAddress, sought: Sought) -> _Sight:
        try:
            edited = await self._mark(message, sought.buttons)
        except AlreadyThere:
            if message not in self._marked and await self._is_own(message, sought):
                return _Sight.OWN
            edited = None
        except (PlaceholderLost, FormRefused):
            return _Sight.OTHER
        except CourierUnanswered:  # they may be there all the same, and nobody looks here again when it is known
            with suppress(CourierError):
                await self._strip(message)
            raise
        self._marked.add(message)  # until they are taken off the buttons prove nothing
        edited = await self._strip(message) or edited
        self._marked.discard(message)
        if edited is None:
            return _Sight.OTHER
        _remember(self._seen, message, edited)
        return _Sight.ALIKE if sought.looks_like(edited) else _Sight.OTHER

    async def _is_own(self, message: MessageAddress, sought: Sought) -> bool:
        """Whether a message with the buttons is the placeholder: who died while looking left them under another one.

        Taking them off tells what it shows; then they are put back, unless it came to show something else meanwhile.
        """
        with suppress(AlreadyThere, PlaceholderLost, FormRefused):
            edited = await self._mark(message, None)
            if edited is not None and not sought.looks_like(edited):
                return False
            edited = await self._mark(message, sought.buttons)
            if edited is not None and not sought.looks_like(edited):
                await self._strip(message)
                return False
        return True

    async def _strip(self, message: MessageAddress) -> Message | None:
        """Take the buttons off, however often; the message as it is then, where that changed it."""
        for _ in range(LOOKS - 1):
            with suppress(CourierUnanswered):
                return await self._stripped(message)
        return await self._stripped(message)

    async def _stripped(self, message: MessageAddress) -> Message | None:
        with suppress(AlreadyThere, PlaceholderLost, FormRefused):
            return await self._mark(message, None)
        return None

    def _keep(self, message: MessageAddress, request_id: UUID) -> MessageAddress:
        _remember(self._found, message, request_id)
        return message

    async def _mark(self, message: MessageAddress, buttons: InlineKeyboardMarkup | None) -> Message | None:
        """Put these buttons under a message; the message as it is then."""
        edit = EditMessageReplyMarkup(chat_id=message.chat_id, message_id=message.message_id, reply_markup=buttons)
        edited = await self._calls.once(edit)
        return edited if isinstance(edited, Message) else None


def _remember(known: dict[MessageAddress, _Known], message: MessageAddress, what: _Known) -> None:
    """Know this of a message, and forget the oldest where it is too much."""
    known[message] = what
    if len(known) > REMEMBERED:
        del known[next(iter(known))]
