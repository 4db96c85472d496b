"""The first stage: a request that was accepted gets its placeholder."""

from dataclasses import replace
from datetime import timedelta

import structlog

from bot.drawing.policy import pacing, retrying
from bot.drawing.policy.retrying import Simpler
from bot.drawing.ports.clock import Roll
from bot.drawing.ports.couriers import PlaceholderCourier
from bot.drawing.ports.work_stores import Conversations
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request
from bot.drawing.work.endings import Endings
from bot.drawing.work.recording import Recorder
from bot.errors import CourierError, CourierUnanswered, FenceLost, FormRefused, PlaceholderLost

log = structlog.get_logger(__name__)

CANDIDATES = 20
"""How many messages are looked at for a placeholder that nobody wrote down; each costs one of Telegram's edits."""


class Placing:
    """Puts placeholders: the only one that does."""

    def __init__(
        self,
        *,
        recorder: Recorder,
        endings: Endings,
        conversations: Conversations,
        courier: PlaceholderCourier,
        deadline: timedelta,
        roll: Roll,
    ) -> None:
        self._recorder = recorder
        self._endings = endings
        self._conversations = conversations
        self._courier = courier
        self._deadline = deadline
        self._roll = roll

    async def step(self, request: Request) -> None:
        """Put the placeholder of an accepted request, unless it was sent after all by somebody who died."""
        if pacing.expired(request, self._recorder.now(), self._deadline):
            await self._endings.tell(request, Reason.TIMEOUT)
        elif request.origin.is_inline:
            await self._announce(request)
        else:
            await self._place(request)

    async def _announce(self, request: Request) -> None:
        """Let an inline message, which is there already, say that it is being drawn; that it does matters little."""
        try:
            await self._courier.place(request)
        except CourierError as error:
            log.info("placeholder not shown", error=repr(error))
        await self._record(request, None)

    async def _place(self, request: Request) -> None:
        if request.placeholder is not None:
            await self._take_over(request, request.placeholder)
            return
        try:
            found = None if request.unsent else await self._found(request)
        except CourierError as error:
            await self._failed(request, error)
            return
        if found is not None:
            await self._record(request, found)
        else:
            await self._put(request)

    async def _take_over(self, request: Request, answer: int) -> None:
        """Let the answer to what was wrong before become the placeholder: however often, it is one message."""
        try:
            await self._courier.place(request)
        except (PlaceholderLost, FormRefused) as error:
            log.info("the answer cannot be the placeholder", error=repr(error))
            await self._put(replace(request, placeholder=None))
        except CourierError as error:
            await self._failed(request, error)
        else:
            await self._record(request, answer)

    async def _found(self, request: Request) -> int | None:
        return await self._courier.find(request, await self._conversations.candidates(request, CANDIDATES))

    async def _put(self, request: Request) -> None:
        """Send it; that it may have been sent is written down before, so that a crash is known as one."""
        trying = replace(request, unsent=False)
        if request.unsent:
            await self._recorder.mark(trying)
        try:
            message_id = await self._courier.place(trying)
        except CourierUnanswered as error:
            await self._failed(trying, error)
        except CourierError as error:  # surely not sent
            await self._failed(replace(trying, unsent=True), error)
        else:
            await self._record(trying, message_id)

    async def _failed(self, request: Request, error: CourierError) -> None:
        log.warning("no placeholder", error=repr(error), attempts=request.attempts)
        tries = await self._endings.tries(request, error)
        decision = retrying.after_placing(error, request.attempts, self._roll(), tries)
        if isinstance(decision, Simpler):
            # The picture will be a message of its own, but for an answer that may be the placeholder by now.
            await self._record(request, request.placeholder)
        else:
            await self._endings.settle(request, decision)

    async def _record(self, request: Request, placeholder: int | None) -> None:
        now = self._recorder.now()
        due = None if request.live else now  # it was taken back before anything was seen of it
        placed = request.placed(placeholder, due, pacing.next_news(request, now))
        try:
            await self._recorder.request(placed)
        except FenceLost:
            await self._withdraw(placed)
            raise

    async def _withdraw(self, placed: Request) -> None:
        """Remove a placeholder that took so long to put that somebody went on without it."""
        current = await self._conversations.find(placed.id)
        if placed.placeholder is None or current is None or current.placeholder == placed.placeholder:
            return
        try:
            await self._courier.withdraw(placed, placed.placeholder)
        except CourierError as error:
            log.warning("spare placeholder stays", error=repr(error))
