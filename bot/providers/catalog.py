"""The models that can be drawn with: one record each; differences between models live here, not in clients.

What a record may hold stands in ``records``; here are the built-in ones, those of MODELS_FILE, and the choice of them.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from bot.drawing.ports.providers import Models
from bot.errors import ConfigurationError
from bot.errors.mistakes import Mistakes, meant
from bot.providers import records
from bot.providers.records import Entry

_NAME = re.compile(r"[A-Za-z0-9./_+@-]{1,40}")
"""What fits into a button, and after --model."""

_Records = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Catalog:
    """All models there are, by name; those that are ``enabled``, the default first; and the one for when one is down.

    An enabled entry may have another address than the one of the same name among all: MODELS may give a version.
    """

    entries: Mapping[str, Entry]
    enabled: tuple[Entry, ...]
    fallback: Entry | None = None

    @classmethod
    def of(cls, entries: Mapping[str, Entry], enabled: Iterable[str], fallback: str = "") -> Self:
        """The choice of MODELS and FALLBACK_MODEL, an empty one being none. Raises ConfigurationError."""
        name, mistakes = fallback.strip(), Mistakes()
        first: tuple[Entry, ...] = ()
        other = None
        with mistakes.collected():
            first = chosen(enabled, entries)
        with mistakes.collected():
            other = named(name, entries, "FALLBACK_MODEL") if name else None
        mistakes.raise_all()
        return cls(entries, first, other)

    @property
    def default(self) -> Entry:
        """What draws where nobody says what should."""
        return self.enabled[0]

    @property
    def serving(self) -> tuple[Entry, ...]:
        """Everything that may have to draw."""
        return (*self.enabled, self.fallback) if self.fallback else self.enabled

    @property
    def addressed(self) -> Mapping[str, Entry]:
        """All entries by name, at the addresses that the settings give."""
        return {**self.entries, **{entry.model.name: entry for entry in reversed(self.serving)}}

    @property
    def models(self) -> Models:
        """All models, for what was drawn with one that is not enabled any more."""
        return {name: entry.model for name, entry in self.entries.items()}

    @property
    def choices(self) -> Models:
        """The models people choose from, the default first."""
        return {entry.model.name: entry.model for entry in self.enabled}


@cache
def built_in() -> Mapping[str, Entry]:
    """The models that come with the bot, by name."""
    return MappingProxyType(_entries(_built_in_records()))


def load(path: Path | None = None) -> Mapping[str, Entry]:
    """The built-in models, with what a file changes and adds. Raises ConfigurationError, which names the model."""
    if path is None:
        return built_in()
    known = _built_in_records()
    for name, record in _written(path).items():
        known[name] = known.get(name, {}) | record
    return _entries(known)


def _built_in_records() -> _Records:
    return tomllib.loads(files(__package__).joinpath("catalog.toml").read_text("utf-8"))


def _entries(known: _Records) -> dict[str, Entry]:
    """All of them. Raises ConfigurationError with what is wrong in each."""
    mistakes, entries = Mistakes(), {}
    for name in known:
        with mistakes.collected():
            entries[name] = records.entry(name, _whole(name, known))
    mistakes.raise_all()
    return entries


def _written(path: Path) -> _Records:
    try:
        written = tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigurationError(f"MODELS_FILE {path} cannot be read: it is not in UTF-8") from None
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"MODELS_FILE {path} cannot be read: {error}") from error
    for name, record in written.items():
        if not _NAME.fullmatch(name):
            raise ConfigurationError(f"MODELS_FILE: {name!r} is no name; it takes up to 40 of A-Z, a-z, 0-9 and ./_+@-")
        if not isinstance(record, dict):
            raise ConfigurationError(f"MODELS_FILE: {name} is no table; the right form: [{name}]")
    return written


def _whole(name: str, known: _Records, below: tuple[str, ...] = ()) -> dict[str, Any]:
    """A record with what it takes over from the one it is ``like``."""
    record = dict(known[name])
    like = record.pop("like", None)
    if like is None:
        return record
    if not isinstance(like, str) or like not in known or like == name or like in below:
        raise ConfigurationError(f"MODELS_FILE: [{name}] is like {like!r}, which is no other model")
    return _whole(like, known, (*below, name)) | record


def chosen(names: Iterable[str], entries: Mapping[str, Entry]) -> tuple[Entry, ...]:
    """The entries of these names, in this order. Raises ConfigurationError."""
    mistakes, found = Mistakes(), list[Entry]()
    for name in names:
        with mistakes.collected():
            found.append(named(name, entries))
    mistakes.raise_all()
    if not found:
        raise ConfigurationError(f"MODELS is empty; it names one or more of: {', '.join(entries)}")
    return tuple(found)


def named(written: str, entries: Mapping[str, Entry], setting: str = "MODELS") -> Entry:
    """An entry by its name or by an address as Yandex's SDK takes it: yandex-art, yandex-art/latest, art://...

    Raises ConfigurationError.
    """
    name = written if written in entries else re.sub(r"^art://[^/]*/", "", written).split("/")[0]
    if name not in entries:
        nearest = meant(name, entries)
        raise ConfigurationError(f"{setting} names {written!r}, which is not one of: {', '.join(entries)}{nearest}")
    return entries[name] if name == written else replace(entries[name], address=written)


def model_uri(address: str, folder_id: str) -> str:
    """The URI the API takes; the folder is filled in where the address has none."""
    return address if address.startswith("art://") else f"art://{folder_id}/{address}"
