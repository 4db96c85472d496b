"""The stage that waits: the provider is asked how an operation is doing, at well-chosen times."""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

import structlog

from bot.drawing.policy import schedule
from bot.drawing.ports import Done, Offer, Offers, Pending
from bot.drawing.values.generations import Generation, Reason
from bot.drawing.work.health import Health
from bot.drawing.work.progress import Progress
from bot.drawing.work.recording import Ledger
from bot.errors import ProviderError

log = structlog.get_logger(__name__)


class Polling:
    """Asks for results until there is a picture, a refusal, or no time left."""

    def __init__(
        self, *, ledger: Ledger, offers: Offers, health: Health, progress: Progress, deadline: timedelta
    ) -> None:
        self._ledger = ledger
        self._health = health
        self._offers = offers
        self._progress = progress
        self._deadline = deadline

    async def step(self, generation: Generation) -> None:
        """Ask once for the operation of a pending generation."""
        offer = self._offers.get(generation.model)
        if schedule.expired(generation, self._ledger.now(), self._deadline):
            log.warning("expired", operation=generation.operation_id)
            await self._ledger.end(generation, Reason.TIMEOUT)
        elif offer is None or generation.operation_id is None:
            await self._ledger.end(generation, Reason.UNAVAILABLE)
        else:
            await self._ask(generation, offer, generation.operation_id)

    async def _ask(self, generation: Generation, offer: Offer, operation_id: str) -> None:
        try:
            answer = await offer.provider.poll(operation_id)
        except ProviderError as error:
            log.warning("poll failed", error=repr(error), attempts=generation.attempts)
            await self._health.failed(generation, error)
            decision = schedule.after_poll(error, generation.attempts, self._ledger.roll())
            await self._ledger.settle(generation, decision)
            return
        match answer:
            case Pending():
                age = self._ledger.age(generation)
                wait = schedule.next_poll(age, self._ledger.usual(offer.model.name), self._ledger.roll())
                waiting = await self._progress.told(generation)
                if waiting.late_at != generation.late_at:
                    self._health.late(generation)
                await self._ledger.record(replace(waiting, due_at=self._ledger.later(wait), attempts=0))
            case Done():
                self._health.answered(generation)
                await self._ledger.keep(generation, answer)
            case _:
                assert_never(answer)
