"""The catalog as a table: what each model is, what it can do and what it costs, and which are enabled."""

import sys
from collections.abc import Iterator, Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import config
from bot.commands.exits import exit_code
from bot.drawing.values.models import Model
from bot.drawing.values.shapes import Ratios
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.catalog import Catalog
from bot.providers.records import Entry

WIDTH = 160
"""Columns where nobody looks at a terminal."""

LEGEND = "1, 2, … enabled, in this order (MODELS), 1 the default · F draws where another is down (FALLBACK_MODEL)"


def run() -> int:
    """Print the catalog; the exit code."""
    return exit_code(_show)


def _show() -> None:
    """Raises ConfigurationError, with the catalog printed where only the choice from it is wrong."""
    settings = config.load_pictures(chosen=False)
    entries = catalog.load(settings.drawing.models_file)
    try:
        known = Catalog.of(entries, settings.drawing.model_names, settings.drawing.fallback)
    except ConfigurationError:
        _print(entries, {})
        raise
    _print(known.addressed, _marks(known))


def _marks(known: Catalog) -> dict[str, str]:
    """What stands before a model's name."""
    marks = {entry.model.name: str(number) for number, entry in enumerate(known.enabled, start=1)}
    if known.fallback:
        name = known.fallback.model.name
        marks[name] = f"{marks.get(name, '')}F"
    return marks


def _print(entries: Mapping[str, Entry], marks: Mapping[str, str]) -> None:
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in ("", "Model", "API, address", "Takes"):
        table.add_column(heading, overflow="fold")
    for heading in ("Seconds", "$"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, entry in entries.items():
        table.add_row(*_row(entry, marks.get(name, "")))
    console.print(table)
    console.print(LEGEND, style="dim", soft_wrap=True)


def _row(entry: Entry, mark: str) -> tuple[Text | str, ...]:
    model = entry.model
    return (
        Text(mark, "bold green"),
        Text.assemble((model.name, "bold"), "\n", (model.title, "dim")),
        Text.assemble(entry.api, "\n", (entry.address, "dim")),
        "\n".join(_takes(model)),
        f"{model.usual_seconds:g}",
        _prices(model),
    )


def _takes(model: Model) -> Iterator[str]:
    """What may be asked of it; of its own options it draws with the first if nothing is said."""
    most = f", n up to {model.most}" if model.most > 1 else ""
    yield f"{model.prompt_limit} characters, {'seeds' if model.seeds else 'no seed'}{most}"
    yield f"{model.narrowest} to {model.widest}" if isinstance(model.sizes, Ratios) else str(model.sizes)
    for kind, values in {"quality": model.qualities, "style": model.styles}.items():
        if values:
            yield f"{kind}: {', '.join(values)}"


def _prices(model: Model) -> str:
    """From the cheapest to the dearest."""
    known = sorted({price.usd for price in model.prices})
    return "–".join(f"{usd}" for usd in dict.fromkeys((known[0], known[-1]))) if known else "?"
