"""The provider's side: generations, each one picture to be made for a request, and their life."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from bot.drawing.values.models import Account, Model
from bot.drawing.values.reasons import Reason
from bot.errors import IllegalMove, IllegalState


class GenerationStatus(StrEnum):
    """Where a generation is in its life."""

    QUEUED = "queued"  #: accepted; waits for its placeholder, then for its turn to be submitted
    SUBMITTING = "submitting"  #: it is being submitted, or a crash hid the answer
    PENDING = "pending"  #: the provider works on it; the operation id is known
    DRAWN = "drawn"  #: its picture is in the database
    FAILED = "failed"  #: there will be no picture; the reason says why
    CANCELLED = "cancelled"  #: the person took the request back
    EXPIRED = "expired"  #: it took longer than anybody waits

    @property
    def is_end(self) -> bool:
        """Whether the provider's side is over."""
        return not GENERATION_MOVES[self]


_WITHOUT_PICTURE = frozenset({GenerationStatus.FAILED, GenerationStatus.CANCELLED, GenerationStatus.EXPIRED})

GENERATION_MOVES: dict[GenerationStatus, frozenset[GenerationStatus]] = {
    GenerationStatus.QUEUED: _WITHOUT_PICTURE | {GenerationStatus.SUBMITTING},
    GenerationStatus.SUBMITTING: _WITHOUT_PICTURE
    | {GenerationStatus.QUEUED, GenerationStatus.PENDING, GenerationStatus.DRAWN},
    GenerationStatus.PENDING: _WITHOUT_PICTURE | {GenerationStatus.QUEUED, GenerationStatus.DRAWN},
    GenerationStatus.DRAWN: frozenset(),
    GenerationStatus.FAILED: frozenset(),
    GenerationStatus.CANCELLED: frozenset(),
    GenerationStatus.EXPIRED: frozenset(),
}
"""The legal moves, those made in SQL too. Back to QUEUED goes what was surely neither drawn nor billed."""

_ENDS = {Reason.CANCELLED: GenerationStatus.CANCELLED, Reason.TIMEOUT: GenerationStatus.EXPIRED}


def _end(reason: Reason) -> GenerationStatus:
    return _ENDS.get(reason, GenerationStatus.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One picture to be made for a request. ``id`` is also the client request id the provider is given.

    ``position`` is which picture of its request it is, from 1. Generations of a request with the same ``batch`` are
    asked for in one submission; the one with the lowest position leads: it alone is claimed, for all of them.
    ``due_at`` is when the next step may be taken. None while it waits for a placeholder or for its turn in the queue,
    rides along with the leader of its batch, or has ended. ``fence`` is the fencing token of the last claim;
    ``submissions`` counts the times it may have been accepted, ``attempts`` the failures of the current stage in a row;
    ``stumbles`` and ``crashes`` are as those of requests.
    ``account`` is of the model that draws it: the one asked for, or the ``stand_in`` where that one is down.
    ``revised_prompt`` is what was drawn instead of the prompt, where the model tells. ``trouble`` is what goes wrong
    with the current step and is tried again, ``troubled_at`` since when.

    Raises IllegalState where the fields contradict each other.
    """

    id: UUID
    request_id: UUID
    position: int
    batch: int
    seed: int
    account: Account
    status: GenerationStatus = GenerationStatus.QUEUED
    due_at: datetime | None = None
    fence: int = 0
    attempts: int = 0
    stumbles: int = 0
    crashes: int = 0
    submissions: int = 0
    stand_in: str | None = None
    operation_id: str | None = None
    submitted_at: datetime | None = None
    drawn_at: datetime | None = None
    revised_prompt: str | None = None
    reason: Reason | None = None
    trouble: Reason | None = None
    troubled_at: datetime | None = None

    def __post_init__(self) -> None:
        match self.status:
            case GenerationStatus.QUEUED:
                sound = self.operation_id is None
            case GenerationStatus.SUBMITTING:
                sound = self.submissions > 0 and self.submitted_at is not None
            case GenerationStatus.PENDING:
                sound = self.operation_id is not None
            case GenerationStatus.CANCELLED:  # due where its operation is still to be stopped
                sound = self.due_at is None or self.operation_id is not None
            case GenerationStatus.DRAWN | GenerationStatus.FAILED | GenerationStatus.EXPIRED:
                sound = self.due_at is None
            case _:
                assert_never(self.status)
        is_drawn = self.status is GenerationStatus.DRAWN
        failure = self.status if self.status in (GenerationStatus.FAILED, GenerationStatus.EXPIRED) else None
        told = None if self.reason is None else _end(self.reason)
        if not sound or is_drawn != (self.drawn_at is not None) or failure is not told:
            raise IllegalState("generation", self.status)
        if not 1 <= self.batch <= self.position or (self.trouble is None) != (self.troubled_at is None):
            raise IllegalState("generation", self.status)

    @property
    def has_ended(self) -> bool:
        """Whether the provider's side is over."""
        return self.status.is_end

    def submitting(self, now: datetime) -> "Generation":
        """A copy that is being submitted, perhaps once more after a crash. Raises IllegalMove."""
        if self.status is not GenerationStatus.SUBMITTING:
            self._check(GenerationStatus.SUBMITTING)
        return replace(self, status=GenerationStatus.SUBMITTING, submissions=self.submissions + 1, submitted_at=now)

    def queued_again(self, due_at: datetime) -> "Generation":
        """A copy that surely was not accepted: it does not count as a submission. Raises IllegalMove."""
        self._check(GenerationStatus.QUEUED)
        return replace(
            self,
            status=GenerationStatus.QUEUED,
            due_at=due_at,
            submissions=self.submissions - 1,
            operation_id=None,
        )

    def resubmitted(self, due_at: datetime) -> "Generation":
        """A copy to be asked for once more: that it was in vain is known, and counts. Raises IllegalMove."""
        self._check(GenerationStatus.QUEUED)
        return replace(self.waiting(due_at), status=GenerationStatus.QUEUED, operation_id=None)

    def pending(self, operation_id: str, due_at: datetime | None) -> "Generation":
        """A copy that the provider works on. Raises IllegalMove."""
        self._check(GenerationStatus.PENDING)
        pending = replace(self, status=GenerationStatus.PENDING, operation_id=operation_id)
        return pending.waiting(due_at)

    def waiting(self, due_at: datetime | None) -> "Generation":
        """A copy of which all is well so far, and whose next step is due then."""
        return replace(self, due_at=due_at, attempts=0, trouble=None, troubled_at=None)

    def drawn(self, now: datetime, revised_prompt: str | None) -> "Generation":
        """A copy whose picture is there. Raises IllegalMove."""
        self._check(GenerationStatus.DRAWN)
        return replace(
            self,
            status=GenerationStatus.DRAWN,
            due_at=None,
            attempts=0,
            drawn_at=now,
            revised_prompt=revised_prompt,
            trouble=None,
            troubled_at=None,
        )

    def ended(self, reason: Reason) -> "Generation":
        """A copy that there will be no picture of. Raises IllegalMove."""
        status = _end(reason)
        self._check(status)
        told = None if status is GenerationStatus.CANCELLED else reason
        return replace(self, status=status, reason=told, due_at=None, attempts=0, trouble=None, troubled_at=None)

    def retried(self, due_at: datetime, trouble: Reason, now: datetime) -> "Generation":
        """A copy whose current step failed once more, of which this is told, and is due again later."""
        since = self.troubled_at or now
        return replace(self, due_at=due_at, attempts=self.attempts + 1, trouble=trouble, troubled_at=since)

    def handed_to(self, model: Model) -> "Generation":
        """A copy that another model draws; what was asked of the first one counts against no budget of the other's."""
        return replace(self.waiting(self.due_at), stand_in=model.name, account=model.account, submitted_at=None)

    def _check(self, target: GenerationStatus) -> None:
        if target not in GENERATION_MOVES[self.status]:
            raise IllegalMove("generation", self.status, target)


def in_batches(
    generations: tuple[Generation, ...], size: int, due_at: datetime | None = None
) -> tuple[Generation, ...]:
    """Copies in batches of up to so many: each has the number of its leader's position, and the leader is due."""
    batched: list[Generation] = []
    for start in range(0, len(generations), size):
        leader, *others = generations[start : start + size]
        batched.append(replace(leader, batch=leader.position, due_at=due_at))
        batched += (replace(one, batch=leader.position, due_at=None) for one in others)
    return tuple(batched)
