"""How long what is sent may wait for its turn: said by who calls, read by what keeps Telegram's limits."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ANSWER_SECONDS = 15
"""The time limit of one call that answers somebody: others of the same chat wait for it."""

_most: ContextVar[float] = ContextVar("most", default=math.inf)


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """What is sent inside waits no longer than this: others wait for the one who sends it."""
    token = _most.set(seconds)
    try:
        yield
    finally:
        _most.reset(token)


def longest_wait() -> float:
    """Seconds that what is sent now may wait at most; infinite where nobody said."""
    return _most.get()
