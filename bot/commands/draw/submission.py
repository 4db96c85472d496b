"""One submission and its operation from beginning to end, at the times and with the patience that the bot has."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from bot.drawing.policy.polling import first_poll, next_poll
from bot.drawing.policy.retrying import PATIENCE, End, Resubmit, Retry, Tries, after_poll, after_submission
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.providers import Done, Pending, Provider
from bot.drawing.values.models import Model
from bot.drawing.values.pictures import Drawn
from bot.drawing.values.reasons import Reason
from bot.drawing.values.specs import Spec
from bot.errors import PalitraError, ProviderError

FINISH_SECONDS = 2.5
"""How long a submission under way may go on after Ctrl-C: its answer is the only way to what is paid for."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a submission, so many seconds after it was begun."""

    drawn: tuple[Drawn, ...]
    seconds: float
    operation_id: str | None


@dataclass(eq=False)
class NoPicture(PalitraError):
    """A submission gave none; ``detail`` is what the API said."""

    reason: Reason
    detail: str
    operation_id: str | None


class Submission:
    """Asks for pictures with these seeds at once; ``operation_id`` is known as soon as there is one.

    Calls under way are tasks of ``calls``, and so outlive whoever interrupts the waiting for them.
    """

    def __init__(
        self,
        provider: Provider,
        model: Model,
        spec: Spec,
        seeds: tuple[int, ...],
        *,
        calls: asyncio.TaskGroup,
        clock: Clock,
        deadline: timedelta,
        tell: Tell,
    ) -> None:
        self.seeds = seeds
        self.operation_id: str | None = None
        self._provider = provider
        self._usual = model.usual_seconds
        self._spec = spec
        self._calls = calls
        self._clock = clock
        self._deadline = deadline.total_seconds()
        self._tell = tell
        self._client_id = uuid4()
        self._began = clock.monotonic()

    async def draw(self) -> Result:
        """Submit, and poll until there are pictures. Raises NoPicture."""
        answer = await self._submitted()
        if isinstance(answer, Pending):
            answer = await self._result(answer.operation_id)
        return Result(answer.drawn, self._age(), self.operation_id)

    async def _submitted(self) -> Pending | Done:
        attempts, since = 0, self._clock.monotonic()
        while isinstance(answer := await self._answer(), ProviderError):
            await self._again(after_submission(answer, self._tries(attempts, since), _roll()), answer)
            attempts += 1
        return answer

    async def _answer(self) -> Pending | Done | ProviderError:
        """What a submission brings, which is waited for a little longer even if somebody interrupts."""
        call = self._calls.create_task(self._asked(), name="submission")
        try:
            return await asyncio.shield(call)
        except asyncio.CancelledError:
            await asyncio.wait({call}, timeout=FINISH_SECONDS)
            raise

    async def _asked(self) -> Pending | Done | ProviderError:
        """The answer or the error as a value: an exception would end the task group that all submissions share."""
        try:
            answer = await self._provider.submit(
                self._spec, seed=self.seeds[0], count=len(self.seeds), client_id=self._client_id
            )
        except ProviderError as error:
            return error
        if isinstance(answer, Pending):
            self.operation_id = answer.operation_id
            self._tell(f"operation {answer.operation_id}")
        return answer

    async def _result(self, operation_id: str) -> Done:
        submitted, attempts = self._clock.monotonic(), 0
        await self._wait(first_poll(self._usual))
        since = self._clock.monotonic()
        while True:
            try:
                answer = await self._provider.poll(operation_id)
            except ProviderError as error:
                since = since if attempts else self._clock.monotonic()
                await self._again(after_poll(error, self._tries(attempts, since), _roll()), error)
                attempts += 1
                continue
            if isinstance(answer, Done):
                return answer
            attempts = 0
            await self._wait(next_poll(self._clock.monotonic() - submitted, self._usual, _roll()))

    def _tries(self, attempts: int, since: float) -> Tries:
        """What was tried since then; whoever draws here asks anew by themselves, so nothing is submitted twice."""
        return Tries(attempts, PATIENCE.total_seconds() - (self._clock.monotonic() - since))

    async def _again(self, decision: Retry | End | Resubmit, error: ProviderError) -> None:
        """Wait for the next attempt. Raises NoPicture where there is none."""
        detail = str(getattr(error, "detail", ""))
        if not isinstance(decision, Retry):
            raise NoPicture(decision.reason if isinstance(decision, End) else Reason.FAILED, detail, self.operation_id)
        self._tell(f"again in {decision.after:.0f} s: {detail}")
        await self._wait(decision.after)

    async def _wait(self, seconds: float) -> None:
        """Wait so long, but not beyond the deadline. Raises NoPicture where it has passed."""
        left = self._deadline - self._age()
        if left <= 0:
            raise NoPicture(Reason.TIMEOUT, "", self.operation_id)
        await self._clock.wait(asyncio.Event(), min(seconds, left))

    def _age(self) -> float:
        return self._clock.monotonic() - self._began


def _roll() -> float:
    return random.random()  # noqa: S311 - jitter, no secret
