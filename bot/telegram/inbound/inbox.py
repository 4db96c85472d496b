"""What becomes of one update, however it came: decoded, handled in its chat's turn, tried again where that helps.

An update is done with when its person was answered, or what they asked for was accepted, or nothing can be done for
them: then it is confirmed to Telegram. One that failed before that is tried again, a few times within a minute; in the
end the person is told so, as far as that is possible.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import Update
from pydantic import ValidationError

from bot.drawing.ports.clock import Clock
from bot.errors import PalitraError
from bot.telegram.inbound.handling import Handling, handling
from bot.telegram.inbound.trying import DOUBTFUL, again_in, is_passing
from bot.telegram.inbound.turns import Turns, is_urgent, whose
from bot.telegram.waiting import waiting_at_most

log = structlog.get_logger(__name__)

AT_ONCE = 50  # handlers that run side by side
HANDLER_SECONDS = 60.0  # a handler that hangs is cut off after this
TURN_SECONDS = (
    3.0  # what a handler says waits no longer for Telegram's limits: then it is tried again, and holds no place
)

Handle = Callable[[Update], Awaitable[object]]


@dataclass(slots=True)
class Tries:
    """What was tried with an update; ``begun_at`` is monotonic."""

    begun_at: float
    failures: int = 0
    doubtful: int = 0  #: how many of them may have answered the person all the same


class Inbox:
    """Takes updates from polling or from the webhook; whatever one handler does, other chats have their turn."""

    def __init__(self, bot: Bot, handle: Handle, clock: Clock) -> None:
        self._bot = bot
        self._handle = handle
        self._clock = clock
        self._turns = Turns()
        self._room = asyncio.Semaphore(AT_ONCE)

    def understood(self, raw: object) -> Update | None:
        """An update as Telegram gave it; None for what is none: it is logged and passed by."""
        try:
            return Update.model_validate(raw, context={"bot": self._bot})
        except (ValidationError, RecursionError):
            log.warning("update not understood", update=number_of(raw))
            return None

    def untried(self) -> Tries:
        """What was tried with an update that comes for the first time."""
        return Tries(self._clock.monotonic())

    async def take(self, update: Update, stop: asyncio.Event) -> bool:
        """Handle an update; whether it is done with when this returns, which it is unless the stop came before.

        Raises nothing of a handler's.
        """
        tries = self.untried()
        async with self._turns.of(whose(update)):
            while not stop.is_set():
                pause = await self._attempt(update, tries)
                if pause is None:
                    return True
                await self._clock.wait(stop, pause)
        return False

    async def take_once(self, update: Update, tries: Tries) -> float | None:
        """Try an update once; None when it is done with, else the seconds after which it is to be brought again.

        Raises nothing of a handler's.
        """
        async with self._turns.of(whose(update)):
            return await self._attempt(update, tries)

    async def _attempt(self, update: Update, tries: Tries) -> float | None:
        with handling() as this:
            error = await self._failure(update)
        if error is None:
            return None
        tries.failures += 1
        tries.doubtful += this.may_be_answered
        pause = self._pause(error, update, tries, this)
        _report(error, update, tries, pause)
        if pause is None and not (this.is_answered or this.may_be_answered) and is_passing(error):
            await self._give_up(update, error)
        return pause

    def _pause(self, error: Exception, update: Update, tries: Tries, this: Handling) -> float | None:
        if this.is_answered or update.inline_query is not None:  # who types inline has typed on
            return None
        if tries.doubtful >= DOUBTFUL:
            return None
        return again_in(error, tries.failures, self._clock.monotonic() - tries.begun_at)

    async def _give_up(self, update: Update, error: Exception) -> None:
        """Tell the person, if that is possible now."""
        with handling(lost=error):
            failure = await self._failure(update)
        log.error("update given up", update=update.update_id, told=failure is None, error=type(error).__name__)

    async def _failure(self, update: Update) -> Exception | None:
        """Handle it, in a place and within a time limit; what went wrong."""
        async with nullcontext() if is_urgent(update) else self._room:
            try:
                with waiting_at_most(TURN_SECONDS):
                    async with asyncio.timeout(HANDLER_SECONDS):
                        await self._handle(update)
            except Exception as error:  # noqa: BLE001 - whatever it is, those behind it have their turn
                return error
        return None


def number_of(raw: object) -> int | None:
    """The number of an update as Telegram gave it; None where it has none."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) else None


def _report(error: Exception, update: Update, tries: Tries, pause: float | None) -> None:
    about = {"update": update.update_id, "tries": tries.failures, "again_in": pause}
    if isinstance(error, TelegramAPIError | ClientDecodeError | PalitraError | TimeoutError):
        log.warning("not answered yet", error=type(error).__name__, detail=str(error), **about)
    else:
        log.error("handler failed", exc_info=error, **about)
