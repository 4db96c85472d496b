"""The stage that costs money: a queued generation is given to its provider, once."""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

import structlog

from bot.drawing.policy import schedule
from bot.drawing.ports import Done, Offers, Pending
from bot.drawing.values.generations import Generation, Reason, Status
from bot.drawing.values.models import Model
from bot.drawing.work.health import Health
from bot.drawing.work.recording import Ledger
from bot.errors import Misconfigured, NotAccepted, ProviderError

log = structlog.get_logger(__name__)

SUBMISSIONS = 2
"""The first, and one more where a crash hid the first one's answer: Yandex's API knows no idempotency."""


class Submission:
    """Submits."""

    def __init__(self, *, ledger: Ledger, offers: Offers, health: Health, deadline: timedelta) -> None:
        self._ledger = ledger
        self._health = health
        self._offers = offers
        self._deadline = deadline

    async def step(self, generation: Generation) -> None:
        """Take the next step with a generation that is queued, or that a crash left submitting."""
        interrupted = generation.status is Status.SUBMITTING
        if schedule.expired(generation, self._ledger.now(), self._deadline):
            await self._ledger.end(generation, Reason.TIMEOUT)
        elif interrupted and generation.submissions >= SUBMISSIONS:
            await self._ledger.end(generation, Reason.INTERRUPTED)
        elif not interrupted and (other := self._health.detour(generation)):
            await self._hand(generation, other)
        else:
            await self._submit(await self._begun(generation))

    async def _hand(self, generation: Generation, other: Model) -> None:
        """Queue it for another model: there it has its turn, within the budgets of that account."""
        log.info("handed over", model=generation.model, to=other.name)
        await self._ledger.record(replace(generation.handed_to(other), due_at=self._ledger.now(), attempts=0))

    async def _begun(self, generation: Generation) -> Generation:
        """Write down that it is being submitted, before it is: a crash from here on is known as one."""
        interrupted = generation.status is Status.SUBMITTING
        if not interrupted:
            generation = generation.moved(Status.SUBMITTING, generation.due_at)
        begun = replace(generation, submissions=generation.submissions + 1, submitted_at=self._ledger.now())
        await self._ledger.record(begun)
        if interrupted:
            log.warning("resubmitting", submissions=begun.submissions)
        return begun

    async def _submit(self, generation: Generation) -> None:
        offer = self._offers.get(generation.model)
        if offer is None:
            await self._ledger.end(generation, Reason.UNAVAILABLE)
            return
        try:
            answer = await offer.provider.submit(generation)
        except ProviderError as error:
            await self._failed(generation, error)
            return
        match answer:
            case Pending(operation_id):
                log.info("submitted", model=generation.model, operation=operation_id)
                due = self._ledger.later(schedule.first_poll(self._ledger.usual(offer.model.name)))
                pending = replace(generation.moved(Status.PENDING, due), operation_id=operation_id)
                await self._ledger.record(pending)
            case Done():
                self._health.answered(generation)
                await self._ledger.keep(generation, answer)
            case _:
                assert_never(answer)

    async def _failed(self, generation: Generation, error: ProviderError) -> None:
        log.warning("submission failed", error=repr(error), attempts=generation.attempts)
        decision = schedule.after_submission(error, generation.attempts, self._ledger.roll())
        if isinstance(error, NotAccepted | Misconfigured):  # surely not accepted: it does not count as a submission
            queued = generation.moved(Status.QUEUED, generation.due_at)
            generation = replace(queued, submissions=generation.submissions - 1)
        await self._health.failed(generation, error)
        if isinstance(error, Misconfigured) and (other := self._health.other(generation)):
            await self._hand(generation, other)
        else:
            await self._ledger.settle(generation, decision)
