"""The statistics on the command line, for people and for programs; the bot may run meanwhile."""

import asyncio
import json
import sys
from collections.abc import Mapping
from typing import Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bot import config, log, owning
from bot.commands.exits import exit_code
from bot.drawing.values.limits import MICROS
from bot.drawing.values.statistics import Drawer, Report, Span, Times, Totals
from bot.storage.database import open_database
from bot.system import SystemClock

WIDTH = 160
"""Columns where nobody looks at a terminal."""

HEADINGS = ("Drawn", "Refused", "Failed", "Taken back", "People", "$", "Waited, s", "95 %", "Drawn in, s", "95 %")


def run(days: int, *, as_json: bool) -> int:
    """Print them; the exit code."""
    log.configure("WARNING")
    return exit_code(lambda: _print(asyncio.run(_report(days)), days, as_json=as_json))


async def _report(days: int) -> Report:
    """Raises ConfigurationError, StorageError."""
    settings = config.load()
    async with open_database(settings.storage.url) as database:
        calendar = settings.limits.limits({}).calendar
        return await owning.statistics(database, calendar, SystemClock()).report(days)


def _print(report: Report, days: int, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_json(report, days), ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column("")
    for heading in HEADINGS:
        table.add_column(heading, justify="right", no_wrap=True)
    for name, totals in _rows(report, days).items():
        table.add_row(name, *_cells(totals))
    console.print(table)
    console.print(f"{report.waiting} waiting now", style="dim")


def _rows(report: Report, days: int) -> Mapping[str, Totals]:
    """Today, a week and a month; the models of the month; the days."""
    spans = {str(span): totals for span, totals in report.spans.items()}
    drawers = {f"{name} ({account})": totals for (account, name), totals in report.by_drawer[Span.MONTH].items()}
    shown = report.days[-days:]
    return spans | drawers | {f"{day}": report.by_day[day] for day in reversed(shown) if day in report.by_day}


def _cells(totals: Totals) -> tuple[str, ...]:
    counts = (totals.drawn, totals.refused, totals.failed, totals.cancelled, totals.people)
    times = (one.quantile(share) for one in (totals.waited, totals.took) for share in (0.5, 0.95))
    return (
        *map(str, counts),
        f"{totals.micros / MICROS:.2f}",
        *("" if seconds is None else f"{seconds:.1f}" for seconds in times),
    )


def _json(report: Report, days: int) -> dict[str, Any]:
    return {
        "waiting": report.waiting,
        "spans": {str(span): _told(totals) for span, totals in report.spans.items()},
        "models": {str(span): [_drawer(*each) for each in found.items()] for span, found in report.by_drawer.items()},
        "days": [{"day": f"{day}"} | _told(report.by_day.get(day, Totals())) for day in report.days[-days:]],
    }


def _drawer(drawer: Drawer, totals: Totals) -> dict[str, Any]:
    account, model = drawer
    told = _told(totals)
    del told["people"]  # they are none of one model
    return {"account": account, "model": model} | told


def _told(totals: Totals) -> dict[str, Any]:
    return {
        "drawn": totals.drawn,
        "refused": totals.refused,
        "failed": totals.failed,
        "cancelled": totals.cancelled,
        "people": totals.people,
        "usd": totals.micros / MICROS,
        "waited_seconds": _quantiles(totals.waited),
        "drawing_seconds": _quantiles(totals.took),
    }


def _quantiles(times: Times) -> dict[str, float | None]:
    found = {"median": times.quantile(0.5), "p95": times.quantile(0.95)}
    return {name: None if seconds is None else round(seconds, 2) for name, seconds in found.items()}
