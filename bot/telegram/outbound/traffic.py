"""Whose turn it is to write to Telegram: its limits as pure arithmetic of time.

The limits are Telegram's own words (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this):
about 30 messages a second over all, 1 a second in a chat, 20 a minute in a group. Short bursts may pass there; nobody
says how short, so none is relied on. All times are monotonic seconds and come in as arguments.
"""

from bisect import insort
from collections import Counter, OrderedDict
from dataclasses import dataclass, field, replace
from enum import IntEnum

MARGIN = 0.05
"""Seconds by which calls may drift on their way and still be as far apart at Telegram as they should."""

REMEMBERED = 4096
"""Chats that are kept in mind at most: 20 a minute matter for a minute, and in that 1,800 calls pass over all."""

STREAK = 3
"""Refusals in so many chats, and not one success in between, mean that it is the whole bot that has to wait."""


class Rank(IntEnum):
    """What goes first; within a rank, who came first."""

    PICTURE = 0  #: what people wait for
    MESSAGE = 1
    PROGRESS = 2  #: waits for nothing and leaves room: it passes only where less than half is used


@dataclass(frozen=True, slots=True)
class Bucket:
    """At most ``size`` calls in any ``seconds``. ``taken``: when the last ones passed, oldest first."""

    size: int
    seconds: float
    taken: tuple[float, ...] = ()

    def opening(self, now: float, ahead: int = 0) -> float:
        """When there is room for somebody with so many ahead, who each go as soon as they can."""
        live = self._live(now)
        rounds, rest = divmod(ahead, self.size)
        entry = len(live) + rest - self.size
        return (now if entry < 0 else live[entry] + self.seconds) + rounds * self.seconds

    def take(self, now: float) -> "Bucket":
        """A copy with one more call in it."""
        return replace(self, taken=(*self._live(now), now))

    def idle(self, now: float) -> bool:
        """Whether it is as good as new."""
        return not self._live(now)

    def _live(self, now: float) -> tuple[float, ...]:
        return tuple(at for at in self.taken if at + self.seconds > now)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much passes: over all, in any one chat, and in a group besides that."""

    overall: Bucket = Bucket(30, 1.0 + MARGIN)
    chat: Bucket = Bucket(1, 1.0 + MARGIN)
    group: Bucket = Bucket(20, 60.0 + MARGIN)

    def of(self, chat: str) -> tuple[Bucket, ...]:
        """Fresh buckets of a chat; groups and channels have negative ids or an @name."""
        return (self.chat, self.group) if chat.startswith(("-", "@")) else (self.chat,)


@dataclass(frozen=True, slots=True)
class Window:
    """What is known of one chat, or of the whole bot: what passed, and until when Telegram wants to hear nothing."""

    buckets: tuple[Bucket, ...]
    silent_until: float = 0.0

    def opening(self, now: float, ahead: int, *, sparing: bool) -> float:
        """When a call with so many ahead may go; a sparing one goes only where half of every bucket stays free."""
        openings = [b.opening(now, ahead + (b.size // 2 if sparing else 0)) for b in self.buckets]
        return max([self.silent_until, *openings])

    def take(self, now: float) -> "Window":
        """A copy in which one more call passed."""
        return replace(self, buckets=tuple(bucket.take(now) for bucket in self.buckets))

    def idle(self, now: float) -> bool:
        """Whether there is nothing to remember."""
        return self.silent_until <= now and all(bucket.idle(now) for bucket in self.buckets)


@dataclass(frozen=True, slots=True, order=True)
class Call:
    """Somebody who wants to write; ordered as they are served. Without a ``chat``: into an inline message."""

    rank: Rank
    number: int
    chat: str | None = field(compare=False)


class Traffic:
    """Who waits, and what passed lately."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._overall = Window((self._limits.overall,))
        self._chats: OrderedDict[str, Window] = OrderedDict()
        self._waiting: list[Call] = []
        self._streak: set[str] = set()
        self._last = 0

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._chats)

    def join(self, rank: Rank, chat: str | None) -> Call:
        """Queue up."""
        self._last += 1
        call = Call(rank, self._last, chat)
        insort(self._waiting, call)
        return call

    def leave(self, call: Call) -> None:
        """Queue no longer."""
        self._waiting.remove(call)

    def due(self, call: Call, now: float) -> float:
        """When a waiting call may go: ``now``, or the earliest time at which that is possible.

        Whoever is ahead and cannot go yet for their own chat's sake holds up nobody else's chat.
        """
        in_chat: Counter[str | None] = Counter()
        ready = 0
        for other in self._waiting:
            opening = self._window(other.chat).opening(now, in_chat[other.chat], sparing=other.rank is Rank.PROGRESS)
            if other == call:
                return max(opening, self._overall.opening(now, ready, sparing=call.rank is Rank.PROGRESS))
            in_chat[other.chat] += 1
            ready += opening <= now
        raise ValueError("this call does not wait")

    def go(self, call: Call, now: float) -> None:
        """A waiting call is sent."""
        self.leave(call)
        self._overall = self._overall.take(now)
        if call.chat is not None:
            self._remember(call.chat, self._window(call.chat).take(now), now)

    def passed(self) -> None:
        """Telegram took a call."""
        self._streak.clear()

    def refused(self, chat: str | None, seconds: float, now: float) -> None:
        """Telegram answered 429: the chat is silent for so long, or the whole bot where it is not about one chat."""
        if chat is not None:
            self._streak.add(chat)
            self._remember(chat, replace(self._window(chat), silent_until=now + seconds), now)
        if chat is None or len(self._streak) >= STREAK:
            self._streak.clear()
            self._overall = replace(self._overall, silent_until=now + seconds)

    def _window(self, chat: str | None) -> Window:
        if chat is None:
            return Window(())
        return self._chats.get(chat) or Window(self._limits.of(chat))

    def _remember(self, chat: str, window: Window, now: float) -> None:
        self._chats[chat] = window
        self._chats.move_to_end(chat)
        while len(self._chats) > REMEMBERED or self._oldest().idle(now):
            self._chats.popitem(last=False)

    def _oldest(self) -> Window:
        return next(iter(self._chats.values()))
