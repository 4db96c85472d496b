"""When to try again and when to give up: pure functions of what went wrong.

All durations are in seconds. ``roll`` is a random number from 0 to 1, passed in so that a decision is a value.
"""

from dataclasses import dataclass

from bot.drawing.policy.pacing import HORIZON
from bot.drawing.values.reasons import Reason
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

BACKOFF_BASE, BACKOFF_CAP = 1.0, 300.0
SUBMIT_ATTEMPTS = 20
POLL_ATTEMPTS = 100
GARBLED_ATTEMPTS = 3
DELIVER_ATTEMPTS = 100


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
