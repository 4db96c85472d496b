"""What a model can do, and what it asks for it: the differences between models are records, never branches."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NewType

from bot.drawing.values.shapes import AspectRatio, Ratios, Size, Sizes

_TALLEST, _WIDEST, _BY_RATIO = AspectRatio(1, 4), AspectRatio(4, 1), Ratios()


Account = NewType("Account", str)
"""One server with one key, by a name people can read. Budgets, queues and health belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """US dollars for one picture, of this size and quality where they are named."""

    usd: Decimal
    size: str | None = None
    quality: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What a request must know of a model. Lengths are in characters, times in seconds.

    ``weights``: it takes a prompt in weighted parts. ``qualities`` and ``styles`` are its own options, the first one
    what it draws with if nothing is said; ``most`` pictures may be asked for in one submission, and where
    ``bills_drawn`` only those that come are billed; ``prices`` has the dearest conditions first, the general one last.
    ``markup``: its server may run what a prompt holds of it. ``at_once`` is how many submissions its account takes at
    a time, None where nobody said.
    """

    name: str
    title: str
    account: Account
    prompt_limit: int
    usual_seconds: float
    seeds: bool = False
    weights: bool = False
    markup: bool = False
    narrowest: AspectRatio = _TALLEST
    widest: AspectRatio = _WIDEST
    sizes: Sizes = _BY_RATIO
    qualities: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    most: int = 1
    bills_drawn: bool = False
    prices: tuple[Price, ...] = ()
    at_once: int | None = None

    @property
    def batch(self) -> int:
        """How many pictures of a request one submission asks for: with seeds one, so that each can be repeated."""
        return 1 if self.seeds else self.most

    def is_called(self, written: str) -> bool:
        """Whether people mean it by this: its name or title, in any case."""
        return written.casefold() in (self.name.casefold(), self.title.casefold())

    def has_ratio(self, ratio: AspectRatio) -> bool:
        """Whether it draws in this shape, or near it."""
        return self.narrowest.value <= ratio.value <= self.widest.value

    def price(self, size: str | None, quality: str | None) -> Decimal | None:
        """US dollars for one picture of this size and quality; None where nobody said."""
        for price in self.prices:
            if price.size in (None, size) and price.quality in (None, quality):
                return price.usd
        return None

    def has_size(self, size: Size) -> bool:
        """Whether it draws exactly this size."""
        return self.sizes.has(size)
