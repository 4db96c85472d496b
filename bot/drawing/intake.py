"""The use cases of people: what happens at once when somebody asks for something."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog

from bot.drawing.admission import Admission
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.people_stores import Acceptance, Tap
from bot.drawing.ports.providers import Models
from bot.drawing.values import queues
from bot.drawing.values.generations import Generation, in_batches
from bot.drawing.values.groups import Membership
from bot.drawing.values.limits import Moment
from bot.drawing.values.models import Model
from bot.drawing.values.people import Person
from bot.drawing.values.requests import MessageAddress, Origin, Request, RequestStatus
from bot.drawing.values.revisions import Revision
from bot.drawing.values.specs import Draft, Spec, seeds
from bot.drawing.wake_ups import WakeUps
from bot.errors import CountTooLarge, ModelUnknown, TooLate

log = structlog.get_logger(__name__)

ONE_TAP = timedelta(seconds=10)
"""Within this the same person's same choice at the same message is one: they tapped twice, or wondered."""


class Intake:
    """Accepts requests: accepted means committed, with all its pictures; a worker then shows the placeholder.

    ``models`` are what people may choose from, the default first; ``most`` pictures may be asked for at once.
    Every method raises StoreUnavailable; then nothing was accepted.
    """

    def __init__(
        self,
        *,
        acceptance: Acceptance,
        admission: Admission,
        models: Models,
        clock: Clock,
        wake_ups: WakeUps,
        own_seed: Callable[[], int],
        most: int,
    ) -> None:
        self._acceptance = acceptance
        self._admission = admission
        self._models = models
        self._clock = clock
        self._wake_ups = wake_ups
        self._own_seed = own_seed
        self._most = min(most, admission.most_at_once or most)

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
        choice: str | None = None,
    ) -> Model | None:
        """Accept once more what was asked for before, revised: all its pictures, or the one at ``position`` alone.

        With the ``choice`` of a press, with which its key ends, another tap for the same changes nothing. A model that
        knows no seeds is named: what it draws now will be another picture. Raises as ``draw``.
        """
        model = self._model(revision(Draft()).model, request.spec.model)
        count = request.count if position is None else 1
        draft = revision(request.spec.draft(model, request.of(position or 1).seed, count))
        await self._accept(draft, model, origin, dedupe_key, member, choice)
        return None if model.seeds else model

    async def cancel(self, request: Request, pressed: MessageAddress | None = None) -> None:
        """Take a request back, for who may. Raises TooLate.

        A ``pressed`` placeholder that nobody wrote down, because its answer was lost, is known from now on.
        """
        if pressed is not None and request.status is RequestStatus.ACCEPTED and not request.origin.is_inline:
            await self._acceptance.adopt(request.id, pressed)
        if not await self._acceptance.cancel(request.id, self._clock.now()):
            raise TooLate
        self._wake_ups.wake(queues.DELIVER)
        for one in request.live:
            self._wake_ups.wake(queues.poll(one.account))

    async def resend(self, request_id: UUID, placeholder: int | None = None) -> None:
        """Bring a picture that may not have arrived, into the message that asked, for who may. Raises TooLate."""
        if not await self._acceptance.resend(request_id, placeholder, self._clock.now()):
            raise TooLate
        self._wake_ups.wake(queues.DELIVER)

    async def later(self, request_id: UUID, user_id: int) -> Moment | None:
        """Accept what was turned away for a limit, for when it works again; None where that is now.

        Raises NotYours, TooLate, LimitReached.
        """
        return await self._admission.later(request_id, user_id)

    async def _accept(
        self,
        draft: Draft,
        model: Model,
        origin: Origin,
        dedupe_key: str,
        member: Membership | None,
        choice: str | None = None,
    ) -> None:
        count = draft.count or 1
        if count > self._most:
            raise CountTooLarge(count, self._most)
        now = self._clock.now()
        tap = Tap(choice, now - ONE_TAP) if choice is not None else None
        if member is not None and not await self._was_accepted(dedupe_key, origin, tap):
            draft = member.group.completed(draft)
            member.admit(now)
        request = self._request(draft, model, origin, now)
        if await self._admission.accept(request, dedupe_key, tap, member.group.daily if member else None):
            log.info("accepted", request=str(request.id), chat=origin.chat_id, model=model.name, pictures=request.count)
            self._wake_ups.wake(queues.PLACE)
        else:
            log.info("accepted before", key=dedupe_key)

    async def _was_accepted(self, dedupe_key: str, origin: Origin, tap: Tap | None) -> bool:
        return await self.accepted(dedupe_key) or (tap is not None and await self._acceptance.tapped(origin, tap))

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
