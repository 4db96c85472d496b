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
    FormRefused,
    KindForbidden,
    Misconfigured,
    Mismatched,
    NotAccepted,
    NowhereToUpload,
    OperationLost,
    ProviderError,
    Refused,
    RightsLost,
    Unanswered,
    Undeliverable,
)

BACKOFF_BASE, BACKOFF_CAP = 1.0, 300.0
TROUBLE_ATTEMPTS = 60
GARBLED_ATTEMPTS = 3

DELAYED_TRIES = 100
"""How often something is tried while Telegram is away or wants it later: an outage may last for hours."""

TRIES, TRIES_CAP = 10, 60.0
"""How often a call that gets no answer is made, and the seconds between, while Telegram answers others: minutes."""

RIGHTS_PAUSES = (30.0, 120.0, 300.0, 600.0, 1200.0, 1800.0)
"""Seconds between tries where the bot may not write: whoever runs the chat has an hour to change that."""

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
class Simpler:
    """Go on with the next simpler form: it is not taken as it is."""


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


def after_placing(
    error: CourierError, attempts: int, roll: float, tries: int = TRIES
) -> Retry | Follow | Simpler | End:
    """What follows a placeholder that Telegram did not take; the simpler form is to draw without one."""
    if (again := after_telling(error, attempts, roll, tries)) is not None:
        return again
    match error:
        case Undeliverable():
            return End(Reason.UNDELIVERABLE)
        case RightsLost() | KindForbidden():
            return End(Reason.MUTED)
        case CourierDelayed():
            return End(Reason.TIMEOUT)
        case _:
            return Simpler()


def after_delivery(
    error: CourierError, attempts: int, roll: float, tries: int = TRIES
) -> Retry | Follow | Simpler | End:
    """What follows a failed edit of the placeholder, which shows nothing twice however often it is repeated."""
    return Simpler() if isinstance(error, FormRefused) else _brought(error, attempts, roll, tries) or Simpler()


def after_sending(error: CourierError, attempts: int, roll: float) -> Retry | Follow | End:
    """What follows a failed new message with the picture: it is sent again only where it was surely not taken."""
    match error:
        case CourierUnanswered():
            return End(Reason.UNCERTAIN)
        case KindForbidden():
            return End(Reason.WITHHELD)
        case FormRefused():
            return End(Reason.NOT_SHOWN)
        case _:
            return _brought(error, attempts, roll) or End(Reason.NOT_SHOWN)


def after_telling(error: CourierError, attempts: int, roll: float, tries: int = TRIES) -> Retry | Follow | None:
    """How words that did not get through are said again: silence is worse than saying them twice.

    None where they are not. ``tries`` is how often what gets no answer is tried.
    """
    match error:
        case ChatMoved(chat_id) if attempts < TRIES:
            return Follow(chat_id)
        case CourierDelayed(retry_after=retry_after) if attempts < DELAYED_TRIES:
            return Retry(backoff(attempts, roll, retry_after))
        case CourierUnanswered() if attempts < tries:
            return Retry(min(TRIES_CAP, backoff(attempts, roll)))
        case RightsLost() | KindForbidden() if attempts < len(RIGHTS_PAUSES):
            return Retry(RIGHTS_PAUSES[attempts])
        case _:
            return None


def _brought(error: CourierError, attempts: int, roll: float, tries: int = TRIES) -> Retry | Follow | End | None:
    """What follows a picture that was not taken for no reason of its form; None where another form may help."""
    if (again := after_telling(error, attempts, roll, tries)) is not None:
        return again
    match error:
        case Undeliverable():
            return End(Reason.UNDELIVERABLE)
        case RightsLost():
            return End(Reason.WITHHELD)
        case NowhereToUpload():
            return End(Reason.NOWHERE)
        case _:
            return None
