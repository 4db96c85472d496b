"""The stage that waits: the provider is asked how an operation is doing, at well-chosen times."""

from dataclasses import replace
from typing import assert_never

import structlog

from bot.drawing.policy import pacing, polling, quoting, retrying
from bot.drawing.ports.providers import Done, Pending, Provider
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch
from bot.drawing.work.means import Means
from bot.errors import ProviderError

log = structlog.get_logger(__name__)


class Polling:
    """Asks for results until there is a picture, a refusal, or no time left."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._recorder = means.recorder
        self._results = means.results
        self._providers = means.providers
        self._health = means.health
        self._usual = means.usual
        self._deadline = means.deadline
        self._roll = means.roll

    async def step(self, batch: Batch) -> None:
        """Ask once for the operation of a pending batch, or stop that of one that was taken back."""
        provider, operation_id = self._providers.get(batch.model), batch.leader.operation_id
        if batch.leader.status is GenerationStatus.CANCELLED:
            await self._stop(batch, provider)
        elif pacing.expired(batch.request, self._recorder.now(), self._deadline):
            log.warning("expired", operation=operation_id)
            await self._results.end(batch, Reason.TIMEOUT)
        elif provider is None or operation_id is None:
            await self._results.end(batch, Reason.UNAVAILABLE)
        else:
            await self._ask(batch, provider, operation_id)

    async def _ask(self, batch: Batch, provider: Provider, operation_id: str) -> None:
        try:
            answer = await provider.poll(operation_id)
        except ProviderError as error:
            quoting.unquote(error, batch.request.spec)
            log.warning("poll failed", error=repr(error), attempts=batch.leader.attempts)
            await self._health.failed(batch, error)
            decision = retrying.after_poll(error, self._means.tries(batch), self._roll())
            await self._results.settle(batch, decision, error)
            return
        match answer:
            case Pending():
                await self._wait(batch)
            case Done():
                self._health.answered(batch)
                await self._results.keep(batch, answer)
            case _:
                assert_never(answer)

    async def _wait(self, batch: Batch) -> None:
        leader, *others = batch.generations
        age = (self._recorder.now() - (leader.submitted_at or batch.request.accepted_at)).total_seconds()
        due = self._recorder.later(polling.next_poll(age, self._usual.of(batch.model), self._roll()))
        await self._recorder.batch(batch.with_generations((leader.waiting(due), *others)), {})

    async def _stop(self, batch: Batch, provider: Provider | None) -> None:
        """Stop a cancelled operation at its provider, as far as the provider can."""
        leader, *others = batch.generations
        if provider is not None and leader.operation_id is not None:
            try:
                await provider.cancel(leader.operation_id)
            except ProviderError as error:
                quoting.unquote(error, batch.request.spec)
                log.info("not cancelled at the provider", operation=leader.operation_id, error=repr(error))
        await self._recorder.batch(batch.with_generations((replace(leader, due_at=None), *others)), {})
