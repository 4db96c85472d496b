"""The use cases of people: what happens at once when somebody asks for something."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import structlog

from bot.drawing import schedule, spares
from bot.drawing.bells import Bells
from bot.drawing.ports import Clock, Courier, Offers, Store
from bot.drawing.values import Draft, Generation, Origin, Reason, Request, Stage, Status
from bot.errors import CourierDelayed, CourierError, CourierUnanswered, LeaseLost, NotYours, StoreUnavailable, TooLate

log = structlog.get_logger(__name__)

PLACING = timedelta(seconds=30)
"""How long a new generation is left to the one who accepted it; after that a worker puts the placeholder."""


class Intake:
    """Accepts requests: accepted means committed, and only then does the person see the placeholder."""

    def __init__(
        self,
        *,
        store: Store,
        offers: Offers,
        courier: Courier,
        clock: Clock,
        bells: Bells,
        own_seed: Callable[[], int],
        placing: timedelta = PLACING,
    ) -> None:
        self._store = store
        self._offers = offers
        self._courier = courier
        self._clock = clock
        self._bells = bells
        self._own_seed = own_seed
        self._placing = placing

    async def draw(self, draft: Draft, origin: Origin, source: str) -> None:
        """Accept a request; the same ``source`` again, as Telegram redelivers it, changes nothing.

        Raises RequestError where the model cannot draw it, StoreUnavailable where it cannot be kept.
        """
        offer = next(iter(self._offers.values()))
        request = Request.of(draft, offer.model, self._own_seed())
        now = self._clock.now()
        new = Generation(
            id=uuid4(),
            request=request,
            origin=origin,
            status=Status.QUEUED,
            accepted_at=now,
            due_at=now + self._placing,
        )
        kept = await self._store.add(new, source)
        if kept.id != new.id:
            log.info("redelivered", generation=str(kept.id), source=source)
            return
        log.info("accepted", generation=str(new.id), chat=origin.chat_id, model=request.model)
        await self._place(new)

    async def _place(self, generation: Generation) -> None:
        try:
            placed = replace(generation, placeholder=await self._courier.place(generation), due_at=self._clock.now())
        except CourierDelayed as error:
            log.info("placeholder delayed", generation=str(generation.id), detail=error.detail)
            wait = timedelta(seconds=schedule.backoff(0, 0.0, error.retry_after))
            placed = replace(generation, unplaced=True, due_at=self._clock.now() + wait)
        except CourierUnanswered as error:
            log.warning("placeholder uncertain", generation=str(generation.id), detail=error.detail)
            return
        except CourierError as error:
            log.info("nobody to draw for", generation=str(generation.id), detail=str(error))
            placed = replace(generation.moved(Status.FAILED, None), reason=Reason.UNDELIVERABLE)
        try:
            await self._store.record(placed)
        except LeaseLost:
            await spares.withdraw(placed, self._store, self._courier)
        except StoreUnavailable as error:
            log.error("placeholder not written down", generation=str(placed.id), detail=error.detail)
            return  # the lease runs out, and a worker finds it
        self._bells.ring(Stage.SUBMIT)

    async def cancel(self, generation_id: UUID, user_id: int) -> None:
        """Take a request back. Raises NotYours, TooLate."""
        await self._own(generation_id, user_id)
        if not await self._store.cancel(generation_id, user_id, self._clock.now()):
            raise TooLate
        self._bells.ring(Stage.DELIVER)

    async def resend(self, generation_id: UUID, user_id: int, placeholder: int) -> None:
        """Bring a picture that may not have arrived, into the message that asked. Raises NotYours, TooLate."""
        await self._own(generation_id, user_id)
        if not await self._store.resend(generation_id, user_id, placeholder, self._clock.now()):
            raise TooLate
        self._bells.ring(Stage.DELIVER)

    async def _own(self, generation_id: UUID, user_id: int) -> None:
        generation = await self._store.find(generation_id)
        if generation is None:
            raise TooLate
        if generation.origin.user_id != user_id:
            raise NotYours
