"""When to ask again, when to try again, when to give up: pure functions of time and of what went wrong.

All durations are in seconds. ``roll`` is a random number from 0 to 1, passed in so that a decision is a value.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.drawing.values.generations import Generation, Reason
from bot.errors import (
    AnswerInvalid,
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    MediaRefused,
    Misconfigured,
    NotAccepted,
    NowhereToUpload,
    OperationLost,
    PlaceholderLost,
    ProviderError,
    Refused,
    Unanswered,
)

# Simulated against a median of 20 s with 5 % up to 2 h, these lag 1.7 s at the median (see docs/reliability.md).
FIRST_POLL_SHARE = 0.4  # of the model's usual time
POLL_GROWTH = 0.15  # of the operation's age
POLL_JITTER = 0.15
SHORTEST_POLL, LONGEST_POLL = 0.2, 300.0

BACKOFF_BASE, BACKOFF_CAP = 1.0, 300.0
SUBMIT_ATTEMPTS = 20
POLL_ATTEMPTS = 100
GARBLED_ATTEMPTS = 3
DELIVER_ATTEMPTS = 100

PATIENCE = timedelta(minutes=10)
"""After this the person is told that it takes longer."""

NEWS_PRIVATE, NEWS_GROUP = timedelta(seconds=5), timedelta(seconds=15)
"""How often a placeholder may change: what Telegram bears (facts of its limits: 20 messages a minute in a group)."""

ATTENTION = timedelta(minutes=1)
"""So long somebody looks at the chat; after that the phone has to ring."""

HORIZON = timedelta(seconds=2 * LONGEST_POLL)
"""Nothing is ever scheduled farther ahead than this; a due time beyond it means that the clock was set back."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Take the same step again ``after`` so many seconds."""

    after: float


@dataclass(frozen=True, slots=True)
class End:
    """There will be no picture."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Follow:
    """Go on at once in the chat that the group became."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Resend:
    """Send the picture as a new message: the placeholder cannot take it."""


def first_poll(usual_seconds: float) -> float:
    """When to ask for the first time after the submission."""
    return max(SHORTEST_POLL, FIRST_POLL_SHARE * usual_seconds)


def next_poll(age: float, usual_seconds: float, roll: float) -> float:
    """When to ask again for an operation submitted ``age`` ago: ever more seldom, never in step with others."""
    shortest = min(max(usual_seconds / 10, SHORTEST_POLL), 2.0)
    interval = min(max(POLL_GROWTH * age, shortest), LONGEST_POLL)
    return interval * (1 - POLL_JITTER + 2 * POLL_JITTER * roll)


def learned(usual_seconds: float, took: float) -> float:
    """The usual time of a model after one more picture took ``took``: a slow average that outliers hardly move."""
    return usual_seconds + 0.1 * (min(took, 3 * usual_seconds) - usual_seconds)


def expired(generation: Generation, now: datetime, deadline: timedelta) -> bool:
    """Whether a generation that is not drawn yet has waited as long as anybody waits."""
    return now - generation.accepted_at >= deadline


def news_due(generation: Generation, now: datetime) -> bool:
    """Whether the placeholder may say something new."""
    pause = NEWS_PRIVATE if generation.origin.is_private else NEWS_GROUP
    return now - (generation.shown_at or generation.accepted_at) >= pause


def backoff(attempts: int, roll: float, retry_after: float | None = None) -> float:
    """Full jitter up to an exponentially growing cap, and never sooner than the other side asked."""
    spread = roll * min(BACKOFF_CAP, BACKOFF_BASE * 2.0 ** min(attempts, 16))
    return min((retry_after or 0.0) + spread, HORIZON.total_seconds() / 2)


def after_submission(error: ProviderError, attempts: int, roll: float) -> Retry | End:
    """What follows a failed submission. Only what was surely not accepted is submitted again: it costs money."""
    match error:
        case NotAccepted(retry_after=retry_after) if attempts < SUBMIT_ATTEMPTS:
            return Retry(backoff(attempts, roll, retry_after))
        case NotAccepted():
            return End(Reason.UNREACHABLE)
        case Refused():
            return End(Reason.REFUSED)
        case Misconfigured():
            return End(Reason.UNAVAILABLE)
        case Unanswered():
            return End(Reason.UNANSWERED)
        case _:
            return End(Reason.BROKEN)


def after_poll(error: ProviderError, attempts: int, roll: float) -> Retry | End:
    """What follows a failed poll. Asking is free, so everything but a verdict is asked again."""
    match error:
        case Refused():
            return End(Reason.REFUSED)
        case OperationLost():
            return End(Reason.LOST)
        case AnswerInvalid() if attempts >= GARBLED_ATTEMPTS:
            return End(Reason.BROKEN)
        case _ if attempts >= POLL_ATTEMPTS:
            return End(Reason.UNREACHABLE)
        case NotAccepted(retry_after=retry_after):
            return Retry(backoff(attempts, roll, retry_after))
        case _:
            return Retry(backoff(attempts, roll))


def after_news(error: CourierError, attempts: int, roll: float) -> Retry | Follow | End:
    """What follows a placeholder or a sentence that did not get through: silence is worse than saying it twice."""
    match error:
        case CourierDelayed(retry_after=retry_after) if attempts < DELIVER_ATTEMPTS:
            return Retry(backoff(attempts, roll, retry_after))
        case CourierUnanswered() if attempts < DELIVER_ATTEMPTS:
            return Retry(backoff(attempts, roll))
        case ChatMoved(chat_id):
            return Follow(chat_id)
        case MediaRefused():
            return End(Reason.NOT_SHOWN)
        case NowhereToUpload():
            return End(Reason.NOWHERE)
        case _:
            return End(Reason.UNDELIVERABLE)


def after_delivery(error: CourierError, attempts: int, roll: float) -> Retry | Follow | Resend | End:
    """What follows a failed edit of the placeholder, which shows nothing twice however often it is repeated."""
    return Resend() if isinstance(error, PlaceholderLost) else after_news(error, attempts, roll)


def after_sending(error: CourierError, attempts: int, roll: float) -> Retry | Follow | End:
    """What follows a failed new photo: it is sent again only where it was surely not taken."""
    return End(Reason.UNCERTAIN) if isinstance(error, CourierUnanswered) else after_news(error, attempts, roll)
