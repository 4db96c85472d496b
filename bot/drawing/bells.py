"""Hints that a stage has work. The database is the truth; a bell only makes the worker look sooner."""

import asyncio

from bot.drawing.values import Stage


class Bells:
    """One bell a stage. Ringing twice before anybody looks is ringing once."""

    def __init__(self) -> None:
        self._bells = {stage: asyncio.Event() for stage in Stage}

    def ring(self, *stages: Stage | None) -> None:
        """Say that these stages may have work now; None is nobody's stage."""
        for stage in stages:
            if stage is not None:
                self._bells[stage].set()

    def of(self, stage: Stage) -> asyncio.Event:
        """The bell to wait for. Whoever wakes clears it, and looks into the database after that."""
        return self._bells[stage]
