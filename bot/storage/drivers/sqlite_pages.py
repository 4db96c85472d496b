"""SQLite's free pages, given back to the file system in small steps: so the file stops growing."""

import sqlite3
from time import monotonic

import structlog

log = structlog.get_logger(__name__)

WANTED = "PRAGMA auto_vacuum=INCREMENTAL"
"""Holds at once for a file that is new, before anything is written to it; for any other from its next VACUUM on."""

SLACK = 1024
"""Free pages that stay in the file: they are soon written to again."""

_INCREMENTAL = 2


def give_back(raw: sqlite3.Connection, pages: int) -> bool:
    """Give up to so many free pages back, outside of any transaction; whether there are more to give."""
    before = _read(raw, "freelist_count")
    if before <= SLACK:
        return False
    # Of a statement that returns rows without columns Python's execute takes one step only: that is one page.
    raw.executescript(f"PRAGMA incremental_vacuum({min(pages, before - SLACK)})")
    return SLACK < _read(raw, "freelist_count") < before


def convert(raw: sqlite3.Connection) -> None:
    """Make a file of before give its free pages back, once; where that cannot be done now, it is tried next time."""
    if _read(raw, "auto_vacuum") == _INCREMENTAL:
        return
    size = _read(raw, "page_count") * _read(raw, "page_size")
    log.info("converting the database file, once, so that it gives free space back; this may take minutes", bytes=size)
    began = monotonic()
    try:
        raw.execute(WANTED)
        raw.execute("VACUUM")
    except sqlite3.OperationalError as error:
        log.warning("the database file is not converted yet, the next start tries again", error=str(error))
        return
    left = _read(raw, "page_count") * _read(raw, "page_size")
    log.info("the database file is converted", bytes=left, seconds=round(monotonic() - began, 1))


def _read(raw: sqlite3.Connection, pragma: str) -> int:
    return int(raw.execute(f"PRAGMA {pragma}").fetchone()[0])
