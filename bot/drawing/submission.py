"""The stage that costs money: a queued generation is given to its provider, once."""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

import structlog

from bot.drawing import schedule
from bot.drawing.ledger import Ledger
from bot.drawing.ports import Done, Offers, Pending
from bot.drawing.schedule import Retry
from bot.drawing.values import Generation, Reason, Status
from bot.errors import ProviderError

log = structlog.get_logger(__name__)

SUBMISSIONS = 2
"""The first, and one more where a crash hid the first one's answer: Yandex's API knows no idempotency."""


class Submission:
    """Submits."""

    def __init__(self, *, ledger: Ledger, offers: Offers, deadline: timedelta) -> None:
        self._ledger = ledger
        self._offers = offers
        self._deadline = deadline

    async def step(self, generation: Generation) -> None:
        """Take the next step with a generation that is queued, or that a crash left submitting."""
        interrupted = generation.status is Status.SUBMITTING
        if schedule.expired(generation, self._ledger.now(), self._deadline):
            await self._ledger.end(generation, Reason.TIMEOUT)
        elif interrupted and generation.submissions >= SUBMISSIONS:
            await self._ledger.end(generation, Reason.INTERRUPTED)
        else:
            await self._submit(await self._begun(generation))

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
        offer = self._offers.get(generation.request.model)
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
                log.info("submitted", operation=operation_id)
                due = self._ledger.later(schedule.first_poll(self._ledger.usual(offer.model.name)))
                pending = replace(generation.moved(Status.PENDING, due), operation_id=operation_id)
                await self._ledger.record(pending)
            case Done(picture):
                await self._ledger.keep(generation, picture)
            case _:
                assert_never(answer)

    async def _failed(self, generation: Generation, error: ProviderError) -> None:
        log.warning("submission failed", error=repr(error), attempts=generation.attempts)
        decision = schedule.after_submission(error, generation.attempts, self._ledger.roll())
        if isinstance(decision, Retry):
            # Surely not accepted: it does not count as a submission.
            queued = generation.moved(Status.QUEUED, generation.due_at)
            generation = replace(queued, submissions=generation.submissions - 1)
        await self._ledger.settle(generation, decision)
