"""A circuit breaker: it opens when a model is down, and lets one request after another try whether it is back.

Pure; times are seconds of a clock that only grows.
"""

from dataclasses import dataclass

FAILURES, PEOPLE = 3, 2
"""So many failures in a row, with requests of so many people, open it; one that is surely no chance does so alone.

One person's requests prove nothing about a model: it may be the words.
"""

SHORTEST, LONGEST = 60.0, 900.0
"""Seconds until the first try and between later ones: twice as long after each that failed."""


@dataclass(slots=True)
class Breaker:
    """Closed, as long as ``opened_at`` is None; ``people`` are those whose requests failed in a row, by their ids."""

    failures: int = 0
    people: frozenset[int] = frozenset()
    opened_at: float | None = None
    try_at: float = 0.0
    pause: float = SHORTEST
    trying: bool = False

    def admits(self, now: float) -> bool:
        """Whether a request may go through: all of them while it is closed, now and then one while it is open."""
        if self.opened_at is None:
            return True
        if now < self.try_at:
            return False
        self.trying, self.try_at = True, now + LONGEST  # the next one only if nobody hears of this one again
        return True

    def failed(self, now: float, *, who: int, surely: bool) -> bool:
        """A request of somebody's failed; whether that opened the breaker. ``surely``: the next would fail as well."""
        if self.opened_at is None:
            self.failures = min(self.failures + 1, FAILURES)
            self.people = self.people if len(self.people) >= PEOPLE else self.people | {who}
            if not surely and (self.failures < FAILURES or len(self.people) < PEOPLE):
                return False
            self.opened_at, self.try_at = now, now + self.pause
            return True
        if self.trying:
            self.trying, self.pause = False, min(2 * self.pause, LONGEST)
            self.try_at = now + self.pause
        return False

    def succeeded(self, began: float) -> bool:
        """A request that ``began`` then succeeded; whether that closed the breaker. An older one proves nothing."""
        closes = self.opened_at is not None and began >= self.opened_at
        if self.opened_at is None or closes:
            self.failures, self.people, self.opened_at = 0, frozenset(), None
            self.pause, self.trying = SHORTEST, False
        return closes
