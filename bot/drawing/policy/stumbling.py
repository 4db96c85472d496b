"""What becomes of a step that fails in a way nobody foresaw: it is tried again, given up with a sentence, abandoned.

Nothing is tried for ever. Pure.
"""

import traceback
from datetime import timedelta
from enum import Enum, auto

GIVEN_UP = 3
"""So many stumbles in a row, and the request ends with a sentence."""

ABANDONED = 2 * GIVEN_UP
"""So many, and it ends without one: what stumbles may be what says it."""

CRASHES = 10
"""Claims in a row that ended with their process count as much as GIVEN_UP stumbles. Most died of something else."""

PAUSE = timedelta(seconds=5)
"""How long a row is left alone after a stumble."""


class Course(Enum):
    """What is to be done with what was claimed."""

    TRY = auto()
    GIVE_UP = auto()
    ABANDON = auto()


def course(stumbles: int, crashes: int) -> Course:
    """What is to be done after so many stumbles and crashes in a row."""
    if stumbles >= ABANDONED or crashes >= 2 * CRASHES:
        return Course.ABANDON
    if stumbles >= GIVEN_UP or crashes >= CRASHES:
        return Course.GIVE_UP
    return Course.TRY


def place_of(error: BaseException) -> str:
    """Of what kind an error is, and the last of our own lines it came from. What it says may be anybody's words."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    lines = [(str(frame.f_globals.get("__name__")), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    own = [(name, line) for name, line in lines if name.startswith("bot.")] or lines or [("nowhere", 0)]
    module, line = own[-1]
    return f"{type(error).__name__} at {module}:{line}"
