"""The use cases of people: what happens at once when somebody asks for something."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog

from bot.drawing.policy import schedule
from bot.drawing.ports import Clock, Courier, Models, Store
from bot.drawing.values.generations import Generation, Line, Origin, Person, Reason, Stage, Status
from bot.drawing.values.groups import DAY, House
from bot.drawing.values.models import Model
from bot.drawing.values.specs import Draft, Request
from bot.drawing.work import spares
from bot.drawing.work.wakeups import Bells
from bot.errors import (
    CountTooLarge,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    LeaseLost,
    ModelUnknown,
    NotYours,
    StoreUnavailable,
    TooLate,
)

log = structlog.get_logger(__name__)

PLACING = timedelta(seconds=30)
"""How long a new generation is left to the one who accepted it; after that a worker puts the placeholder."""

AT_ONCE = timedelta(0)
"""The same for one that nobody here shows a placeholder for."""


class Intake:
    """Accepts requests: accepted means committed, and only then does the person see the placeholder.

    ``models`` are what people may choose from, the default first; ``most`` pictures may be asked for at once.
    """

    def __init__(
        self,
        *,
        store: Store,
        models: Models,
        courier: Courier,
        clock: Clock,
        bells: Bells,
        own_seed: Callable[[], int],
        most: int,
        placing: timedelta = PLACING,
    ) -> None:
        self._store = store
        self._models = models
        self._courier = courier
        self._clock = clock
        self._bells = bells
        self._own_seed = own_seed
        self._most = most
        self._placing = placing
        self._counting = asyncio.Lock()  # who asks at once is counted one after another

    async def draw(self, draft: Draft, person: Person, origin: Origin, source: str, house: House | None = None) -> None:
        """Accept a request; the same ``source`` again, as Telegram redelivers it, changes nothing.

        ``house`` are the rules of the group it comes from.

        Raises RequestError where the model cannot draw it, StoreUnavailable where it cannot be kept.
        """
        chosen = (house and house.group.model) or person.model
        model = self._model(draft.model, chosen)
        for generation in await self._accept(person.completed(draft), model, origin, source, house, self._placing):
            await self._place(generation)

    async def accepted(self, source: str) -> bool:
        """Whether a request of this source was accepted before. Raises StoreUnavailable."""
        return await self._store.knows(f"{source}:0")

    async def repeat(
        self,
        generation: Generation,
        origin: Origin,
        source: str,
        house: House | None = None,
        **changes: Any,  # noqa: ANN401 - any field of a draft
    ) -> Model | None:
        """Accept once more what was asked for before, with changes in its draft. ``seed=None`` lets the bot draw one.

        The placeholder is left to the worker, so that a press is answered at once. A model that knows no seeds is
        named: what it draws now will be another picture. Raises as ``draw``.
        """
        model = self._model(changes.pop("model", None), generation.request.model)
        draft = replace(generation.request.draft(model), **changes)
        for kept in await self._accept(draft, model, origin, source, house, AT_ONCE):
            if kept.placed:
                await self._announce(kept)
        self._bells.placing.set()
        return None if model.seeds else model

    async def _accept(
        self,
        draft: Draft,
        model: Model,
        origin: Origin,
        source: str,
        house: House | None,
        left: timedelta,
    ) -> list[Generation]:
        """The new generations, none where they were accepted before.

        They are ``left`` to the caller, who shows their placeholders; after that a worker does.
        """
        count = draft.count or 1
        if count > self._most:
            raise CountTooLarge(count, self._most)
        async with self._counting if house and house.group.daily else nullcontext():
            if house is not None and not await self.accepted(source):
                draft = house.group.completed(draft)
                now = self._clock.now()
                house.admit(now, await self._store.asked_in_chat(house.group.chat_id, now - DAY), count)
            request = Request.of(draft, model, self._own_seed())
            series = enumerate(request.series(count))
            kept = [await self._kept(one, model, origin, f"{source}:{index}", left) for index, one in series]
        return [generation for generation in kept if generation is not None]

    def _model(self, written: str | None, chosen: str | None) -> Model:
        """The model that was asked for, or the one that was chosen before, or the default. Raises ModelUnknown."""
        if written is None:
            return self._models.get(chosen or "") or next(iter(self._models.values()))
        for model in self._models.values():
            if model.is_called(written):
                return model
        raise ModelUnknown(written, ", ".join(self._models))

    async def _kept(
        self, request: Request, model: Model, origin: Origin, source: str, left: timedelta
    ) -> Generation | None:
        """The new generation; None where it was accepted before."""
        now = self._clock.now()
        new = Generation(
            id=uuid4(),
            request=request,
            origin=origin,
            account=model.account,
            status=Status.QUEUED,
            accepted_at=now,
            due_at=now + left,
            unplaced=left is AT_ONCE and origin.inline_message_id is None,
        )
        kept = await self._store.add(new, source)
        if kept.id != new.id:
            log.info("redelivered", generation=str(kept.id), source=source)
            return None
        log.info("accepted", generation=str(new.id), chat=origin.chat_id, model=request.model)
        return new

    async def _place(self, generation: Generation) -> None:
        if generation.placed:
            await self._announce(generation)
            return
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
        self._bells.ring(placed.line)

    async def _announce(self, generation: Generation) -> None:
        """Let an inline message, which is there already, say that it is being drawn; that it does matters little."""
        try:
            await self._courier.place(generation)
        except CourierError as error:
            log.info("placeholder not shown", generation=str(generation.id), error=repr(error))
        with suppress(LeaseLost, StoreUnavailable):  # then it is due when the lease runs out
            await self._store.record(replace(generation, due_at=self._clock.now()))
        self._bells.ring(generation.line)

    async def cancel(self, generation_id: UUID, *, user_id: int, is_admin: bool = False) -> None:
        """Take a request back: one's own, or as an admin of the chat anybody's. Raises NotYours, TooLate."""
        await self._allowed(generation_id, user_id, is_admin=is_admin)
        if not await self._store.cancel(generation_id, self._clock.now()):
            raise TooLate
        self._bells.ring(Line(Stage.DELIVER))

    async def resend(self, generation_id: UUID, user_id: int, placeholder: int | None) -> None:
        """Bring a picture that may not have arrived, into the message that asked. Raises NotYours, TooLate."""
        await self._allowed(generation_id, user_id)
        if not await self._store.resend(generation_id, placeholder, self._clock.now()):
            raise TooLate
        self._bells.ring(Line(Stage.DELIVER))

    async def _allowed(self, generation_id: UUID, user_id: int, *, is_admin: bool = False) -> None:
        generation = await self._store.find(generation_id)
        if generation is None:
            raise TooLate
        if generation.origin.user_id != user_id and not is_admin:
            raise NotYours
