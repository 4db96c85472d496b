"""What people hear meanwhile and when, and how long anybody waits: pure functions of a request and of time."""

from datetime import datetime, timedelta

from bot.drawing.policy.polling import LONGEST_POLL
from bot.drawing.values.requests import Request

PATIENCE = timedelta(minutes=10)
"""A model that has not drawn after this may be down; from then on news are seldom."""

MUCH_LONGER, MUCH_LONGER_AT_LEAST = 4.0, 60.0
"""So many times the usual time, and so many seconds, are much longer than usual."""

NEWS_SELDOM = timedelta(minutes=1)
"""How often a placeholder changes after that: it still says that somebody is at work."""

NEWS_PRIVATE, NEWS_GROUP = timedelta(seconds=5), timedelta(seconds=15)
"""How often a placeholder may change: what Telegram bears (facts of its limits: 20 messages a minute in a group)."""

SHEET_PRIVATE, SHEET_GROUP = timedelta(seconds=3), timedelta(seconds=15)
"""How often an unfinished contact sheet may change: the same limits, and each change is an upload."""

ATTENTION = timedelta(minutes=1)
"""So long somebody looks at the chat; after that the phone has to ring."""

HORIZON = timedelta(seconds=2 * LONGEST_POLL)
"""Nothing is ever scheduled farther ahead than this; a due time beyond it means that the clock was set back."""


def expired(request: Request, now: datetime, deadline: timedelta) -> bool:
    """Whether a request that is not drawn yet has waited as long as anybody waits."""
    return now - request.accepted_at >= deadline


def is_much_longer(seconds: float, usual: float) -> bool:
    """Whether a drawing takes so long that its person is told so; both in seconds."""
    return seconds >= max(MUCH_LONGER_AT_LEAST, MUCH_LONGER * usual)


def is_late(request: Request, now: datetime) -> bool:
    """Whether it has just taken as long as nobody expects, which is noted once."""
    return request.late_at is None and now - request.accepted_at >= PATIENCE


def next_news(request: Request, now: datetime) -> datetime | None:
    """When the placeholder may next say how it is going, if it says so now; None where it need not any more."""
    if not request.live:
        return None
    if request.late_at is not None:
        return now + NEWS_SELDOM
    return now + (NEWS_PRIVATE if request.origin.is_private else NEWS_GROUP)


def show_at(request: Request, now: datetime) -> datetime | None:
    """When what came is to be shown: a whole request at once, an unfinished sheet no oftener than Telegram bears.

    None where there is nothing to be shown yet: an inline message takes only the finished sheet.
    """
    if not request.live:
        return now
    if request.origin.is_inline or len(request.drawn) <= request.shown:
        return None
    if request.shown_at is None or not request.shown:
        return now
    pause = SHEET_PRIVATE if request.origin.is_private else SHEET_GROUP
    return max(now, min(request.shown_at, now) + pause)  # it was not shown later than now: then the clock was set back
