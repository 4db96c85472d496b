"""One request drawn from beginning to end by its provider, at the times and with the patience that the bot has."""

import asyncio
import random
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from bot.drawing.policy import schedule
from bot.drawing.policy.schedule import End, Retry
from bot.drawing.ports import Clock, Done, Offer, Pending
from bot.drawing.values.generations import Generation, Origin, Picture, Reason, Status
from bot.drawing.values.specs import Request
from bot.errors import PalitraError, ProviderError

FINISH_SECONDS = 2.5
"""How long a submission under way may go on after Ctrl-C: its answer is the only way to what is paid for."""

_NOBODY = Origin(chat_id=0, message_id=0, user_id=0, language="en")

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of a request, so many seconds after it was asked for."""

    request: Request
    pictures: tuple[Picture, ...]
    seconds: float
    revised_prompt: str | None
    operation_id: str | None


@dataclass(eq=False)
class NoPicture(PalitraError):
    """A request gave none; ``detail`` is what the API said."""

    reason: Reason
    detail: str
    operation_id: str | None


class Easel:
    """Draws a request; ``operation_id`` is known as soon as there is one, for whoever interrupts."""

    def __init__(self, offer: Offer, request: Request, clock: Clock, deadline: timedelta, tell: Tell) -> None:
        self._provider = offer.provider
        self._usual = offer.model.usual_seconds
        self._clock = clock
        self._deadline = deadline
        self._tell = tell
        now = clock.now()
        self._generation = Generation(
            id=uuid4(),
            request=request,
            origin=_NOBODY,
            account=offer.model.account,
            status=Status.SUBMITTING,
            accepted_at=now,
            due_at=now,
        )
        self.operation_id: str | None = None

    async def draw(self) -> Drawn:
        """Submit, and poll until there is a picture. Raises NoPicture."""
        answer = await self._submitted()
        if isinstance(answer, Pending):
            answer = await self._result(answer.operation_id)
        pictures = (answer.picture, *answer.further)
        seconds = self._age().total_seconds()
        return Drawn(self._generation.request, pictures, seconds, answer.revised_prompt, self.operation_id)

    async def _submitted(self) -> Pending | Done:
        attempts = 0
        while True:
            try:
                return await self._noted(self._provider.submit(self._generation))
            except ProviderError as error:
                await self._again(schedule.after_submission(error, attempts, random.random()), error)  # noqa: S311
                attempts += 1

    async def _result(self, operation_id: str) -> Done:
        submitted, attempts = self._clock.monotonic(), 0
        await self._wait(schedule.first_poll(self._usual))
        while True:
            try:
                answer = await self._provider.poll(operation_id)
            except ProviderError as error:
                await self._again(schedule.after_poll(error, attempts, random.random()), error)  # noqa: S311
                attempts += 1
                continue
            if isinstance(answer, Done):
                return answer
            attempts, age = 0, self._clock.monotonic() - submitted
            await self._wait(schedule.next_poll(age, self._usual, random.random()))  # noqa: S311 - jitter, no secret

    async def _noted(self, submission: Coroutine[Any, Any, Pending | Done]) -> Pending | Done:
        """The answer, whose operation is written down even if somebody interrupts the waiting for it."""
        task = asyncio.create_task(submission)
        try:
            return self._note(await asyncio.shield(task))
        except asyncio.CancelledError:
            with suppress(ProviderError, TimeoutError):
                async with asyncio.timeout(FINISH_SECONDS):
                    self._note(await task)
            raise

    def _note(self, answer: Pending | Done) -> Pending | Done:
        if isinstance(answer, Pending):
            self.operation_id = answer.operation_id
            self._tell(f"operation {answer.operation_id}")
        return answer

    async def _again(self, decision: Retry | End, error: ProviderError) -> None:
        """Wait for the next attempt. Raises NoPicture where there is none."""
        detail = str(getattr(error, "detail", ""))
        if isinstance(decision, End):
            raise NoPicture(decision.reason, detail, self.operation_id)
        self._tell(f"again in {decision.after:.0f} s: {detail}")
        await self._wait(decision.after)

    async def _wait(self, seconds: float) -> None:
        """Wait so long, but not beyond the deadline. Raises NoPicture where it has passed."""
        left = (self._deadline - self._age()).total_seconds()
        if left <= 0:
            raise NoPicture(Reason.TIMEOUT, "", self.operation_id)
        await self._clock.wait(asyncio.Event(), min(seconds, left))

    def _age(self) -> timedelta:
        return self._clock.now() - self._generation.accepted_at
