"""Quotas counted as the service counts them: requests within the last second, minute or day."""

from bisect import bisect_right, insort
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.image_apis.errors import ApiError, Code


class QuotaUsedUp(ApiError):
    """A quota lets no more through for now; it does again after ``wait``."""

    def __init__(self, message: str, wait: timedelta) -> None:
        super().__init__(Code.RESOURCE_EXHAUSTED, message)
        self.wait = wait


@dataclass(slots=True)
class Meter:
    """The times of the requests a quota let through."""

    taken: list[datetime] = field(default_factory=list)

    def take(self, now: datetime, allowed: Mapping[str, tuple[timedelta, int]]) -> None:
        """Let a request through and count it, or raise `QuotaUsedUp`; ``allowed`` is by name of the quota."""
        self.check(now, allowed)
        longest = max(period for period, _ in allowed.values())
        del self.taken[: bisect_right(self.taken, now - longest)]
        insort(self.taken, now)

    def check(self, now: datetime, allowed: Mapping[str, tuple[timedelta, int]]) -> None:
        """Raise `QuotaUsedUp` where a request would not be let through."""
        for name, (period, limit) in allowed.items():
            if limit and self._within(now, period) >= limit:
                message = f"{name} quota limit exceed: allowed {limit} requests"
                raise QuotaUsedUp(message, self.taken[-limit] + period - now)

    def _within(self, now: datetime, period: timedelta) -> int:
        return len(self.taken) - bisect_right(self.taken, now - period)
