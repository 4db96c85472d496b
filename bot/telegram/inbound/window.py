"""Which updates are in hand and which may be confirmed to Telegram."""

BATCH = 100
"""So many updates Telegram gives at most, and always those from the first one on that was not confirmed."""

REMEMBERED = 10 * BATCH
"""Of so many that are done with it is known: an answer may be on its way that was asked for before they were."""


class Window:
    """The updates that Telegram gave and nobody confirmed, in its order.

    Telegram knows one offset only: what is below it is confirmed. So it moves past what is done with only up to the
    first that is not, and it is never farther than BATCH behind the last one. Where what hangs there would hold up all
    that comes after, it is let go: it goes on, but a crash would lose it.
    """

    def __init__(self) -> None:
        self.offset: int | None = None
        self._done: dict[int, bool] = {}
        self._past: dict[int, None] = {}

    @property
    def is_empty(self) -> bool:
        """Whether everything was done with."""
        return not self._done

    @property
    def is_full(self) -> bool:
        """Whether Telegram gives nothing new before the first one is done with."""
        return len(self._done) >= BATCH

    def begin(self, number: int) -> bool:
        """Take an update in hand; False for one that is in hand already, or is done with."""
        if number in self._done or number in self._past:
            return False
        self._done[number] = False
        return True

    def end(self, number: int) -> bool:
        """An update is done with; whether the offset has moved."""
        if number in self._done:  # else it was let go
            self._done[number] = True
        return self._advance()

    def let_go(self, number: int) -> None:
        """Confirm the first so many, done with or not."""
        for first in list(self._done)[:number]:
            self._done[first] = True
        self._advance()

    def _advance(self) -> bool:
        before = self.offset
        while self._done and self._done[first := next(iter(self._done))]:
            self._forget(first)
            self.offset = first + 1  # not the greatest one: after a quiet week Telegram counts from anywhere
        return self.offset != before

    def _forget(self, number: int) -> None:
        del self._done[number]
        self._past[number] = None
        if len(self._past) > REMEMBERED:
            del self._past[next(iter(self._past))]
