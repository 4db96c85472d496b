"""Who asks, and what they are asked."""

from dataclasses import dataclass, replace
from uuid import UUID

from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import Draft, Looks


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks, and what they chose for all their requests. Nothing chosen is None.

    ``sharing`` is whether links to words of theirs are opened, ``asks`` whether they are asked before words that they
    write in reply to a picture are drawn.
    """

    user_id: int
    model: str | None = None
    ratio: AspectRatio | None = None
    style: str | None = None
    language: str | None = None
    as_file: bool = False
    started: bool = False
    sharing: bool = True
    asks: bool = True

    def completed(self, draft: Draft) -> Draft:
        """A draft with what was chosen for all requests, where it says nothing else itself."""
        shaped = draft.ratio is not None or draft.size is not None
        return replace(
            draft,
            ratio=draft.ratio if shaped else self.ratio,
            looks=draft.looks.over(Looks(style=self.style)),
            as_file=self.as_file if draft.as_file is None else draft.as_file,
        )


@dataclass(frozen=True, slots=True)
class Question:
    """Words the bot asked somebody for: for a new picture, or to replace those of a generation.

    With ``whole`` they are for all of the sheet that this is on.
    """

    user_id: int
    generation_id: UUID | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class InlineDraft:
    """Words somebody typed inline, which may become a request."""

    key: str
    user_id: int
    text: str
