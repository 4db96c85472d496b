"""The conversation's side: a request is what a person asked for at once, and becomes one message in their chat."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.reasons import KEPT, Reason
from bot.drawing.values.specs import Spec
from bot.errors import IllegalMove, IllegalState


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
    def is_inline(self) -> bool:
        """Whether the message that becomes the picture is an inline one."""
        return self.inline_message_id is not None

    @property
    def is_private(self) -> bool:
        """Whether it is a chat of two with the bot; groups have negative ids."""
        return self.chat_id > 0 and not self.is_inline

    @property
    def is_group(self) -> bool:
        """Whether others are in the chat, too, so that the person's own with the bot is another one."""
        return self.chat_id < 0 < self.user_id and not self.is_inline


@dataclass(frozen=True, slots=True)
class Thread:
    """A chat, or a topic of it."""

    chat_id: int
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class MessageAddress:
    """A message in a chat."""

    chat_id: int
    message_id: int


class RequestStatus(StrEnum):
    """Where a request is in its life."""

    ACCEPTED = "accepted"  #: it is in the database; its person sees nothing of it yet
    PLACED = "placed"  #: its person sees a placeholder
    DELIVERING = "delivering"  #: a new message with the picture is being sent, or a crash hid the answer
    DELIVERED = "delivered"  #: the picture is in the chat
    ENDED = "ended"  #: there is no picture in the chat; the reason says why, and its person was told


REQUEST_MOVES: dict[RequestStatus, frozenset[RequestStatus]] = {
    RequestStatus.ACCEPTED: frozenset({RequestStatus.PLACED, RequestStatus.ENDED}),
    RequestStatus.PLACED: frozenset({RequestStatus.DELIVERING, RequestStatus.DELIVERED, RequestStatus.ENDED}),
    RequestStatus.DELIVERING: frozenset({RequestStatus.PLACED, RequestStatus.DELIVERED, RequestStatus.ENDED}),
    RequestStatus.DELIVERED: frozenset(),
    RequestStatus.ENDED: frozenset({RequestStatus.PLACED}),
}
"""The legal moves, those made in SQL too.

DELIVERING goes back to PLACED when surely nothing was sent, ENDED when its person has a kept picture brought again.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asked for at once, with all its generations in their order.

    ``due_at`` is when the next step of the conversation is wanted: the placeholder, a picture that came, a sentence;
    ``news_at`` when the placeholder may next say how it is going. None: not by itself. ``fence`` is the fencing token
    of the last claim, ``attempts`` the failures of the current step in a row. ``stumbles`` are those in a row that
    nobody foresaw, ``crashes`` the claims in a row that ended with their process: the database counts both.
    ``placeholder`` is the message that becomes the picture, None where none is known or it was lost; ``unsent``: surely
    none was sent yet, so that of an accepted request is an answer that stands there already and is to become it.
    ``shown`` is how many pictures the unfinished contact sheet shows, ``shown_at`` when the placeholder last changed,
    ``late_at`` when it was found to take longer than anybody expects. ``file_id`` is Telegram's name of what was
    delivered. ``left_today`` is how many pictures its person may ask for that day after it,
    where these are few. ``paid`` of its pictures were paid for, of the ``paid_of`` that its person had.

    Raises IllegalState where the fields contradict each other.
    """

    id: UUID
    origin: Origin
    spec: Spec
    accepted_at: datetime
    generations: tuple[Generation, ...]
    status: RequestStatus = RequestStatus.ACCEPTED
    due_at: datetime | None = None
    news_at: datetime | None = None
    fence: int = 0
    attempts: int = 0
    stumbles: int = 0
    crashes: int = 0
    placeholder: int | None = None
    unsent: bool = True
    shown: int = 0
    shown_at: datetime | None = None
    late_at: datetime | None = None
    delivered_at: datetime | None = None
    file_id: str | None = None
    reason: Reason | None = None
    left_today: int | None = None
    paid: int = 0
    paid_of: int | None = None

    def __post_init__(self) -> None:
        match self.status:
            case RequestStatus.ACCEPTED:
                sound = (self.placeholder is None or self.unsent) and self.news_at is None
            case RequestStatus.PLACED | RequestStatus.DELIVERING:
                sound = not self.unsent
            case RequestStatus.DELIVERED:
                sound = not self.unsent and self.due_at is None and self.news_at is None
            case RequestStatus.ENDED:
                sound = self.due_at is None and self.news_at is None
            case _:
                assert_never(self.status)
        positions = [generation.position for generation in self.generations]
        whole = bool(positions) and positions == list(range(1, len(positions) + 1))
        has_ended, is_delivered = self.status is RequestStatus.ENDED, self.status is RequestStatus.DELIVERED
        told = has_ended == (self.reason is not None) and is_delivered == (self.delivered_at is not None)
        if not sound or not whole or not told:
            raise IllegalState("request", self.status)

    @property
    def log_context(self) -> dict[str, str]:
        """What every log line about it names."""
        return {"request": str(self.id)}

    @property
    def count(self) -> int:
        """How many pictures were asked for."""
        return len(self.generations)

    @property
    def is_placed(self) -> bool:
        """Whether there is a message that becomes the picture."""
        return self.placeholder is not None or self.origin.is_inline

    @property
    def is_elsewhere(self) -> bool:
        """Whether its pictures went to its person's own chat instead, for this one does not take them."""
        shown = self.status is RequestStatus.DELIVERED
        return self.file_id is not None and not shown and not self.origin.is_inline

    def became(self, message: MessageAddress) -> bool:
        """Whether it became this message: others may show a picture of it by itself."""
        there = self.origin.chat_id == message.chat_id and not self.origin.is_inline
        return there and self.placeholder in (None, message.message_id)

    @property
    def live(self) -> tuple[Generation, ...]:
        """The generations that may still become pictures."""
        return tuple(one for one in self.generations if not one.has_ended)

    @property
    def drawn(self) -> tuple[Generation, ...]:
        """The generations whose pictures are there."""
        return tuple(one for one in self.generations if one.status is GenerationStatus.DRAWN)

    @property
    def leading(self) -> Generation:
        """The picture that stands for all of them, where one has to."""
        return (self.drawn or self.generations)[0]

    @property
    def missing(self) -> tuple[Generation, ...]:
        """The generations that ended without a picture."""
        return tuple(one for one in self.generations if one.has_ended and one.status is not GenerationStatus.DRAWN)

    @property
    def failure(self) -> Reason:
        """Why pictures are missing: what is told first of all that happened; that it was cancelled comes last."""
        reasons = {one.reason for one in self.missing}
        return next((reason for reason in Reason if reason in reasons), Reason.CANCELLED)

    def of(self, position: int) -> Generation:
        """The generation of a picture, counted from 1. Raises IndexError."""
        if not 1 <= position <= self.count:
            raise IndexError(position)
        return self.generations[position - 1]

    def moved(self, status: RequestStatus, due_at: datetime | None) -> "Request":
        """A copy in another status; its failures in a row are forgotten. Raises IllegalMove, IllegalState."""
        self._check(status)
        return replace(self, status=status, due_at=due_at, attempts=0, reason=None)

    def placed(self, placeholder: int | None, due_at: datetime | None, news_at: datetime | None) -> "Request":
        """A copy whose person sees this message; an inline one is there already, and has no number."""
        self._check(RequestStatus.PLACED)
        return replace(
            self,
            status=RequestStatus.PLACED,
            placeholder=placeholder,
            unsent=False,
            due_at=due_at,
            news_at=news_at,
            attempts=0,
            reason=None,
        )

    def delivered(self, now: datetime, message_id: int | None, file_id: str | None) -> "Request":
        """A copy whose picture is in the chat, in this message where it is known."""
        self._check(RequestStatus.DELIVERED)
        return replace(
            self,
            status=RequestStatus.DELIVERED,
            placeholder=message_id or self.placeholder,
            file_id=file_id,
            delivered_at=now,
            due_at=None,
            news_at=None,
            attempts=0,
            shown=len(self.drawn),
        )

    def ended(self, reason: Reason) -> "Request":
        """A copy of which there is no picture in the chat."""
        self._check(RequestStatus.ENDED)
        return replace(self, status=RequestStatus.ENDED, reason=reason, due_at=None, news_at=None, attempts=0)

    def retried(self, due_at: datetime) -> "Request":
        """A copy whose current step failed once more and is due again later."""
        return replace(self, due_at=due_at, attempts=self.attempts + 1)

    def followed(self, chat_id: int, due_at: datetime) -> "Request":
        """A copy for the chat that its group became, where the old placeholder is out of reach."""
        return replace(self, origin=replace(self.origin, chat_id=chat_id), placeholder=None, due_at=due_at)

    def with_generations(self, changed: tuple[Generation, ...]) -> "Request":
        """A copy with these of its generations as they are now."""
        now = {one.position: one for one in changed}
        return replace(self, generations=tuple(now.get(one.position, one) for one in self.generations))

    def _check(self, status: RequestStatus) -> None:
        resent = self.status is not RequestStatus.ENDED or self.reason in KEPT
        if status not in REQUEST_MOVES[self.status] or not resent:
            raise IllegalMove("request", self.status, status)


@dataclass(frozen=True, slots=True)
class Batch:
    """Generations of one request that one submission asks for, the leader first; the claim is the leader's."""

    request: Request
    generations: tuple[Generation, ...]

    @property
    def leader(self) -> Generation:
        """The one that was claimed for all."""
        return self.generations[0]

    @property
    def id(self) -> UUID:
        """The leader's: of the row that is claimed."""
        return self.leader.id

    @property
    def fence(self) -> int:
        """The fencing token of the claim."""
        return self.leader.fence

    @property
    def stumbles(self) -> int:
        """How often in a row its step failed in a way that nobody foresaw."""
        return self.leader.stumbles

    @property
    def crashes(self) -> int:
        """How many claims in a row ended with their process."""
        return self.leader.crashes

    @property
    def log_context(self) -> dict[str, str]:
        """What every log line about it names."""
        return {"request": str(self.request.id), "generation": str(self.leader.id)}

    @property
    def model(self) -> str:
        """The name of the model that draws them."""
        return self.leader.stand_in or self.request.spec.model

    def with_generations(self, generations: tuple[Generation, ...]) -> "Batch":
        """A copy with its generations as they are now, in the request too."""
        return Batch(self.request.with_generations(generations), generations)
