"""Hints that a line has work. The database is the truth; a bell only makes the worker look sooner."""

import asyncio

from bot.drawing.values.generations import LINES, Line


class Bells:
    """One bell a line, and one for placeholders. Ringing twice before anybody looks is ringing once."""

    def __init__(self) -> None:
        self._bells = {line: asyncio.Event() for line in LINES}
        self.placing = asyncio.Event()  #: somebody waits for a placeholder

    def ring(self, line: Line | None) -> None:
        """Say that this line may have work now; None is nobody's line."""
        if line is not None:
            self._bells[line].set()

    def of(self, line: Line) -> asyncio.Event:
        """The bell to wait for. Whoever wakes clears it, and looks into the database after that."""
        return self._bells[line]
