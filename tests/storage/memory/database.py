"""The tables, and the moves that more than one port makes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from bot.drawing.ports.limit_stores import Postponement, TurnedAway
from bot.drawing.ports.people_stores import Showing
from bot.drawing.ports.removal_stores import Removal
from bot.drawing.ports.work_stores import Lease
from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.groups import Group
from bot.drawing.values.limits import Charges, Kind
from bot.drawing.values.models import Account
from bot.drawing.values.people import InlineDraft, Person, Question
from bot.drawing.values.pictures import Picture
from bot.drawing.values.requests import MessageAddress, Request, RequestStatus
from bot.drawing.values.terms import COUNTED
from bot.errors import FenceLost, StoreUnavailable

WAITING = frozenset({GenerationStatus.QUEUED, GenerationStatus.SUBMITTING})
"""What waits to be submitted, or is being so."""

OVER = frozenset({RequestStatus.DELIVERED, RequestStatus.ENDED})
"""Requests that nothing more is done for."""


@dataclass(slots=True)
class RequestRow:
    """A request, without what became of its generations; ``stirred_at`` is when others made it due while it is held."""

    value: Request
    held_until: datetime | None = None
    stirred_at: datetime | None = None
    stumbles: int = 0
    known_fence: int = 0

    def stir(self, at: datetime) -> None:
        """Make it due then, or sooner if it was to be."""
        self.stirred_at = earliest(self.stirred_at, at)
        self.value = replace(self.value, due_at=earliest(self.value.due_at, at))

    def lose_claim(self) -> None:
        """Let nobody hold it any more."""
        self.held_until = self.stirred_at = None
        self.value = replace(self.value, fence=self.value.fence + 1)


@dataclass(slots=True)
class GenerationRow:
    """A generation; ``counted_at`` and ``polled_at`` are when it was last claimed: the budgets count these."""

    value: Generation
    held_until: datetime | None = None
    turn: int | None = None
    stumbles: int = 0
    known_fence: int = 0
    counted_at: datetime | None = None
    polled_at: datetime | None = None


@dataclass(slots=True)
class PictureRow:
    """A picture; ``delivered_at`` is when its term began."""

    picture: Picture
    delivered_at: datetime | None = None


@dataclass(slots=True)
class CopyRow:
    """A message with a picture of a request; None: that was forgotten, and the message is to be deleted."""

    request_id: UUID | None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of a generation that was forgotten."""

    account: Account
    counted_at: datetime
    forgotten_at: datetime


@dataclass(slots=True)
class Count:
    """How much is counted of something, until when that is so."""

    used: int
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Charged:
    """What is counted of a generation until it ends, and whose it is."""

    user_id: int
    charges: Charges


Row = RequestRow | GenerationRow


def crashes(row: Row) -> int:
    """How many claims before the last one nobody knows anything of."""
    return max(0, row.value.fence - row.known_fence - 1)


def note(row: Row, *, attempts: int = 0) -> None:
    """What became of the last claim is known; what is tried once more is no success."""
    row.known_fence = row.value.fence
    row.stumbles = row.stumbles if attempts else 0


@dataclass(slots=True)
class Tables:
    """What is written down."""

    requests: dict[UUID, RequestRow] = field(default_factory=dict)
    keys: dict[str, UUID] = field(default_factory=dict)
    generations: dict[UUID, GenerationRow] = field(default_factory=dict)
    pictures: dict[UUID, PictureRow] = field(default_factory=dict)
    showings: dict[tuple[UUID, int], Showing] = field(default_factory=dict)
    shares: dict[UUID, str] = field(default_factory=dict)
    questions: dict[MessageAddress, tuple[Question, datetime]] = field(default_factory=dict)
    answers: dict[MessageAddress, tuple[int, int, datetime]] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    blocked: dict[int, datetime] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    inline_drafts: dict[str, tuple[InlineDraft, datetime]] = field(default_factory=dict)
    alarms: dict[str, datetime] = field(default_factory=dict)
    accounts: dict[Account, None] = field(default_factory=dict)
    tallies: dict[UUID, Tally] = field(default_factory=dict)
    past_keys: dict[str, datetime] = field(default_factory=dict)
    copies: dict[MessageAddress, CopyRow] = field(default_factory=dict)
    farewells: dict[int, datetime] = field(default_factory=dict)
    counts: dict[tuple[Kind, str, datetime | None], Count] = field(default_factory=dict)
    charges: dict[UUID, Charged] = field(default_factory=dict)
    postponed: dict[UUID, tuple[Postponement, datetime]] = field(default_factory=dict)
    turned_away: dict[UUID, tuple[TurnedAway, datetime]] = field(default_factory=dict)
    removals: dict[MessageAddress, tuple[Removal, datetime]] = field(default_factory=dict)

    def find(self, request_id: UUID) -> Request | None:
        """A request as it is now, with all its generations."""
        row = self.requests.get(request_id)
        return None if row is None else self.whole(row)

    def whole(self, row: RequestRow) -> Request:
        """The request of a row, with all its generations as they are now."""
        counted = replace(row.value, stumbles=row.stumbles, crashes=crashes(row))
        members = self.generations_of(row.value.id)
        return counted.with_generations(
            tuple(replace(one.value, stumbles=one.stumbles, crashes=crashes(one)) for one in members)
        )

    def whole_requests(self) -> Iterator[Request]:
        """All requests as they are now."""
        return map(self.whole, self.requests.values())

    def generations_of(self, request_id: UUID) -> list[GenerationRow]:
        """The generations of a request in their order."""
        return [self.generations[one.id] for one in self.requests[request_id].value.generations]

    def live_of(self, request_id: UUID) -> list[GenerationRow]:
        """The generations of a request that may still become pictures."""
        return [row for row in self.generations_of(request_id) if not row.value.has_ended]

    def batch_of(self, generation: Generation) -> list[GenerationRow]:
        """The generations of its batch that may still become pictures, the leader first."""
        return [row for row in self.live_of(generation.request_id) if row.value.batch == generation.batch]

    def shows(self, message: MessageAddress) -> RequestRow | None:
        """The request whose placeholder a message is, or was."""
        rows = self.requests.values()
        return next((row for row in rows if _shown_in(row.value) == message), None)

    def frees(self, message: MessageAddress, request_id: UUID) -> bool:
        """Whether a message may be the placeholder of a request, and of that only.

        What is over lets go of it: a chat that was made anew counts its messages from 1 again.
        """
        row = self.shows(message)
        if row is None or row.value.id == request_id:
            return True
        if row.value.status not in OVER:
            return False
        row.value = replace(row.value, placeholder=None)
        return True

    def unique(self, request: Request) -> Request:
        """A request without its placeholder, if that is another live one's: a message becomes one picture only."""
        message = _shown_in(request)
        return request if message is None or self.frees(message, request.id) else replace(request, placeholder=None)

    def let_submit(self, request_id: UUID) -> None:
        """Give their turns to the batches of a request that have none yet.

        The next turn is the next of the person, yet not before the one that the queue has come to (start-time fair
        queuing): nobody is overtaken by a later picture of somebody who has many.
        """
        user_id = self.requests[request_id].value.origin.user_id
        for row in self.live_of(request_id):
            leads, waits = self.batch_of(row.value)[0] is row, row.value.status is GenerationStatus.QUEUED
            if leads and waits and row.turn is None and row.value.due_at is None:
                row.turn = self._next_turn(user_id)

    def _next_turn(self, user_id: int) -> int:
        turns = [(row.turn, self.requests[row.value.request_id]) for row in self.generations.values()]
        waiting = [(turn, row.value.origin.user_id) for turn, row in turns if turn is not None]
        own = [turn + 1 for turn, who in waiting if who == user_id]
        come_to = min((turn for turn, _ in waiting), default=0)
        return max([*own, come_to])

    def cancel_live(self, request_id: UUID, now: datetime) -> bool:
        """Take back what may still become a picture; an operation is to be stopped now, by the leader of its batch."""
        live = self.live_of(request_id)
        stopping = {self.batch_of(row.value)[0].value.id for row in live if row.value.operation_id is not None}
        for row in live:
            row.held_until = row.turn = None
            row.value = replace(
                row.value,
                status=GenerationStatus.CANCELLED,
                fence=row.value.fence + 1,
                attempts=0,
                due_at=now if row.value.id in stopping else None,
                trouble=None,
                troubled_at=None,
            )
            note(row)
        return bool(live)

    def delete_message(self, message: MessageAddress) -> None:
        """Know a message that is to be deleted."""
        self.copies.setdefault(message, CopyRow(None))

    def block(self, user_id: int, now: datetime) -> None:
        """Know that somebody cannot be written to; they may have been so for longer."""
        self.people[user_id] = replace(self.people.get(user_id, Person(user_id)), started=False)
        self.blocked.setdefault(user_id, now)

    def forget(self, request_id: UUID, now: datetime) -> None:
        """Forget a request that is over; for a day what is counted of it stays, and what it came from is known."""
        whole = self.whole(self.requests[request_id])
        key = next(key for key, one in self.keys.items() if one == request_id)
        for row in self.generations_of(request_id):
            if row.counted_at is not None and row.counted_at > now - COUNTED:
                self.tallies[row.value.id] = Tally(row.value.account, row.counted_at, now)
        if whole.accepted_at > now - COUNTED:
            self.past_keys[key] = now
        for copy in self.copies.values():
            copy.request_id = None if copy.request_id == request_id else copy.request_id
        own = {one.id for one in whole.generations}
        self.pictures = {key: row for key, row in self.pictures.items() if key not in own}
        self.showings = {key: one for key, one in self.showings.items() if key[0] not in own}
        self.generations = {key: row for key, row in self.generations.items() if key not in own}
        del self.requests[request_id], self.keys[key]

    def drop_pictures(self, request_id: UUID) -> None:
        """Forget the pictures of a request."""
        for row in self.generations_of(request_id):
            self.pictures.pop(row.value.id, None)


class MemoryDatabase:
    """Tables that nobody can reach while they are ``unavailable``."""

    def __init__(self) -> None:
        self.unavailable = False
        self._tables = Tables()

    @property
    def tables(self) -> Tables:
        """What is written down. Raises StoreUnavailable."""
        if self.unavailable:
            raise StoreUnavailable("switched off")
        return self._tables


def earliest(*times: datetime | None) -> datetime | None:
    """The first of these times; None where there is none."""
    return min((time for time in times if time is not None), default=None)


def is_due(row: Row, now: datetime) -> bool:
    """Whether its next step is due."""
    return row.value.due_at is not None and row.value.due_at <= now


def is_free(row: Row, now: datetime) -> bool:
    """Whether nobody holds it."""
    return row.held_until is None or row.held_until <= now


def held_request(tables: Tables, request: Request) -> RequestRow:
    """The row of a request that is held with its fence. Raises FenceLost."""
    row = tables.requests.get(request.id)
    if row is None or row.value.fence != request.fence:
        raise FenceLost(str(request.id))
    return row


def claim_request(row: RequestRow, lease: Lease) -> None:
    """Hold a request."""
    row.held_until, row.stirred_at = lease.until, None
    row.value = replace(row.value, fence=row.value.fence + 1)


def _shown_in(request: Request) -> MessageAddress | None:
    if request.placeholder is None:
        return None
    return MessageAddress(request.origin.chat_id, request.placeholder)
