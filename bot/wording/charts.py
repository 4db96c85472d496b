"""What the chart of the statistics shows, in the owner's language."""

from collections.abc import Callable, Mapping

from bot.drawing.ports.providers import Models
from bot.drawing.values.charts import Chart, Form, Panel, Series, Tone
from bot.drawing.values.limits import MICROS
from bot.drawing.values.statistics import Report, Span, Totals
from bot.wording.captions import title_of
from bot.wording.lengths import plain, shortened
from bot.wording.owner import HALF, MOST
from bot.wording.texts import Locale

DRAWERS = 8
"""So many models have a bar."""

NAME = 28
"""Characters of what stands before a bar."""

Rows = Mapping[str, tuple[Callable[[Totals], float | None], Tone]]
"""Rows of numbers by their names: which, and what they mean."""

_OUTCOMES: Rows = {
    "drawn": (lambda totals: totals.drawn, Tone.GOOD),
    "refused": (lambda totals: totals.refused, Tone.ODD),
    "failed": (lambda totals: totals.failed, Tone.BAD),
}

_TIMES: Rows = {
    "waited": (lambda totals: totals.waited.quantile(HALF), Tone.SECOND),
    "took": (lambda totals: totals.took.quantile(HALF), Tone.PLAIN),
    "took-95": (lambda totals: totals.took.quantile(MOST), Tone.BAD),
}


_PANELS: Mapping[str, Rows] = {
    "pictures": _OUTCOMES,
    "people": {"": (lambda totals: totals.people, Tone.PLAIN)},
    "times": _TIMES,
    "money": {"": (lambda totals: totals.micros / MICROS, Tone.SECOND)},
}
"""What there is a panel of by day, and what is in it; what is alone needs no name."""

NAMES = ("title", "models", *_PANELS, *_OUTCOMES, *_TIMES)
"""All that is said in it."""


def chart(locale: Locale, report: Report, models: Models) -> Chart:
    """Pictures, people, money and times by day, and all pictures by model."""
    daily = (_daily(locale, report, name) for name in _PANELS)
    return Chart(_say(locale, "title"), (*daily, _by_drawer(locale, report, models)))


def _daily(locale: Locale, report: Report, name: str) -> Panel:
    totals = [report.by_day.get(day, Totals()) for day in report.days]
    series = tuple(
        Series(_say(locale, label) if label else "", tuple(map(value, totals)), tone)
        for label, (value, tone) in _PANELS[name].items()
    )
    form = Form.LINES if name == "times" else Form.STACKS
    return Panel(_say(locale, name), form, tuple(f"{day:%d.%m}" for day in report.days), series)


def _by_drawer(locale: Locale, report: Report, models: Models) -> Panel:
    shown = list(report.by_drawer[Span.MONTH].items())[:DRAWERS]
    names = [shortened(f"{title_of(models, name)} · {account}", NAME) for (account, name), _ in shown]
    series = tuple(
        Series(_say(locale, label), tuple(value(totals) for _, totals in shown), tone)
        for label, (value, tone) in _OUTCOMES.items()
    )
    return Panel(_say(locale, "models"), Form.BARS, tuple(names), series)


def _say(locale: Locale, name: str) -> str:
    return plain(locale.say(f"chart-{name}"))
