"""For how long what is known about people is kept."""

from dataclasses import dataclass
from datetime import timedelta

COUNTED = timedelta(days=1)
"""So long something that was drawn counts: for the budgets of accounts, and so long a redelivered update is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """``history``: requests with their words, since they were made; ``originals``: pictures, since they were brought.

    ``drafts``: what was typed inline and not chosen, and questions that nobody answered.
    """

    history: timedelta = timedelta(days=90)
    originals: timedelta = timedelta(days=7)
    drafts: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What a person may want to know of how this bot is set up.

    ``services`` are the titles of the models that may draw, each with who is asked for it: None where that is a server
    of the operator's own. ``prompts_kept``: one of them may keep what it is asked for. ``storage_chat``: inline
    pictures are uploaded to a chat of the operator's first.
    """

    terms: Terms
    services: tuple[tuple[str, str | None], ...]
    prompts_kept: bool
    storage_chat: bool
