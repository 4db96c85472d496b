"""The stage people see: the placeholder becomes the picture, or a sentence."""

from dataclasses import replace

import structlog

from bot.drawing.policy import schedule
from bot.drawing.policy.schedule import ATTENTION, Follow, Resend, Retry
from bot.drawing.ports import Courier, Offers, Sent, Store
from bot.drawing.values.generations import Generation, Picture, Reason, Status
from bot.drawing.work.recording import Ledger
from bot.errors import CourierError, ProviderError

log = structlog.get_logger(__name__)


class Delivery:
    """Brings pictures and bad news. Editing the placeholder shows nothing twice; a new message is sent once."""

    def __init__(self, *, ledger: Ledger, store: Store, offers: Offers, courier: Courier) -> None:
        self._ledger = ledger
        self._offers = offers
        self._store = store
        self._courier = courier

    async def step(self, generation: Generation) -> None:
        """Take the next step with a generation that is ready, ended, or that a crash left delivering."""
        match generation.status:
            case Status.READY:
                await self._bring(generation)
            case Status.DELIVERING:
                await self._ledger.end(generation, Reason.UNCERTAIN)
            case Status.CANCELLED:
                await self._stop(generation)
                await self._tell(generation)
            case _:
                await self._tell(generation)

    async def _bring(self, generation: Generation) -> None:
        picture = await self._store.picture(generation)
        if not generation.placed:
            await self._send(generation, picture)
            return
        try:
            generation = await self._uploaded(generation, picture)
            sent = await self._courier.deliver(generation, picture)
        except CourierError as error:
            log.warning("delivery failed", error=repr(error), attempts=generation.attempts)
            decision = schedule.after_delivery(error, generation.attempts, self._ledger.roll())
            if isinstance(decision, Resend) and generation.origin.inline_message_id is not None:
                await self._ledger.end(generation, Reason.UNDELIVERABLE)  # nobody knows which chat it was in
            elif isinstance(decision, Resend):
                await self._send(generation, picture)
            else:
                await self._ledger.settle(generation, decision)
        else:
            await self._delivered(generation, sent, edited=True)

    async def _uploaded(self, generation: Generation, picture: Picture) -> Generation:
        """What an inline message is to show has been uploaded before; that is written down, so it is done once."""
        if generation.origin.inline_message_id is None or generation.file_id is not None:
            return generation
        uploaded = replace(generation, file_id=await self._courier.upload(generation, picture))
        await self._ledger.record(uploaded)
        return uploaded

    async def _send(self, generation: Generation, picture: Picture) -> None:
        """Send it as a new photo; that it was begun is written down before, so a crash never repeats it blindly."""
        sending = generation.moved(Status.DELIVERING, generation.due_at)
        await self._ledger.record(sending)
        try:
            sent = await self._courier.send(sending, picture)
        except CourierError as error:
            log.warning("sending failed", error=repr(error), attempts=generation.attempts)
            decision = schedule.after_sending(error, generation.attempts, self._ledger.roll())
            if isinstance(decision, Retry | Follow):
                sending = sending.moved(Status.READY, sending.due_at)
            await self._ledger.settle(sending, decision)
        else:
            await self._delivered(sending, sent, edited=False)

    async def _delivered(self, generation: Generation, sent: Sent, *, edited: bool) -> None:
        shown = replace(generation, placeholder=sent.message_id or generation.placeholder, file_id=sent.file_id)
        await self._ledger.record(shown.moved(Status.DELIVERED, None))
        log.info("delivered", chat=generation.origin.chat_id)
        if edited and self._ledger.waited(generation) > ATTENTION:
            try:
                await self._courier.call(generation)
            except CourierError as error:
                log.info("the phone did not ring", error=repr(error))

    async def _stop(self, generation: Generation) -> None:
        """Stop a cancelled operation at its provider, as far as the provider can."""
        offer = self._offers.get(generation.model)
        if offer is None or generation.operation_id is None:
            return
        try:
            await offer.provider.cancel(generation.operation_id)
        except ProviderError as error:
            log.info("not cancelled at the provider", operation=generation.operation_id, error=repr(error))

    async def _tell(self, generation: Generation) -> None:
        try:
            await self._courier.tell(generation)
        except CourierError as error:
            log.warning("telling failed", error=repr(error), attempts=generation.attempts)
            decision = schedule.after_news(error, generation.attempts, self._ledger.roll())
            await self._ledger.settle(generation, decision)
        else:
            await self._ledger.record(replace(generation, due_at=None))
            log.info("told", status=generation.status, reason=generation.reason)
