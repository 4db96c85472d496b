"""Whether the clock on the wall can be relied on just now."""

from datetime import timedelta

import structlog

from bot.drawing.ports.clock import Clock

log = structlog.get_logger(__name__)

SET = 5.0
"""Seconds by which the time of day must differ from the time passed to count as the clock having been set."""


class Steadiness:
    """After the clock was set, a step in hand, here or in another process, may look as if its lease had run out.

    So nothing is claimed for one lease, by the time that passes and not by the clock: after that every such step has
    ended or was renewed.
    """

    def __init__(self, clock: Clock, lease: timedelta) -> None:
        self._clock = clock
        self._lease = lease
        self._started = clock.now(), clock.monotonic()
        self._resume_at = 0.0

    def holds(self) -> bool:
        """Whether claims may be made."""
        wall, steady = self._clock.now(), self._clock.monotonic()
        drift = (wall - self._started[0]).total_seconds() - (steady - self._started[1])
        if abs(drift) > SET:
            log.warning("the clock was set", seconds=round(drift))
            self._started = wall, steady
            self._resume_at = steady + self._lease.total_seconds()
        return steady >= self._resume_at
