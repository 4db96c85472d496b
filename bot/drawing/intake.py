"""The use cases of people: what happens at once when somebody asks for something."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from uuid import UUID, uuid4

import structlog

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.people_stores import Acceptance
from bot.drawing.ports.providers import Models
from bot.drawing.values import queues
from bot.drawing.values.generations import Generation, in_batches
from bot.drawing.values.groups import DAY, Membership
from bot.drawing.values.models import Model
from bot.drawing.values.people import Person
from bot.drawing.values.requests import MessageAddress, Origin, Request, RequestStatus
from bot.drawing.values.revisions import Revision
from bot.drawing.values.specs import Draft, Spec, seeds
from bot.drawing.wake_ups import WakeUps
from bot.errors import CountTooLarge, ModelUnknown, NotYours, TooLate

log = structlog.get_logger(__name__)


class Intake:
    """Accepts requests: accepted means committed, with all its pictures; a worker then shows the placeholder.

    ``models`` are what people may choose from, the default first; ``most`` pictures may be asked for at once.
    Every method raises StoreUnavailable; then nothing was accepted.
    """

    def __init__(
        self,
        *,
        acceptance: Acceptance,
        models: Models,
        clock: Clock,
        wake_ups: WakeUps,
        own_seed: Callable[[], int],
        most: int,
    ) -> None:
        self._acceptance = acceptance
        self._models = models
        self._clock = clock
        self._wake_ups = wake_ups
        self._own_seed = own_seed
        self._most = most
        self._counting = asyncio.Lock()  # who asks at once is counted one after another

    async def draw(
        self, draft: Draft, person: Person, origin: Origin, dedupe_key: str, member: Membership | None = None
    ) -> None:
        """Accept a request; the same key again, as Telegram redelivers an update, changes nothing.

        ``member`` is the person in the group it comes from. Raises RequestError where the model cannot draw it, or the
        group's rules are against it.
        """
        model = self._model(draft.model, (member and member.group.model) or person.model)
        await self._accept(person.completed(draft), model, origin, dedupe_key, member)

    async def accepted(self, dedupe_key: str) -> bool:
        """Whether a request with this key was accepted before."""
        return await self._acceptance.knows(dedupe_key)

    async def repeat(
        self,
        request: Request,
        revision: Revision,
        origin: Origin,
        dedupe_key: str,
        member: Membership | None = None,
        *,
        position: int | None = None,
    ) -> Model | None:
        """Accept once more what was asked for before, revised: all its pictures, or the one at ``position`` alone.

        A model that knows no seeds is named: what it draws now will be another picture. Raises as ``draw``.
        """
        model = self._model(revision(Draft()).model, request.spec.model)
        count = request.count if position is None else 1
        draft = revision(request.spec.draft(model, request.of(position or 1).seed, count))
        await self._accept(draft, model, origin, dedupe_key, member)
        return None if model.seeds else model

    async def cancel(
        self, request_id: UUID, user_id: int, pressed: MessageAddress | None, *, is_admin: bool = False
    ) -> None:
        """Take a request back: one's own, or as an admin of the chat anybody's. Raises NotYours, TooLate.

        A ``pressed`` placeholder that nobody wrote down, because its answer was lost, is known from now on.
        """
        request = await self._allowed(request_id, user_id, is_admin=is_admin)
        if pressed is not None and request.status is RequestStatus.ACCEPTED and not request.origin.is_inline:
            await self._acceptance.adopt(request_id, pressed)
        if not await self._acceptance.cancel(request_id, self._clock.now()):
            raise TooLate
        self._wake_ups.wake(queues.DELIVER)
        for one in request.live:
            self._wake_ups.wake(queues.poll(one.account))

    async def resend(self, request_id: UUID, user_id: int, placeholder: int | None) -> None:
        """Bring a picture that may not have arrived, into the message that asked. Raises NotYours, TooLate."""
        await self._allowed(request_id, user_id)
        if not await self._acceptance.resend(request_id, placeholder, self._clock.now()):
            raise TooLate
        self._wake_ups.wake(queues.DELIVER)

    async def _accept(
        self, draft: Draft, model: Model, origin: Origin, dedupe_key: str, member: Membership | None
    ) -> None:
        count = draft.count or 1
        if count > self._most:
            raise CountTooLarge(count, self._most)
        async with self._counting if member and member.group.daily else nullcontext():
            now = self._clock.now()
            if member is not None and not await self.accepted(dedupe_key):
                draft = member.group.completed(draft)
                member.admit(now, await self._acceptance.asked_in_chat(member.group.chat_id, now - DAY), count)
            request = self._request(draft, model, origin, now)
            if await self._acceptance.add(request, dedupe_key):
                log.info(
                    "accepted", request=str(request.id), chat=origin.chat_id, model=model.name, pictures=request.count
                )
                self._wake_ups.wake(queues.PLACE)
            else:
                log.info("redelivered", key=dedupe_key)

    def _request(self, draft: Draft, model: Model, origin: Origin, now: datetime) -> Request:
        request_id = uuid4()
        in_a_row = seeds(draft.seed or self._own_seed(), draft.count or 1)
        generations = tuple(
            Generation(
                id=uuid4(), request_id=request_id, position=number, batch=number, seed=seed, account=model.account
            )
            for number, seed in enumerate(in_a_row, start=1)
        )
        return Request(
            id=request_id,
            origin=origin,
            spec=Spec.of(draft, model),
            accepted_at=now,
            due_at=now,
            generations=in_batches(generations, model.batch),
        )

    def _model(self, written: str | None, chosen: str | None) -> Model:
        """The model that was asked for, or the one that was chosen before, or the default. Raises ModelUnknown."""
        if written is None:
            return self._models.get(chosen or "") or next(iter(self._models.values()))
        for model in self._models.values():
            if model.is_called(written):
                return model
        raise ModelUnknown(written, ", ".join(self._models))

    async def _allowed(self, request_id: UUID, user_id: int, *, is_admin: bool = False) -> Request:
        request = await self._acceptance.find(request_id)
        if request is None:
            raise TooLate
        if request.origin.user_id != user_id and not is_admin:
            raise NotYours
        return request
