"""The values everything speaks in: frozen, checked when made, changed by making a copy."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bot.drawing.values.models import Account, Model
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import Draft, Request
from bot.errors import IllegalMove


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, and so where its picture goes. Ids are Telegram's; ``language`` is an IETF tag.

    An inline message may be in any chat; ``chat_id`` is then the person's own with the bot, ``message_id`` 0.
    """

    chat_id: int
    message_id: int
    user_id: int
    language: str
    thread_id: int | None = None
    inline_message_id: str | None = None

    @property
    def is_private(self) -> bool:
        """Whether it is a chat of two with the bot; groups have negative ids."""
        return self.chat_id > 0 and self.inline_message_id is None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks, and what they chose for all their requests. Nothing chosen is None."""

    user_id: int
    model: str | None = None
    ratio: AspectRatio | None = None
    style: str | None = None
    language: str | None = None
    as_file: bool = False
    started: bool = False

    def completed(self, draft: Draft) -> Draft:
        """A draft with what was chosen for all requests, where it says nothing else itself."""
        shaped = draft.ratio is not None or draft.size is not None
        return replace(
            draft,
            ratio=draft.ratio if shaped else self.ratio,
            style=draft.style or self.style,
            as_file=self.as_file if draft.as_file is None else draft.as_file,
        )


@dataclass(frozen=True, slots=True)
class Address:
    """A message in a chat."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or a topic of it."""

    chat_id: int
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """Words the bot asked somebody for: for a new picture, or to replace those of a generation."""

    user_id: int
    generation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """Words somebody typed inline, which may become a request."""

    key: str
    user_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes with what was read from them; the size is in pixels."""

    data: bytes
    mime: str
    width: int
    height: int


class Stage(StrEnum):
    """What a generation waits for."""

    SUBMIT = "submit"
    POLL = "poll"
    DELIVER = "deliver"


@dataclass(frozen=True, slots=True)
class Line:
    """Where generations wait for a stage; at each account for themselves, so that a slow one holds up no other."""

    stage: Stage
    account: Account | None = None

    def __str__(self) -> str:
        return f"{self.account} {self.stage}" if self.account else self.stage


LINES = (
    *(Line(stage, account) for stage in (Stage.SUBMIT, Stage.POLL) for account in Account),
    Line(Stage.DELIVER),
)
"""All lines."""


class Status(StrEnum):
    """Where a generation is in its life."""

    QUEUED = "queued"  #: accepted; waits for its turn to be submitted
    SUBMITTING = "submitting"  #: it is being submitted, or a crash hid the answer
    PENDING = "pending"  #: the provider works on it; the operation id is known
    READY = "ready"  #: its picture is in the database, not yet in the chat
    DELIVERING = "delivering"  #: a new photo is being sent, or a crash hid the answer
    DELIVERED = "delivered"  #: the picture is in the chat
    FAILED = "failed"  #: there will be no picture; the reason says why
    CANCELLED = "cancelled"  #: the person took the request back
    EXPIRED = "expired"  #: it took longer than anybody waits


MOVES: dict[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.SUBMITTING, Status.FAILED, Status.CANCELLED, Status.EXPIRED}),
    Status.SUBMITTING: frozenset(
        {Status.QUEUED, Status.PENDING, Status.READY, Status.FAILED, Status.CANCELLED, Status.EXPIRED}
    ),
    Status.PENDING: frozenset({Status.READY, Status.FAILED, Status.CANCELLED, Status.EXPIRED}),
    Status.READY: frozenset({Status.DELIVERING, Status.DELIVERED, Status.FAILED, Status.CANCELLED, Status.EXPIRED}),
    Status.DELIVERING: frozenset({Status.READY, Status.DELIVERED, Status.FAILED, Status.CANCELLED, Status.EXPIRED}),
    Status.DELIVERED: frozenset(),
    Status.FAILED: frozenset(),
    Status.CANCELLED: frozenset(),
    Status.EXPIRED: frozenset(),
}
"""The legal moves. SUBMITTING goes back to QUEUED, and DELIVERING to READY, when it surely did not happen."""

STAGES: dict[Status, Stage | None] = {
    Status.QUEUED: Stage.SUBMIT,
    Status.SUBMITTING: Stage.SUBMIT,
    Status.PENDING: Stage.POLL,
    Status.READY: Stage.DELIVER,
    Status.DELIVERING: Stage.DELIVER,
    Status.DELIVERED: None,
    Status.FAILED: Stage.DELIVER,
    Status.CANCELLED: Stage.DELIVER,
    Status.EXPIRED: Stage.DELIVER,
}
"""What is done next in each status. A failure, too, is delivered: as a sentence."""


class Reason(StrEnum):
    """Why there is no picture. Each has its sentence in every language."""

    REFUSED = "refused"  #: the model will not draw this
    UNAVAILABLE = "unavailable"  #: the operator has to mend something
    UNREACHABLE = "unreachable"  #: the provider could not be reached, again and again
    UNANSWERED = "unanswered"  #: the submission got no answer; it is not repeated, for it may have been accepted
    INTERRUPTED = "interrupted"  #: the bot died twice in the middle of submitting it
    LOST = "lost"  #: the provider forgot the operation
    BROKEN = "broken"  #: what the provider sent is no picture
    UNDELIVERABLE = "undeliverable"  #: nobody is there to take it
    NOWHERE = "nowhere"  #: an inline picture has to be uploaded somewhere first, and there is no chat for it
    NOT_SHOWN = "not-shown"  #: Telegram does not take the picture in any form
    UNCERTAIN = "uncertain"  #: the bot died while sending the picture; it may or may not have arrived
    TIMEOUT = "timeout"  #: the deadline passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One picture to be made for a request. ``id`` is also the client request id the provider is given.

    ``due_at`` is when the next step may be taken by anybody: a claim moves it to the end of the lease, so a lease
    that ran out is simply due again. None: nothing is left to do. ``lease`` is the fencing token of the last claim;
    ``submissions`` counts the times it may have been accepted, ``attempts`` the failures of the current stage in a row.
    ``unplaced``: surely no placeholder was sent; where it is not set and none is known, one may have been.
    ``account`` is of the model that draws it: the one asked for, or the ``stand_in`` where that one is down.
    ``shown_at`` is when the placeholder last told how it is going, ``file_id`` Telegram's name of the picture it has.
    ``revised_prompt`` is what was drawn instead of the prompt, where the model tells.
    """

    id: UUID
    request: Request
    origin: Origin
    account: Account
    status: Status
    accepted_at: datetime
    due_at: datetime | None
    lease: int = 1
    attempts: int = 0
    submissions: int = 0
    placeholder: int | None = None
    unplaced: bool = False
    stand_in: str | None = None
    operation_id: str | None = None
    submitted_at: datetime | None = None
    late_at: datetime | None = None
    shown_at: datetime | None = None
    ready_at: datetime | None = None
    file_id: str | None = None
    revised_prompt: str | None = None
    reason: Reason | None = None

    @property
    def placed(self) -> bool:
        """Whether there is a message that becomes the picture."""
        return self.placeholder is not None or self.origin.inline_message_id is not None

    @property
    def model(self) -> str:
        """The name of the model that draws it."""
        return self.stand_in or self.request.model

    def moved(self, status: Status, due_at: datetime | None) -> "Generation":
        """A copy in another status; in another stage its failures in a row are forgotten. Raises IllegalMove."""
        if status not in MOVES[self.status]:
            raise IllegalMove(self.status, status)
        attempts = self.attempts if STAGES[status] is STAGES[self.status] else 0
        return replace(self, status=status, due_at=due_at, attempts=attempts)

    def retried(self, due_at: datetime) -> "Generation":
        """A copy whose current step failed once more and is due again later."""
        return replace(self, due_at=due_at, attempts=self.attempts + 1)

    def handed_to(self, model: Model) -> "Generation":
        """A copy that another model draws; what was asked of the first one counts against no budget of the other's."""
        return replace(self, stand_in=model.name, account=model.account, submitted_at=None)

    def followed(self, chat_id: int) -> "Generation":
        """A copy for the chat that its group became, where the old placeholder is out of reach."""
        return replace(self, origin=replace(self.origin, chat_id=chat_id), placeholder=None)

    @property
    def stage(self) -> Stage | None:
        """What is done next; None where nothing is left to do."""
        return STAGES[self.status] if self.due_at else None

    @property
    def line(self) -> Line | None:
        """Where it waits; None where nothing is left to do."""
        if self.stage is None:
            return None
        return Line(self.stage, None if self.stage is Stage.DELIVER else self.account)
