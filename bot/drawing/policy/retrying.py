"""When to try again and when to give up: pure functions of what went wrong.

All durations are in seconds. ``roll`` is a random number from 0 to 1, passed in so that a decision is a value.
"""

from dataclasses import dataclass
from datetime import timedelta

from bot.drawing.policy.pacing import HORIZON
from bot.drawing.values.reasons import Reason
from bot.errors import (
    AnswerInvalid,
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    Declined,
    Failed,
    MediaRefused,
    Misconfigured,
    Mismatched,
    NotAccepted,
    NowhereToUpload,
    OperationLost,
    PlaceholderLost,
    ProviderError,
    Refused,
    Unanswered,
)

BACKOFF_BASE, BACKOFF_CAP = 1.0, 300.0
TROUBLE_ATTEMPTS = 60
GARBLED_ATTEMPTS = 3
DELIVER_ATTEMPTS = 100

TROUBLE_CAP, TROUBLE_SHARE = 60.0, 0.2
"""Seconds between attempts at most where a provider is in trouble, or that share of the patience that is left.

What lasts minutes is to be seen when it is over.
"""

PATIENCE = timedelta(minutes=10)
"""How long a provider's trouble is waited out, unless the operator says otherwise."""

SUBMISSIONS = 2
"""The first, and one more: where a crash hid its answer, or where it came to nothing that was billed."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Take the same step again ``after`` so many seconds."""

    after: float


@dataclass(frozen=True, slots=True)
class End:
    """There will be no picture."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Resubmit:
    """Ask for it once more: what was asked for came to nothing, and was not billed."""


@dataclass(frozen=True, slots=True)
class Tries:
    """What a provider was asked so far: how often it failed in a row, and for how long; ``patience`` is what is left.

    ``submissions`` counts how often it may have been accepted.
    """

    attempts: int = 0
    patience: float = PATIENCE.total_seconds()
    submissions: int = SUBMISSIONS


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


def trouble_of(error: ProviderError) -> Reason:
    """What is wrong while a step is tried again."""
    match error:
        case NotAccepted(reached=True):
            return Reason.BUSY
        case NotAccepted():
            return Reason.UNREACHABLE
        case Misconfigured():
            return Reason.UNAVAILABLE
        case _:
            return Reason.SILENT


def after_submission(error: ProviderError, tries: Tries, roll: float) -> Retry | End | Resubmit:
    """What follows a failed submission. Only what was surely not accepted is submitted again: it costs money."""
    match error:
        case NotAccepted(retry_after=retry_after):
            return _patiently(error, tries, roll, retry_after)
        case Misconfigured():
            return End(Reason.UNAVAILABLE)
        case Unanswered(outlasted=outlasted):
            return End(Reason.OUTLASTED if outlasted else Reason.UNANSWERED)
        case _:
            return _verdict(error, tries) or End(Reason.BROKEN)


def after_poll(error: ProviderError, tries: Tries, roll: float) -> Retry | End | Resubmit:
    """What follows a failed poll. A verdict is final; asking is free, so all else is asked again for a while."""
    match error:
        case OperationLost():
            return End(Reason.LOST)
        case AnswerInvalid() if tries.attempts >= GARBLED_ATTEMPTS:
            return End(Reason.BROKEN)
        case NotAccepted(retry_after=retry_after):
            return _patiently(error, tries, roll, retry_after)
        case _:
            return _verdict(error, tries) or _patiently(error, tries, roll)


def _verdict(error: ProviderError, tries: Tries) -> End | Resubmit | None:
    """What an answer means that asking again would not change."""
    match error:
        case Refused():
            return End(Reason.REFUSED)
        case Declined() | Mismatched():
            return End(Reason.DECLINED)
        case Failed(billed=False) if tries.submissions < SUBMISSIONS:
            return Resubmit()
        case Failed():
            return End(Reason.FAILED)
        case _:
            return None


def _patiently(error: ProviderError, tries: Tries, roll: float, retry_after: float | None = None) -> Retry | End:
    """Again and again, the last time when patience ends."""
    if tries.attempts >= TROUBLE_ATTEMPTS or tries.patience <= 0:
        return End(trouble_of(error))
    cap = max(TROUBLE_CAP, TROUBLE_SHARE * tries.patience)
    spread = roll * min(cap, BACKOFF_BASE * 2.0 ** min(tries.attempts, 16))
    return Retry(min((retry_after or 0.0) + spread, tries.patience, HORIZON.total_seconds() / 2))


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
