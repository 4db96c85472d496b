"""Folders and files that nobody else of the machine may read: what people wrote and what was drawn is in them."""

import os
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

FOLDER, FILE = 0o700, 0o600

_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to a database's name, for the files beside it."""


def folder(path: Path, *ours: str) -> None:
    """Make a folder that is ours alone; one that was there is closed where it holds only what these patterns name.

    Raises OSError.
    """
    missing = [each for each in (path, *path.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=FOLDER, exist_ok=True)
    if not missing and all(any(fnmatchcase(entry.name, one) for one in ours) for entry in path.iterdir()):
        _close(path, FOLDER)


def database(path: Path, *others: str) -> None:
    """Make the file of a database, or close the one that is there, and its folder, where ``others`` may be besides.

    What SQLite puts beside a database gets the rights of this file. Raises OSError.
    """
    folder(path.parent, f"{path.name}*", *others)
    with suppress(FileExistsError):  # it is not to be opened then: on closing SQLite's own locks would be lost
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE))
    for suffix in _BESIDE:
        _close(path.with_name(path.name + suffix), FILE)


def write(path: Path, data: bytes) -> None:
    """Write a file. Raises OSError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE), "wb") as file:
        file.write(data)


def _close(path: Path, mode: int) -> None:
    """Take away the rights of others; where it is not ours, its owner has decided."""
    with suppress(FileNotFoundError, PermissionError):
        if path.stat().st_mode & 0o077:
            path.chmod(mode)
