"""The values everything speaks in: frozen, checked when made, changed by making a copy."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from math import gcd
from typing import Self
from uuid import UUID

from bot.errors import (
    IllegalMove,
    PromptMissing,
    PromptTooLong,
    RatioInvalid,
    RatioUnsupported,
    SeedInvalid,
    SeedUnsupported,
)

MAX_SEED = 2**63 - 1  # int64: the API's own bound, facts of ImageGenerationAsync.generate


@dataclass(frozen=True, slots=True)
class AspectRatio:
    """Width to height in lowest terms, so that 1920:1080 equals 16:9. Raises RatioInvalid."""

    width: int
    height: int

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise RatioInvalid(f"{self.width}:{self.height}")
        divisor = gcd(self.width, self.height)
        object.__setattr__(self, "width", self.width // divisor)
        object.__setattr__(self, "height", self.height // divisor)

    @property
    def value(self) -> Fraction:
        """Width divided by height."""
        return Fraction(self.width, self.height)

    def __str__(self) -> str:
        return f"{self.width}:{self.height}"


SQUARE = AspectRatio(1, 1)


@dataclass(frozen=True, slots=True)
class Model:
    """What a model can do, as far as a request must know. Lengths are in characters, times in seconds."""

    name: str
    title: str
    prompt_limit: int
    narrowest: AspectRatio
    widest: AspectRatio
    usual_seconds: float
    seeds: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person wrote, before a model is asked whether it can draw it. Nothing given is None."""

    prompt: str
    seed: int | None = None
    ratio: AspectRatio | None = None

    def __post_init__(self) -> None:
        if self.seed is not None and not 0 <= self.seed <= MAX_SEED:
            raise SeedInvalid(str(self.seed))


@dataclass(frozen=True, slots=True)
class Request:
    """What is drawn: complete, and within what its model can do."""

    prompt: str
    seed: int
    ratio: AspectRatio
    model: str

    @classmethod
    def of(cls, draft: Draft, model: Model, own_seed: int) -> Self:
        """Complete a draft for ``model``; without a seed, or with 0, ``own_seed`` stands in: so it can be repeated.

        Raises PromptMissing, PromptTooLong, SeedUnsupported, RatioUnsupported.
        """
        ratio = draft.ratio or SQUARE
        if not draft.prompt:
            raise PromptMissing
        if len(draft.prompt) > model.prompt_limit:
            raise PromptTooLong(len(draft.prompt), model.prompt_limit)
        if draft.seed is not None and not model.seeds:
            raise SeedUnsupported(model.title)
        if not model.narrowest.value <= ratio.value <= model.widest.value:
            raise RatioUnsupported(str(ratio), str(model.narrowest), str(model.widest))
        return cls(draft.prompt, draft.seed or own_seed, ratio, model.name)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, and so where its picture goes. Ids are Telegram's; ``language`` is an IETF tag."""

    chat_id: int
    message_id: int
    user_id: int
    language: str
    thread_id: int | None = None

    @property
    def is_private(self) -> bool:
        """Whether it is a chat of two; groups have negative ids."""
        return self.chat_id > 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes with what was read from them; the size is in pixels."""

    data: bytes
    mime: str
    width: int
    height: int


class Stage(StrEnum):
    """Which of the worker's lanes a generation waits for."""

    SUBMIT = "submit"
    POLL = "poll"
    DELIVER = "deliver"


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
    """

    id: UUID
    request: Request
    origin: Origin
    status: Status
    accepted_at: datetime
    due_at: datetime | None
    lease: int = 1
    attempts: int = 0
    submissions: int = 0
    placeholder: int | None = None
    unplaced: bool = False
    operation_id: str | None = None
    submitted_at: datetime | None = None
    late_at: datetime | None = None
    ready_at: datetime | None = None
    reason: Reason | None = None

    def moved(self, status: Status, due_at: datetime | None) -> "Generation":
        """A copy in another status; in another stage its failures in a row are forgotten. Raises IllegalMove."""
        if status not in MOVES[self.status]:
            raise IllegalMove(self.status, status)
        attempts = self.attempts if STAGES[status] is STAGES[self.status] else 0
        return replace(self, status=status, due_at=due_at, attempts=attempts)

    def retried(self, due_at: datetime) -> "Generation":
        """A copy whose current step failed once more and is due again later."""
        return replace(self, due_at=due_at, attempts=self.attempts + 1)

    def followed(self, chat_id: int) -> "Generation":
        """A copy for the chat that its group became, where the old placeholder is out of reach."""
        return replace(self, origin=replace(self.origin, chat_id=chat_id), placeholder=None)

    @property
    def stage(self) -> Stage | None:
        """The lane it waits for; None where nothing is left to do."""
        return STAGES[self.status] if self.due_at else None
