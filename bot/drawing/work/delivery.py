"""The stage people see: the placeholder becomes the picture, a contact sheet that fills, or a sentence."""

from dataclasses import replace

import structlog

from bot.drawing.policy import pacing, retrying
from bot.drawing.policy.retrying import End, Resend
from bot.drawing.ports.clock import Roll
from bot.drawing.ports.couriers import PictureCourier, Sent
from bot.drawing.ports.work_stores import Conversations
from bot.drawing.values.pictures import Pictures
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request, RequestStatus
from bot.drawing.work.endings import Endings
from bot.drawing.work.news import NewsDesk
from bot.drawing.work.recording import Recorder
from bot.errors import CourierError, Undeliverable

log = structlog.get_logger(__name__)


class Delivery:
    """Brings pictures and bad news. Editing the placeholder shows nothing twice; a new message is sent once."""

    def __init__(
        self,
        *,
        recorder: Recorder,
        endings: Endings,
        conversations: Conversations,
        courier: PictureCourier,
        news: NewsDesk,
        roll: Roll,
    ) -> None:
        self._recorder = recorder
        self._endings = endings
        self._conversations = conversations
        self._courier = courier
        self._news = news
        self._roll = roll

    async def step(self, request: Request, came: Pictures | None = None) -> None:
        """Take the next step with a request that is due; ``came`` are pictures that are in memory already."""
        if request.status is RequestStatus.DELIVERING:
            await self._endings.tell(request, Reason.UNCERTAIN)
        elif request.live:
            await self._show(request)
        elif request.drawn:
            await self._bring(request, await self._pictures(request, came))
        else:
            await self._endings.tell(request, request.failure)

    async def _pictures(self, request: Request, came: Pictures | None) -> Pictures:
        wanted = {one.position for one in request.drawn}
        return came if came is not None and wanted <= came.keys() else await self._conversations.pictures(request.id)

    async def _show(self, request: Request) -> None:
        """Let an unfinished sheet show what came, if it may change already."""
        now = self._recorder.now()
        show_at = pacing.show_at(request, now)
        if show_at is None or show_at > now or not request.is_placed:
            await self._recorder.request(replace(request, due_at=show_at if request.is_placed else None))
            return
        try:
            pictures = await self._conversations.pictures(request.id)
            await self._courier.show(request, pictures, await self._news.of(request))
        except Undeliverable as error:
            log.info("nobody to draw for", error=repr(error))
            await self._recorder.request(request.ended(Reason.UNDELIVERABLE))
        except CourierError as error:  # the finished sheet will come all the same
            log.warning("sheet not shown", error=repr(error))
            await self._recorder.request(replace(request, shown_at=now, due_at=None))
        else:
            shown = replace(request, shown=len(request.drawn), shown_at=now, due_at=None, attempts=0)
            await self._recorder.request(shown)

    async def _bring(self, request: Request, pictures: Pictures) -> None:
        if not request.is_placed:
            await self._send(request, pictures)
            return
        try:
            request = await self._uploaded(request, pictures)
            sent = await self._courier.deliver(request, pictures)
        except CourierError as error:
            log.warning("delivery failed", error=repr(error), attempts=request.attempts)
            decision = retrying.after_delivery(error, request.attempts, self._roll())
            if isinstance(decision, Resend) and request.origin.is_inline:
                await self._endings.settle(request, End(Reason.UNDELIVERABLE))  # nobody knows which chat it was in
            elif isinstance(decision, Resend):
                await self._send(request, pictures)
            else:
                await self._endings.settle(request, decision)
        else:
            await self._delivered(request, sent, edited=True)

    async def _uploaded(self, request: Request, pictures: Pictures) -> Request:
        """What an inline message is to show has been uploaded before; that is written down, so it is done once."""
        if not request.origin.is_inline or request.file_id is not None:
            return request
        uploaded = replace(request, file_id=await self._courier.upload(request, pictures))
        await self._recorder.mark(uploaded)
        return uploaded

    async def _send(self, request: Request, pictures: Pictures) -> None:
        """Send it as a new message; that it was begun is written down before, so a crash never repeats it blindly."""
        sending = replace(request.moved(RequestStatus.DELIVERING, request.due_at), attempts=request.attempts)
        await self._recorder.mark(sending)
        try:
            sent = await self._courier.send(sending, pictures)
        except CourierError as error:
            log.warning("sending failed", error=repr(error), attempts=request.attempts)
            decision = retrying.after_sending(error, request.attempts, self._roll())
            if decision != End(Reason.UNCERTAIN):  # surely nothing was sent
                sending = replace(sending.moved(RequestStatus.PLACED, sending.due_at), attempts=request.attempts)
            await self._endings.settle(sending, decision)
        else:
            await self._delivered(sending, sent, edited=False)

    async def _delivered(self, request: Request, sent: Sent, *, edited: bool) -> None:
        now = self._recorder.now()
        await self._recorder.request(request.delivered(now, sent.message_id, sent.file_id))
        log.info("delivered", chat=request.origin.chat_id, pictures=len(request.drawn), of=request.count)
        if edited and now - request.accepted_at > pacing.ATTENTION:
            try:
                await self._courier.call(request)
            except CourierError as error:
                log.info("the phone did not ring", error=repr(error))
