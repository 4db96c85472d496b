"""What was typed -> a spec for a model, with the checks of the chat and the same words about what is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.drawing.grammar import FLAGS
from bot.drawing.values.specs import Draft, Looks
from bot.drawing.values.styles import PRESETS
from bot.errors import ConfigurationError, ModelUnknown, PalitraError, RequestError
from bot.providers import catalog
from bot.providers.catalog import Catalog
from bot.providers.records import Entry
from bot.wording.lengths import plain
from bot.wording.texts import Locale

_EXAMPLE = re.compile(r"/draw ([^-\n]*\w)")


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


def entry(name: str | None, known: Catalog) -> Entry:
    """The model of this name, title or address, enabled in the chat or not; the default for None.

    Raises ModelUnknown.
    """
    if name is None:
        return known.default
    for one in known.addressed.values():
        if one.model.is_called(name):
            return one
    try:
        return catalog.named(name, known.entries)
    except ConfigurationError:
        raise ModelUnknown(name, ", ".join(known.entries)) from None


def sentence(locale: Locale, error: PalitraError) -> str:
    """The words of the chat for an error, as a terminal shows them."""
    if not isinstance(error, RequestError):
        return str(error)
    return plain(_EXAMPLE.sub(r'python -m bot draw "\1"', locale.error(error)))
