"""A prompt's weighted parts: ``a red fox::2 snow at dusk::1`` is two texts, the first with twice the weight.

A ``::`` ends a part where a number, white space or nothing follows, so ``std::vector`` and ``http://`` stay words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.errors import PromptMissing, WeightInvalid

_SIGNS = "-+\u2012-\u2015\u2212"  # typographic dashes, as clients make them of a minus
_END = re.compile(rf"::(?:([{_SIGNS}]?)([0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)|(?=\s|$))")
LEAST, MOST = Decimal("0.01"), Decimal(100)  # ours: weights are relative, and no more than this makes a difference
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Part:
    """A text to be drawn, and its weight among the others."""

    text: str
    weight: Decimal = _ONE

    @property
    def written_weight(self) -> str:
        """The weight as APIs take it: 2, 0.5."""
        return f"{self.weight.normalize():f}"


def read(prompt: str) -> tuple[Part, ...]:
    """The parts of a prompt, whatever their weights; one without a weight has 1. What has no words is no part."""
    ends = list(_END.finditer(prompt))
    if not ends:
        return (Part(prompt),) if prompt else ()
    starts = [0, *(end.end() for end in ends)]
    stops = [*(end.start() for end in ends), len(prompt)]
    weights = [*map(_weight, ends), _ONE]
    texts = (prompt[start:stop].strip(" ,;") for start, stop in zip(starts, stops, strict=True))
    return tuple(Part(text, weight) for text, weight in zip(texts, weights, strict=True) if text)


def _weight(end: re.Match[str]) -> Decimal:
    if not end[2]:
        return _ONE
    sign = "" if end[1] in ("", "+") else "-"
    return Decimal(sign + end[2].replace(",", "."))


def check(prompt: str) -> None:
    """Whether it can be drawn. Raises PromptMissing, WeightInvalid."""
    parts = read(prompt)
    if not parts:
        raise PromptMissing
    for part in parts:
        if not LEAST <= part.weight <= MOST:
            raise WeightInvalid(f"{part.weight:f}", f"{LEAST}", f"{MOST}")


def described(parts: Sequence[Part], phrases: Sequence[str]) -> tuple[Part, ...]:
    """Parts with phrases on how they are drawn.

    These go to the heaviest part: as a part of their own they would shift the weights that a person chose.
    """
    if not parts:
        return ()
    heaviest = max(parts, key=lambda part: part.weight)
    whole = replace(heaviest, text=joined([heaviest], phrases))
    return tuple(whole if part is heaviest else part for part in parts)


def joined(parts: Sequence[Part], phrases: Sequence[str]) -> str:
    """One text of all, the heaviest part first, for a model that takes no weights."""
    texts = [*(part.text for part in sorted(parts, key=lambda part: -part.weight)), *phrases]
    return ", ".join([*(text.rstrip(" ,.;") or text for text in texts[:-1]), *texts[-1:]])
