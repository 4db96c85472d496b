"""How a request ends without a picture in its chat: its person is told once, then it is written down."""

from dataclasses import replace

import structlog

from bot.drawing.policy import retrying
from bot.drawing.policy.retrying import DELAYED_TRIES, TRIES, End, Follow, Retry
from bot.drawing.ports.clock import Roll
from bot.drawing.ports.couriers import PictureCourier
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request
from bot.drawing.work.recording import Recorder
from bot.errors import CourierDelayed, CourierError, CourierUnanswered, Undeliverable

log = structlog.get_logger(__name__)


class Endings:
    """Tells and ends. Every method that writes raises FenceLost."""

    def __init__(self, *, recorder: Recorder, courier: PictureCourier, roll: Roll) -> None:
        self._recorder = recorder
        self._courier = courier
        self._roll = roll

    async def tries(self, request: Request, error: CourierError) -> int:
        """How often a call that gets no answer is made: where nothing else gets one either, Telegram is away."""
        if not isinstance(error, CourierUnanswered) or request.attempts < TRIES:
            return TRIES
        return TRIES if await self._courier.answers() else DELAYED_TRIES

    async def tell(self, request: Request, reason: Reason) -> None:
        """Say why there is no picture, then end; where the sentence does not get through, it is said again later.

        In the end it is said in another way: as a new message, or to its person in private.
        """
        ended = request.ended(reason)
        try:
            new = await self._courier.tell(ended)
        except CourierError as error:
            log.warning("telling failed", error=repr(error), attempts=request.attempts)
            tries = await self.tries(request, error)
            again = retrying.after_telling(error, request.attempts, self._roll(), tries)
            if again is not None:
                await self.settle(request, again)
            else:
                await self._end(request, ended, await self._otherwise(ended, error))
        else:
            log.info("told", reason=reason)
            await self._end(request, ended, new)

    async def settle(self, request: Request, decision: Retry | Follow | End) -> None:
        """Carry out what was decided after Telegram took something not."""
        match decision:
            case Retry(after):
                await self._recorder.request(request.retried(self._recorder.later(after)))
            case Follow(chat_id):
                moved = request.followed(chat_id, self._recorder.now())
                await self._recorder.request(replace(moved, attempts=request.attempts + 1))
            case End(Reason.UNDELIVERABLE):
                await self._recorder.request(request.ended(Reason.UNDELIVERABLE))
            case End(reason):
                await self.tell(request, reason)

    async def _otherwise(self, ended: Request, error: CourierError) -> int | None:
        """Say it in the last ways there are; the message that does. Nobody hears it where nobody is there."""
        if ended.origin.is_inline or isinstance(error, Undeliverable):
            return None
        try:
            if isinstance(error, CourierDelayed | CourierUnanswered):
                return await self._courier.tell(ended, anew=True)
        except CourierError as failed:
            log.warning("not told", error=repr(failed), reason=ended.reason)
        await self._in_private(ended)
        return None

    async def _in_private(self, ended: Request) -> None:
        """Say it to whoever asked in a group, if they have a chat with the bot."""
        try:
            if ended.origin.is_group and not ended.is_elsewhere:
                await self._courier.tell_in_private(ended)
        except CourierError as error:
            log.warning("not told in private", error=repr(error), reason=ended.reason)

    async def _end(self, request: Request, ended: Request, message_id: int | None) -> None:
        """Write that it ended, or that its pictures are in its person's own chat."""
        if ended.is_elsewhere:
            await self._recorder.request(request.delivered(self._recorder.now(), None, request.file_id))
        else:
            await self._recorder.request(replace(ended, placeholder=message_id or ended.placeholder))
