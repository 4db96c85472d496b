"""How a request ends without a picture: its person is told once, then it is written down."""

from dataclasses import replace

import structlog

from bot.drawing.policy import retrying
from bot.drawing.policy.retrying import End, Follow, Retry
from bot.drawing.ports.clock import Roll
from bot.drawing.ports.couriers import PictureCourier
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request
from bot.drawing.work.recording import Recorder
from bot.errors import CourierError

log = structlog.get_logger(__name__)


class Endings:
    """Tells and ends. Every method raises FenceLost."""

    def __init__(self, *, recorder: Recorder, courier: PictureCourier, roll: Roll) -> None:
        self._recorder = recorder
        self._courier = courier
        self._roll = roll

    async def tell(self, request: Request, reason: Reason) -> None:
        """Say why there is no picture, then end; where the sentence does not get through, it is said again later."""
        ended = request.ended(reason)
        try:
            new = await self._courier.tell(ended)
        except CourierError as error:
            log.warning("telling failed", error=repr(error), attempts=request.attempts)
            decision = retrying.after_news(error, request.attempts, self._roll())
            if isinstance(decision, End):  # nobody is there to hear it; why there is no picture stays as it was
                await self._recorder.request(ended)
            else:
                await self.settle(request, decision)
        else:
            log.info("told", reason=reason)
            await self._recorder.request(replace(ended, placeholder=new or ended.placeholder))

    async def settle(self, request: Request, decision: Retry | Follow | End) -> None:
        """Carry out what was decided after Telegram took something not."""
        match decision:
            case Retry(after):
                await self._recorder.request(request.retried(self._recorder.later(after)))
            case Follow(chat_id):
                await self._recorder.request(request.followed(chat_id, self._recorder.now()))
            case End(Reason.UNDELIVERABLE):
                await self._recorder.request(request.ended(Reason.UNDELIVERABLE))
            case End(reason):
                await self.tell(request, reason)
