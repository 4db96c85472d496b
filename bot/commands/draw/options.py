"""What was typed -> a spec for a model, with the checks of the chat and the same words about what is wrong."""

import shlex
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from bot.drawing.conditions import Conditions
from bot.drawing.corrections import corrected
from bot.drawing.flags import FLAGS
from bot.drawing.pieces import as_words, flagged, joined, read
from bot.drawing.ports.providers import Models
from bot.drawing.values.models import pick
from bot.drawing.values.specs import Draft, Looks
from bot.drawing.values.styles import PRESETS
from bot.errors import ConfigurationError, PalitraError, RequestError
from bot.providers import catalog
from bot.providers.catalog import Catalog
from bot.providers.records import Entry
from bot.wording import corrections
from bot.wording.lengths import plain
from bot.wording.texts import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The command as it was typed; ``flags`` are values by the names of the chat's flags, None where not given."""

    prompt: str
    flags: Mapping[str, str | None]
    count: int = 1
    out: Path | None = None

    def draft(self) -> Draft:
        """What is wanted. Raises RequestError."""
        given = ((FLAGS[name], value) for name, value in self.flags.items() if value is not None)
        fields: dict[str, Any] = {flag.field: flag.read(value) for flag, value in given}
        looks = Looks(**{name: fields.pop(name) for name in PRESETS if name in fields})
        return Draft(prompt=" ".join(self.prompt.split()), looks=looks, **fields)

    @property
    def text(self) -> str:
        """What would be written in the chat."""
        flags = [flagged(name, value) for name, value in self.flags.items() if value is not None]
        count = [flagged("n", str(self.count))] if self.count > 1 else []
        return " ".join([as_words(self.prompt), joined([*count, *flags])])

    def command(self, text: str) -> str:
        """What is typed on the command line for what would be written so in the chat."""
        pieces = read(text)
        words = joined([one for one in pieces if one.name is None])
        flags = [(f"--{one.flag.name}", one.value) for one in pieces if one.flag is not None and one.value is not None]
        out = [("--out", str(self.out))] if self.out else []
        return shlex.join(["python", "-m", "bot", "draw", words, *chain(*flags, *out)])


def entry(name: str | None, known: Catalog) -> Entry:
    """The model of this name, title or address, enabled in the chat or not; the default for None.

    Raises ModelUnknown.
    """
    if name is None:
        return known.default
    for one in known.addressed.values():
        if one.model.is_called(name):
            return one
    with suppress(ConfigurationError):
        return catalog.named(name, known.entries)
    return known.addressed[pick(_models(known), name, None).name]


def right(typed: Options, known: Catalog) -> str | None:
    """The command with which something would be drawn after all; None where only who typed knows it."""
    conditions = Conditions(_models(known), known.default.model.name, typed.count, lambda draft: draft)
    correction = corrected(typed.text, conditions)
    return None if correction is None or correction.text is None else typed.command(correction.text)


def sentence(locale: Locale, error: PalitraError) -> str:
    """The words of the chat for an error, as a terminal shows them."""
    return plain(corrections.sentence(locale, error)) if isinstance(error, RequestError) else str(error)


def _models(known: Catalog) -> Models:
    """All models by name, those that are enabled first."""
    return {**known.choices, **{name: one.model for name, one in known.addressed.items()}}
