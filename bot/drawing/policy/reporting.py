"""Numbers by day become what is told of them: sums of today, of a week and of a month, by model as well."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from bot.drawing.values.statistics import (
    Drawer,
    Number,
    NumberKind,
    Report,
    Span,
    TimeKind,
    Times,
    Timing,
    Totals,
    summed,
)

K = TypeVar("K")

_FIELDS: Mapping[NumberKind, Callable[[int], Totals]] = {
    NumberKind.DRAWN: lambda number: Totals(drawn=number),
    NumberKind.REFUSED: lambda number: Totals(refused=number),
    NumberKind.FAILED: lambda number: Totals(failed=number),
    NumberKind.CANCELLED: lambda number: Totals(cancelled=number),
    NumberKind.MICROS: lambda number: Totals(micros=number),
    NumberKind.PEOPLE: lambda number: Totals(people=number),
}

_TIMES: Mapping[TimeKind, Callable[[Times], Totals]] = {
    TimeKind.WAITED: lambda times: Totals(waited=times),
    TimeKind.TOOK: lambda times: Totals(took=times),
}


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of one model on one day, or of everybody."""

    day: date
    drawer: Drawer
    totals: Totals


def parts(numbers: Iterable[Number], times: Iterable[Timing]) -> list[Part]:
    """The same as sums that may be added to one another."""
    counted = [
        Part(one.day, (one.account, one.model), _FIELDS[one.kind](one.number)) for one in numbers if one.kind in _FIELDS
    ]
    taken = [
        Part(one.day, (one.account, one.model), _TIMES[one.kind](Times({one.bucket: one.number}))) for one in times
    ]
    return counted + taken


def report(
    today: date, numbers: Iterable[Number], times: Iterable[Timing], *, days: int = Span.MONTH.days, waiting: int = 0
) -> Report:
    """What is told of so many days up to ``today``."""
    known = list(numbers)
    all_parts = parts(known, times)
    shown = tuple(today - timedelta(days=back) for back in reversed(range(days)))
    return Report(
        days=shown,
        by_day=_grouped(all_parts, lambda part: part.day),
        spans={span: _of_span(span, today, all_parts, known) for span in Span},
        by_drawer={span: _by_drawer(_within(span, today, all_parts)) for span in Span},
        waiting=waiting,
    )


def _of_span(span: Span, today: date, all_parts: Iterable[Part], numbers: Iterable[Number]) -> Totals:
    """People of several days are counted once: by the last day of each."""
    since = first_day(span.days, today)
    seen = sum(one.number for one in numbers if one.kind is NumberKind.LAST_SEEN and one.day >= since)
    counted = summed(part.totals for part in _within(span, today, all_parts))
    return summed([counted, Totals(people=seen - counted.people)])


def first_day(days: int, today: date) -> date:
    """The first of so many days up to today."""
    return today - timedelta(days=days - 1)


def _within(span: Span, today: date, all_parts: Iterable[Part]) -> list[Part]:
    since = first_day(span.days, today)
    return [part for part in all_parts if part.day >= since]


def _by_drawer(some: Iterable[Part]) -> dict[Drawer, Totals]:
    """By account and model, those first that drew most."""
    found = _grouped((part for part in some if any(part.drawer)), lambda part: part.drawer)
    return dict(sorted(found.items(), key=lambda item: (-item[1].drawn, item[0])))


def _grouped(some: Iterable[Part], key: Callable[[Part], K]) -> dict[K, Totals]:
    groups: defaultdict[K, list[Totals]] = defaultdict(list)
    for part in some:
        groups[key(part)].append(part.totals)
    return {name: summed(totals) for name, totals in groups.items()}
