"""Pictures that people bought with Telegram's Stars or were given: a book of entries, each of a cause of its own."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_GIVEN = 10_000
"""So many pictures may be given, or taken back, at once."""


class EntryKind(StrEnum):
    """Why somebody has more pictures, or fewer. The causes of each kind are of one sort, and unique."""

    BOUGHT = "bought"  #: paid in Stars; the cause is the payment
    GRANTED = "granted"  #: given by the operator, or taken back; the cause is that deed
    SPENT = "spent"  #: asked for beyond the free limits; the cause is the request
    RETURNED = "returned"  #: a picture that was paid for and did not come; the cause is the generation
    REFUNDED = "refunded"  #: the Stars were given back, and what was left taken away; the cause is the payment


@dataclass(frozen=True, slots=True)
class Entry:
    """That somebody has so many ``pictures`` more, or fewer, since ``at``; and how many ``stars`` that was for."""

    kind: EntryKind
    cause: str
    user_id: int
    pictures: int
    at: datetime
    stars: int = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """So many pictures for so many Stars."""

    pictures: int
    stars: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What Telegram says was, or is to be, paid: by whom, for which invoice, and how it is known at Telegram."""

    user_id: int
    payload: str
    stars: int
    currency: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody has, and the newest of their entries."""

    pictures: int
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment that was booked: for so many pictures, of how many that its person has now."""

    payment_id: str
    pictures: int
    stars: int
    balance: int


@dataclass(frozen=True, slots=True)
class Reversal:
    """A payment as it would be, or was, given back: ``taken`` of its pictures are taken away, the others are used.

    One that is not ``booked`` brought no pictures: it is for no invoice of the bot's.
    """

    payment_id: str
    user_id: int
    pictures: int
    stars: int
    taken: int
    balance: int
    done: bool = False
    booked: bool = True

    @property
    def used(self) -> int:
        """How many of its pictures are no longer there to be taken away."""
        return self.pictures - self.taken


@dataclass(frozen=True, slots=True)
class Transaction:
    """Stars that came to the bot, or went back, as Telegram's own book has it.

    ``is_sale``: for an invoice, or back for one; anything else is no matter of ours.
    """

    id: str
    stars: int
    incoming: bool
    at: datetime
    is_sale: bool = False
    user_id: int = 0
    language: str | None = None
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Sale:
    """What is sold, where people get help with that, and where the terms stand in full, where they do."""

    packs: tuple[Pack, ...] = ()
    support: str = ""
    terms_url: str | None = None
