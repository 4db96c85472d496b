"""The stage people see: the placeholder becomes the picture, a contact sheet that fills, or a sentence."""

from dataclasses import replace

import structlog

from bot.drawing.policy import pacing, retrying
from bot.drawing.policy.retrying import End, Follow, Retry, Simpler
from bot.drawing.ports.clock import Roll
from bot.drawing.ports.couriers import PictureCourier, Sent
from bot.drawing.ports.work_stores import Conversations
from bot.drawing.values.pictures import Pictures
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request, RequestStatus
from bot.drawing.work.endings import Endings
from bot.drawing.work.news import NewsDesk
from bot.drawing.work.recording import Recorder
from bot.errors import CourierError, PlaceholderLost, Undeliverable

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
            tries = await self._endings.tries(request, error)
            decision = retrying.after_delivery(error, request.attempts, self._roll(), tries)
            if not isinstance(decision, Simpler):
                await self._settle(request, decision, pictures)
            elif not request.origin.is_inline:
                await self._send(request, pictures)
            else:  # nobody knows which chat it is in
                lost = isinstance(error, PlaceholderLost)
                await self._endings.settle(request, End(Reason.UNDELIVERABLE if lost else Reason.NOT_SHOWN))
        else:
            await self._delivered(request, sent, edited=True)

    async def _uploaded(self, request: Request, pictures: Pictures) -> Request:
        """What an inline message is to show has been uploaded before; that is written down, so it is done once."""
        if not request.origin.is_inline or request.file_id is not None:
            return request
        upload = await self._courier.upload(request, pictures)
        if upload.copy is not None:
            await self._recorder.copy(request, upload.copy)
        uploaded = replace(request, file_id=upload.file_id)
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
            if decision == End(Reason.UNCERTAIN):
                await self._endings.tell(replace(sending, attempts=0), Reason.UNCERTAIN)
                return
            sending = replace(sending.moved(RequestStatus.PLACED, sending.due_at), attempts=request.attempts)
            await self._settle(sending, decision, pictures)  # surely nothing was sent
        else:
            await self._delivered(sending, sent, edited=False)
            await self._clear(request)

    async def _clear(self, request: Request) -> None:
        """Take away the placeholder of a picture that is a new message now; it may stay where that fails."""
        try:
            if request.placeholder is not None:
                await self._courier.clear(request)
        except CourierError as error:
            log.warning("placeholder stays", error=repr(error))

    async def _settle(self, request: Request, decision: Retry | Follow | End, pictures: Pictures) -> None:
        """Carry out what was decided; what a group does not take goes to its person, once."""
        withheld = isinstance(decision, End) and decision.reason in (Reason.WITHHELD, Reason.NOT_SHOWN)
        if withheld and request.origin.is_group and not request.is_elsewhere:
            request = await self._in_private(request, pictures)
        await self._endings.settle(request, decision)

    async def _in_private(self, request: Request, pictures: Pictures) -> Request:
        """It with Telegram's name of what its person has now; as it is where they have no chat with the bot."""
        try:
            sent = await self._courier.send_in_private(request, pictures)
        except CourierError as error:
            log.info("not sent in private", error=repr(error))
            return request
        elsewhere = replace(request, file_id=sent.file_id)
        await self._recorder.mark(elsewhere)
        return elsewhere

    async def _delivered(self, request: Request, sent: Sent, *, edited: bool) -> None:
        now = self._recorder.now()
        await self._recorder.request(request.delivered(now, sent.message_id, sent.file_id))
        log.info("delivered", chat=request.origin.chat_id, pictures=len(request.drawn), of=request.count)
        if edited and now - request.accepted_at > pacing.ATTENTION:
            try:
                await self._courier.call(request)
            except CourierError as error:
                log.info("the phone did not ring", error=repr(error))
