"""Where pictures go: each file is written in full, or not at all."""

import os
from itertools import count
from pathlib import Path

from bot.drawing.values.pictures import Picture
from bot.errors import ConfigurationError

UNNAMED = "picture"

_SUFFIXES = {"image/jpeg": ".jpeg", "image/png": ".png", "image/webp": ".webp"}


def check(out: Path | None) -> None:
    """Raises ConfigurationError where no picture could be written, before one is paid for."""
    folder = (out or Path(UNNAMED)).parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise ConfigurationError(f"--out: there is no folder {folder} that can be written to")
    if out is not None and (out.is_dir() or not out.name):
        raise ConfigurationError(f"--out: {out} is a folder; the right form: --out {out / 'fox.jpeg'}")


def keep(picture: Picture, out: Path | None, number: int | None) -> Path:
    """Write a picture, with its number in the name where there are several. Raises OSError.

    A name that was not given is a new one with the suffix of the picture's type.
    """
    path = out or Path(UNNAMED + _SUFFIXES[picture.mime])
    if number is not None:
        path = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return _written(path if out else _free(path), picture.data)


def _free(path: Path) -> Path:
    others = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return path if not path.exists() else next(other for other in others if not other.exists())


def _written(path: Path, data: bytes) -> Path:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path
