"""What became of everything: what people see against what is recorded, and what was billed against both."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

Some = TypeVar("Some")

SURPRISES = ("step failed", "handler failed")
"""What the bot logs of what nobody expected."""


@dataclass(slots=True)
class Findings:
    """Each list says what is wrong with requests, messages or generations; where all are empty, nothing is."""

    #: Neither a picture nor a sentence, or never accepted, or not ended.
    lost: list[str] = field(default_factory=list)
    #: Two messages for one request, or one picture in full twice.
    twice: list[str] = field(default_factory=list)
    #: Another's picture, in the wrong chat, in answer to something else, or a cell of a sheet that shows another one.
    wrong: list[str] = field(default_factory=list)
    #: What is recorded is not what is seen.
    unlike: list[str] = field(default_factory=list)
    #: A placeholder, or a sheet with free cells, that stayed behind where the bot looks for it.
    orphans: list[str] = field(default_factory=list)
    #: A picture that was sent as a new message, although nobody deleted the placeholder.
    anew: list[str] = field(default_factory=list)
    #: A message that nobody asked for.
    strays: list[str] = field(default_factory=list)
    #: It ended for a reason that nothing in the run explains.
    groundless: list[str] = field(default_factory=list)
    #: Billed more often than is recorded, or for nobody.
    unaccounted: list[str] = field(default_factory=list)
    #: Billed twice without a crash in between, or more than twice.
    unexplained: list[str] = field(default_factory=list)
    #: Asked again and again: more calls about one thing than any trouble explains.
    unbounded: list[str] = field(default_factory=list)
    #: Exceptions nobody expected, from the bot's log.
    surprises: list[str] = field(default_factory=list)

    def lists(self) -> dict[str, list[str]]:
        """All of them by name."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Findings, and figures."""

    findings: Findings
    requests: int
    pictures: int
    sheets: int
    full: int
    sentences: Mapping[str, int]
    kills: Mapping[str, int]
    #: Answers of each side that were lost, cut, late, or another's.
    weather: Mapping[str, int]
    #: The most calls about one thing, by what they are about.
    calls: Mapping[str, int]
    #: Billed twice, each with a crash between the POST and its stored answer.
    resubmitted: Sequence[str]
    #: A placeholder that stayed behind farther away than the bot looks.
    out_of_reach: Sequence[str]
    #: A message that nobody had written down lost its buttons while somebody looked for a placeholder.
    stripped: Sequence[str]
    #: Claims that ran out under a live step, without harm to what was paid for.
    reclaimed: int

    @property
    def sound(self) -> bool:
        """Whether the promise was kept."""
        return not any(self.findings.lists().values())

    @property
    def complaints(self) -> list[str]:
        """All that is wrong."""
        return [f"{name}: {one}" for name, found in self.findings.lists().items() for one in found]

    def table(self) -> str:
        """For people."""
        rows: list[tuple[str, object]] = [
            ("kills", sum(self.kills.values())),
            *((f"  {name}", number) for name, number in self.kills.items()),
            ("answers spoiled", sum(self.weather.values())),
            *((f"  {name}", number) for name, number in self.weather.items()),
            ("requests", self.requests),
            ("pictures", self.pictures),
            ("contact sheets", self.sheets),
            ("pictures of sheets in full", self.full),
            ("sentences", sum(self.sentences.values())),
            *((f"  {text[:60]}", number) for text, number in self.sentences.items()),
            *((name, len(found)) for name, found in self.findings.lists().items()),
            ("submitted twice, explained by a crash", len(self.resubmitted)),
            ("placeholders left behind, out of reach", len(self.out_of_reach)),
            ("messages that lost their buttons", len(self.stripped)),
            *self.calls.items(),
            ("claims that ran out under a live step, harmless", self.reclaimed),
        ]
        return "\n".join(f"{name:<64}{value:>8}" for name, value in rows)


def counted(some: Iterable[Some]) -> dict[Some, int]:
    """How often each there is, the most frequent first."""
    return dict(Counter(some).most_common())
