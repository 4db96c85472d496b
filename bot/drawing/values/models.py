"""What a model can do, and what it asks for it: the differences between models are records, never branches."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import NewType

from bot.drawing.values.shapes import AspectRatio, Ratios, Size, Sizes
from bot.errors import ModelUnknown

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


_SPOKEN = {
    "шедеврум": "yandex",
    "shedevrum": "yandex",
    "яндекс": "yandex",
    "алиса": "alice",
    "алисы": "alice",
    "далли": "dalle",
    "дали": "dalle",
    "далле": "dalle",
    "чатгпт": "gpt",
    "chatgpt": "gpt",
    "джипити": "gpt",
    "гпт": "gpt",
    "арт": "art",
}
"""How people say what is written otherwise."""


def _letters(written: str) -> str:
    """A name without what people are free to leave out: only its letters and digits count."""
    letters = "".join(one for one in written.casefold() if one.isalnum())
    for spoken, name in _SPOKEN.items():
        letters = letters.replace(spoken, name)
    return letters


def meant(written: str, models: Iterable[Model]) -> tuple[Model, ...]:
    """The models that may be meant, of these: one where there is no doubt, none where nothing is like it.

    The whole name or title counts most, then how one begins, then what is in it.
    """
    known = tuple(models)
    if exact := tuple(model for model in known if model.is_called(written)):
        return exact[:1]
    asked = _letters(written)
    if same := tuple(model for model in known if asked in _names(model)):
        return same[:1]
    for is_like in _LIKE if asked else ():
        if found := tuple(one for one in known if any(is_like(name, asked) for name in _names(one))):
            return found
    return ()


def beginning(written: str, models: Iterable[Model]) -> tuple[Model, ...]:
    """The models whose names begin so."""
    asked = _letters(written)
    known = (model for model in models if any(name.startswith(asked) for name in _names(model)))
    return tuple(known) if len(asked) >= _TELLING else ()


_TELLING = 3
"""So many letters say that a model is meant."""


def close(written: str, models: Iterable[Model]) -> tuple[Model, ...]:
    """The models that are called nearly so, the nearest first."""
    names = {name: model for model in reversed(tuple(models)) for name in _names(model)}
    matches = get_close_matches(_letters(written), names, n=len(names) or 1)
    return tuple({names[name].name: names[name] for name in matches}.values())


_LIKE: tuple[Callable[[str, str], bool], ...] = (str.startswith, str.__contains__)


def pick(models: Mapping[str, Model], written: str | None, chosen: str | None) -> Model:
    """The model that was asked for, or the one that was chosen before, or the first. Raises ModelUnknown."""
    if written is None:
        return models.get(chosen or "") or next(iter(models.values()))
    found = meant(written, models.values())
    if len(found) != 1:
        raise ModelUnknown(written, ", ".join(one.title for one in found or models.values()))
    return found[0]


def _names(model: Model) -> tuple[str, str]:
    return _letters(model.name), _letters(model.title)
