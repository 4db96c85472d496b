"""The stage that costs money: a batch of queued generations is given to its provider, once."""

from contextlib import suppress
from typing import assert_never

import structlog

from bot.drawing.policy import charging, pacing, polling, quoting, retrying
from bot.drawing.policy.retrying import SUBMISSIONS, End
from bot.drawing.ports.providers import Done, Pending, Provider
from bot.drawing.values.generations import GenerationStatus, in_batches
from bot.drawing.values.limits import Kind
from bot.drawing.values.models import Model
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch
from bot.drawing.work.means import Means
from bot.errors import FenceLost, LimitPassed, Misconfigured, NotAccepted, ProviderError

log = structlog.get_logger(__name__)

HANDED_OVER = 5
"""After so many failures of what was surely not accepted another model draws it, whatever is known of the first."""


class Submission:
    """Submits."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._recorder = means.recorder
        self._results = means.results
        self._providers = means.providers
        self._health = means.health
        self._usual = means.usual
        self._deadline = means.deadline

    async def step(self, batch: Batch) -> None:
        """Take the next step with a batch that is queued, or that a crash left submitting."""
        provider = self._providers.get(batch.model)
        interrupted = batch.leader.status is GenerationStatus.SUBMITTING
        if pacing.expired(batch.request, self._recorder.now(), self._deadline):
            await self._results.end(batch, Reason.TIMEOUT)
        elif provider is None:
            await self._results.end(batch, Reason.UNAVAILABLE)
        elif interrupted and batch.leader.submissions >= SUBMISSIONS:
            await self._results.end(batch, Reason.INTERRUPTED)
        elif interrupted or not await self._handed_over(batch, self._health.detour(batch)):
            await self._submit(await self._begun(batch), provider)

    async def _handed_over(self, batch: Batch, other: Model | None) -> bool:
        """Queue it for another model, where there is one: there it has its turn, within the budgets of that account.

        False: it is not, for the operator's limits do not allow it there.
        """
        if other is None:
            return False
        now = self._recorder.now()
        handed = tuple(one.handed_to(other) for one in batch.generations)
        moved = charging.handed_over(self._means.limits, batch, other, now)
        try:
            await self._recorder.batch(batch.with_generations(in_batches(handed, other.batch, now)), {}, moved=moved)
        except LimitPassed as passed:
            log.warning("not handed over", model=batch.model, to=other.name, limit=Kind(passed.kind).name)
            return False
        log.info("handed over", model=batch.model, to=other.name)
        return True

    async def _begun(self, batch: Batch) -> Batch:
        """Write down that it is being submitted, before it is: a crash from here on is known as one."""
        interrupted = batch.leader.status is GenerationStatus.SUBMITTING
        now = self._recorder.now()
        begun = batch.with_generations(tuple(one.submitting(now) for one in batch.generations))
        await self._recorder.begin(begun)
        if interrupted:
            log.warning("resubmitting", submissions=begun.leader.submissions)
        return begun

    async def _submit(self, batch: Batch, provider: Provider) -> None:
        leader, spec = batch.leader, batch.request.spec
        try:
            answer = await provider.submit(spec, seed=leader.seed, count=len(batch.generations), client_id=leader.id)
        except ProviderError as error:
            quoting.unquote(error, spec)
            await self._failed(batch, error)
            return
        match answer:
            case Pending(operation_id):
                await self._pending(batch, operation_id, provider)
            case Done():
                self._health.answered(batch)
                await self._results.keep(batch, answer)
            case _:
                assert_never(answer)

    async def _pending(self, batch: Batch, operation_id: str, provider: Provider) -> None:
        log.info("submitted", model=batch.model, operation=operation_id)
        due = self._recorder.later(polling.first_poll(self._usual.of(batch.model)))
        leader, *others = batch.generations
        pending = (leader.pending(operation_id, due), *(one.pending(operation_id, None) for one in others))
        try:
            await self._recorder.batch(batch.with_generations(pending), {})
        except FenceLost:  # its person took it back meanwhile; nobody else knows of the operation
            with suppress(ProviderError):
                await provider.cancel(operation_id)
            raise

    async def _failed(self, batch: Batch, error: ProviderError) -> None:
        log.warning("submission failed", error=repr(error), attempts=batch.leader.attempts)
        decision = retrying.after_submission(error, self._means.tries(batch), self._means.roll())
        if isinstance(error, NotAccepted | Misconfigured):  # surely not accepted: it does not count as a submission
            due = self._recorder.now()
            leader, *others = (one.queued_again(due) for one in batch.generations)
            batch = batch.with_generations(in_batches((leader, *others), len(batch.generations), due))
        await self._health.failed(batch, error)
        is_for_another = self._is_for_another(batch, error, final=isinstance(decision, End))
        if not is_for_another or not await self._handed_over(batch, self._health.other(batch)):
            await self._results.settle(batch, decision, error)

    def _is_for_another(self, batch: Batch, error: ProviderError, *, final: bool) -> bool:
        """Whether another model may draw it: never what may have been refused for its words."""
        match error:
            case Misconfigured():
                return True
            case NotAccepted():
                return final or batch.leader.attempts >= HANDED_OVER
            case _:
                return False
