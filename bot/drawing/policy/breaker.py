"""A circuit breaker: it opens when a model is down, and lets one request after another try whether it is back.

Pure; times are seconds of a clock that only grows.
"""

from dataclasses import dataclass

FAILURES = 3
"""So many failures in a row that might each be chance open it; one that is surely no chance does so alone."""

SHORTEST, LONGEST = 60.0, 900.0
"""Seconds until the first try and between later ones: twice as long after each that failed."""


@dataclass(slots=True)
class Breaker:
    """Closed, as long as ``opened_at`` is None."""

    failures: int = 0
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

    def failed(self, now: float, *, surely: bool) -> bool:
        """A request failed; whether that opened the breaker. ``surely``: the next one would fail as well."""
        if self.opened_at is None:
            self.failures = FAILURES if surely else self.failures + 1
            if self.failures < FAILURES:
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
            self.failures, self.opened_at, self.pause, self.trying = 0, None, SHORTEST, False
        return closes
