"""Which files a path led to when a database was opened: what is written to a file without a name is lost."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Outage, StoreUnavailable

_BESIDE = ("", "-wal")
"""What belongs to a database besides its file, by the ends of the names: what was committed last is in the log."""


@dataclass(frozen=True, slots=True)
class OpenFiles:
    """The files of an open database, by device and number."""

    known: dict[Path, tuple[int, int]]

    @classmethod
    def of(cls, path: Path) -> "OpenFiles":
        """Those that are there now."""
        paths = (path.with_name(path.name + end) for end in _BESIDE)
        return cls({each: number for each in paths if (number := _number(each)) is not None})

    def outage(self) -> StoreUnavailable | None:
        """What is to be said where other files are there now, or none."""
        return next(self._outages(), None)

    def _outages(self) -> Iterator[StoreUnavailable]:
        for path, number in self.known.items():
            now = _number(path)
            if now != number:
                fate = "removed" if now is None else "replaced by another file"
                yield StoreUnavailable(f"{path} was {fate} while it was open", Outage.LOST)


def _number(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - called with every commit
    except OSError:
        return None
    return found.st_dev, found.st_ino
