"""Answers in bad weather, of Telegram and of the image APIs alike: a share of all calls, whatever they ask for."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.wire import Fault, Spoil, Wire
from tests.chaos.points import Params

SUBMISSIONS = ("generate", "openai-images")
"""Calls that are billed: who gets no answer to one does not know whether it was."""

LATE, TOO_LATE = 0.4, 3.0
"""Seconds by which an answer comes late: shorter and longer than a lease."""


@dataclass(frozen=True, slots=True)
class Gust(Fault):
    """Spoils this ``share`` of all calls; ``struck`` is what each of them asked for."""

    times: int = -1
    share: float = 0.0
    chance: random.Random = field(default_factory=random.Random)
    struck: list[tuple[str, Params]] = field(default_factory=list)

    def strikes(self, operation: str, params: Params) -> bool:
        """Whether this call has the bad luck."""
        unlucky = Fault.strikes(self, operation, params) and self.chance.random() < self.share
        if unlucky:
            self.struck.append((operation, params))
        return unlucky


def mix(chance: random.Random) -> dict[str, Gust]:
    """What goes wrong on one side, and with which share of its calls: of all there are, one in seven."""
    return {
        "lost after the effect": Gust("*", Spoil.DROP, after_effect=True, share=0.03, chance=chance),
        "cut after the effect": Gust("*", Spoil.TRUNCATE, after_effect=True, share=0.02, chance=chance),
        "502 after the effect": Gust(
            "*",
            Spoil.ANSWER,
            after_effect=True,
            status=502,
            body=b"<html><h1>502 Bad Gateway</h1></html>",
            headers={"Content-Type": "text/html"},
            share=0.03,
            chance=chance,
        ),
        "late": Gust("*", Spoil.HANG, after_effect=True, seconds=LATE, share=0.03, chance=chance),
        "late, before the effect": Gust("*", Spoil.HANG, seconds=LATE, share=0.01, chance=chance),
        "later than a lease": Gust("*", Spoil.HANG, after_effect=True, seconds=TOO_LATE, share=0.01, chance=chance),
        "lost before the effect": Gust("*", Spoil.DROP, share=0.01, chance=chance),
    }


@dataclass(slots=True)
class Weather:
    """Bad on both sides, each with the same mix, from when it breaks until it clears up."""

    telegram: Wire
    images: Wire
    chance: random.Random
    gusts: list[tuple[str, str, Gust]] = field(default_factory=list)
    """The side, the kind, and what strikes."""

    def breaks(self) -> None:
        """From now on answers are spoiled, and what happens at a point happens all the same."""
        for side, wire in (("Telegram", self.telegram), ("image APIs", self.images)):
            gusts = mix(self.chance)
            wire.faults.extend(gusts.values())
            self.gusts += [(side, kind, gust) for kind, gust in gusts.items()]

    def clear_up(self) -> None:
        """What has not struck yet never will."""
        self.telegram.faults.clear()
        self.images.faults.clear()

    @property
    def struck(self) -> Mapping[str, int]:
        """How many answers of each side were spoiled in each way."""
        return {f"{side}, {kind}": len(gust.struck) for side, kind, gust in self.gusts if gust.struck}

    def hid(self, prompt: str) -> bool:
        """Whether the answer to a submission of this prompt was spoiled: nobody can know whether it was taken."""
        asked = re.compile(rf"{re.escape(prompt)}\b")
        struck = (one for side in self.gusts for one in side[2].struck)
        return any(operation in SUBMISSIONS and asked.search(str(params)) for operation, params in struck)
