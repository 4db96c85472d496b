"""For how long what is known about people is kept."""

from dataclasses import dataclass
from datetime import timedelta

COUNTED = timedelta(days=1)
"""So long something that was drawn counts: for the budgets of accounts, and so long a redelivered update is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """``history``: requests with their words, since they were made; ``originals``: pictures, since they were brought.

    ``drafts``: what was typed inline and not chosen, questions that nobody answered, and what answers words that are no
    requests.
    """

    history: timedelta = timedelta(days=90)
    originals: timedelta = timedelta(days=7)
    drafts: timedelta = timedelta(days=1)


Service = tuple[str, str | None]
"""What is asked by its name, and who is asked for it: None where that is a server of the operator's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What a person may want to know of how this bot is set up.

    ``services`` are the models that may draw, ``improver`` is the language model that improves words, if there is one.
    ``prompts_kept``: one of the former may keep what it is asked for; ``improver_keeps`` is the same of the latter.
    ``storage_chat``: inline pictures are uploaded to a chat of the operator's first. ``credits``: pictures may be
    bought or given.
    """

    terms: Terms
    services: tuple[Service, ...]
    prompts_kept: bool
    storage_chat: bool
    credits: bool = False
    improver: Service | None = None
    improver_keeps: bool = True
