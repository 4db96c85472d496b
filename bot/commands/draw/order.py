"""What was typed -> requests, with the checks of the chat and the same words about what is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.drawing.grammar import FLAGS
from bot.drawing.values.models import Model
from bot.drawing.values.specs import Draft, Request
from bot.errors import ConfigurationError, ModelUnknown, PalitraError, RequestError
from bot.providers import catalog
from bot.providers.catalog import Entry
from bot.providers.factory import Selection
from bot.wording.lengths import plain
from bot.wording.texts import LANGUAGES, Texts

_EXAMPLE = re.compile(r"/draw ([^-\n]*\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The command as it was typed; ``options`` are values by the names of their flags, None where not given."""

    prompt: str
    options: Mapping[str, str | None]
    count: int = 1
    out: Path | None = None

    def draft(self) -> Draft:
        """What is wanted. Raises RequestError."""
        read = ((FLAGS[name], value) for name, value in self.options.items() if value is not None)
        given: dict[str, Any] = {flag.field: flag.read(value) for flag, value in read}
        return Draft(prompt=" ".join(self.prompt.split()), **given)


def entry(name: str | None, selection: Selection, models: Mapping[str, Entry]) -> Entry:
    """The model of this name, title or address, offered in the chat or not; the default for None.

    Raises ModelUnknown.
    """
    if name is None:
        return selection.offered[0]
    known = {one.model.name: one for one in (*models.values(), *selection.entries)}
    for one in known.values():
        if one.model.is_called(name):
            return one
    try:
        return catalog.named(name, models)
    except ConfigurationError:
        raise ModelUnknown(name, ", ".join(models)) from None


def requests(draft: Draft, model: Model, count: int, own_seed: int) -> list[Request]:
    """One request for all pictures where the model draws so many at once, else one each, with seeds in a row.

    Raises RequestError.
    """
    request = Request.of(draft, model, own_seed)
    if count <= model.most:
        return [replace(request, count=count)]
    return list(request.series(count))


def sentence(error: PalitraError) -> str:
    """The words of the chat for an error, as a terminal shows them."""
    if not isinstance(error, RequestError):
        return str(error)
    return plain(_EXAMPLE.sub(r'python -m bot draw "\1"', Texts().error(LANGUAGES[0], error)))
