"""The use cases of people: what happens at once when somebody asks for something."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog

from bot.drawing import grammar
from bot.drawing.admission import Admission
from bot.drawing.conditions import Conditions
from bot.drawing.corrections import Correction, corrected, mended
from bot.drawing.pausing import open_models, pick_open
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.people_stores import Acceptance, Tap
from bot.drawing.ports.providers import Models
from bot.drawing.values import queues
from bot.drawing.values.closings import OPEN, Closings
from bot.drawing.values.generations import Generation, in_batches
from bot.drawing.values.groups import Membership
from bot.drawing.values.limits import Moment
from bot.drawing.values.models import Model, pick
from bot.drawing.values.people import Person
from bot.drawing.values.requests import MessageAddress, Origin, Request, RequestStatus
from bot.drawing.values.revisions import Revision
from bot.drawing.values.specs import Draft, Spec, seeds
from bot.drawing.wake_ups import WakeUps
from bot.errors import CountTooLarge, RequestError, TooLate

log = structlog.get_logger(__name__)

ONE_TAP = timedelta(seconds=10)
"""Within this the same person's same choice at the same message is one: they tapped twice, or wondered."""


class Intake:
    """Accepts requests: accepted means committed, with all its pictures; a worker then shows the placeholder.

    ``models`` are what people may choose from, the default first, as far as they are not in ``closings``; ``most``
    pictures may be asked for at once.
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
        closings: Callable[[], Closings] = lambda: OPEN,
    ) -> None:
        self._acceptance = acceptance
        self._admission = admission
        self._models = models
        self._closings = closings
        self._clock = clock
        self._wake_ups = wake_ups
        self._own_seed = own_seed
        self._most = min(most, admission.most_at_once or most)

    async def draw(
        self,
        draft: Draft,
        person: Person,
        origin: Origin,
        dedupe_key: str,
        member: Membership | None = None,
        *,
        answer: int | None = None,
    ) -> None:
        """Accept a request; the same key again, as Telegram redelivers an update, changes nothing.

        ``member`` is the person in the group it comes from. An ``answer`` to what was wrong before becomes the
        placeholder. Raises RequestError where the model cannot draw it, or the group's rules are against it.
        """
        with grammar.remembering(draft):
            model = self._model(draft.model, (member and member.group.model) or person.model)
            await self._accept(person.completed(draft), model, origin, dedupe_key, member, answer=answer)

    def correction(self, text: str, person: Person, member: Membership | None = None) -> Correction | None:
        """What is wrong with a command, and the right one; None where it is right."""
        return corrected(text, self._conditions(person, member))

    def mended(self, error: RequestError, person: Person, member: Membership | None = None) -> Correction | None:
        """The right command instead of one that was not accepted; None where no other words would help."""
        return mended(error, self._conditions(person, member))

    def _conditions(self, person: Person, member: Membership | None) -> Conditions:
        chosen = (member and member.group.model) or person.model
        models = open_models(self._models, self._closings()) or self._models
        return Conditions(models, chosen, self._most, person.completed)

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
        answer: int | None = None,
    ) -> Model | None:
        """Accept once more what was asked for before, revised: all its pictures, or the one at ``position`` alone.

        With the ``choice`` of a press, with which its key ends, another tap for the same changes nothing. An ``answer``
        becomes the placeholder. A model that knows no seeds is named: what it draws now will be another picture. Raises
        as ``draw``.
        """
        draft, model = self._revised(request, revision, position)
        with grammar.remembering(draft):
            await self._accept(draft, model, origin, dedupe_key, member, choice, answer=answer)
        return None if model.seeds else model

    def preview(self, request: Request, revision: Revision, *, position: int | None = None) -> Spec:
        """What ``repeat`` would draw; nothing is accepted. Raises RequestError where the model cannot draw it."""
        draft, model = self._revised(request, revision, position)
        with grammar.remembering(draft):
            return Spec.of(draft, model)

    def _revised(self, request: Request, revision: Revision, position: int | None) -> tuple[Draft, Model]:
        count, seed = request.count if position is None else 1, request.of(position or 1).seed
        before = request.spec.draft(pick(self._models, None, request.spec.model), seed, count)
        with grammar.remembering(revised := revision(before)):
            model = self._model(revised.model, request.spec.model)
        return revision(request.spec.draft(model, seed, count)), model

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
        *,
        answer: int | None = None,
    ) -> None:
        count = draft.count or 1
        if count > self._most:
            raise CountTooLarge(count, self._most)
        now = self._clock.now()
        tap = Tap(choice, now - ONE_TAP) if choice is not None else None
        if member is not None and not await self._was_accepted(dedupe_key, origin, tap):
            draft = member.group.completed(draft)
            member.admit(now)
        request = replace(self._request(draft, model, origin, now), placeholder=answer)
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
        """The model that was asked for, or the one that was chosen before, or the default.

        Raises ModelUnknown, ModelOff, AcceptingPaused.
        """
        return pick_open(self._models, self._closings(), written, chosen)
