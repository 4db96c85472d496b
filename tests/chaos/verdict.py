"""What became of everything: judged by what people see and what was billed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Message = Mapping[str, Any]

SURPRISES = ("step failed", "handler failed")
"""What the bot logs of an exception nobody expected."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What answers one request in the end, as its person sees it; placeholders by their message ids."""

    request: str
    pictures: int
    sentences: tuple[str, ...]
    placeholders: tuple[int, ...]

    @classmethod
    def of(cls, request: str, answers: Iterable[Message]) -> "Seen":
        """Sort the bot's answers to a request."""
        shown = list(answers)
        placeholders = [answer for answer in shown if _is_placeholder(answer)]
        return cls(
            request=request,
            pictures=sum(_is_picture(answer) for answer in shown),
            sentences=tuple(one["text"] for one in shown if one not in placeholders and not _is_picture(one)),
            placeholders=tuple(answer["message_id"] for answer in placeholders),
        )


def _is_picture(message: Message) -> bool:
    return "photo" in message or "document" in message


def _is_placeholder(message: Message) -> bool:
    """By its text, or by the button that takes a request back."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button.get("callback_data", "") for row in rows for button in row]
    return "text" in message and (
        message["text"].startswith("Drawing…") or any(data.startswith("g:cancel") for data in buttons)
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Each list names requests, or generations by id; where all of them are empty, the promise was kept."""

    requests: int
    pictures: int
    sentences: Mapping[str, int]
    kills: Mapping[str, int]
    #: Neither a picture nor a sentence, or never accepted.
    lost: Sequence[str]
    #: Two pictures, two sentences, or one of each.
    twice: Sequence[str]
    #: Somebody else's picture.
    wrong: Sequence[str]
    #: A placeholder that stayed behind where the bot looks for it.
    orphans: Sequence[str]
    #: One that stayed behind farther away than the bot looks.
    out_of_reach: Sequence[str]
    #: Billed twice, each with a crash between the POST and its stored answer.
    resubmitted: Sequence[str]
    #: Billed twice without one, or more than twice.
    unexplained: Sequence[str]
    #: Exceptions nobody expected, from the bot's log.
    surprises: Sequence[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether the promise was kept."""
        return not (self.lost or self.twice or self.wrong or self.unexplained or self.surprises or self.orphans)

    def table(self) -> str:
        """For people."""
        rows: list[tuple[str, object]] = [
            ("kills", sum(self.kills.values())),
            *((f"  {name}", number) for name, number in self.kills.items()),
            ("requests", self.requests),
            ("pictures", self.pictures),
            ("sentences", sum(self.sentences.values())),
            *((f"  {text[:60]}", number) for text, number in self.sentences.items()),
            ("lost", len(self.lost)),
            ("answered twice", len(self.twice)),
            ("wrong picture", len(self.wrong)),
            ("orphaned placeholders", len(self.orphans)),
            ("orphaned placeholders, out of reach", len(self.out_of_reach)),
            ("submitted twice, explained", len(self.resubmitted)),
            ("submitted twice, unexplained", len(self.unexplained)),
            ("surprises in the log", len(self.surprises)),
        ]
        return "\n".join(f"{name:<64}{value:>8}" for name, value in rows)


def counted(sentences: Iterable[str]) -> dict[str, int]:
    """How often each was said, the most frequent first."""
    return dict(Counter(sentences).most_common())
