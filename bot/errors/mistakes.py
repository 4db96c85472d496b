"""What is wrong with the settings, all of it at once: who mends one thing should not find the next one by starting."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.errors.base import ConfigurationError

_NEAR = 0.65
"""How much of two names has to be the same, from 0 to 1."""


@dataclass(slots=True)
class Mistakes:
    """Sentences for the operator, each once, in the order in which they were found."""

    sentences: list[str] = field(default_factory=list)

    @contextmanager
    def collected(self) -> Iterator[None]:
        """Go on after a ConfigurationError inside."""
        try:
            yield
        except ConfigurationError as error:
            self.add(str(error))

    def add(self, *sentences: str) -> None:
        """So much more is wrong."""
        self.sentences.extend(sentence for sentence in sentences if sentence not in self.sentences)

    def raise_all(self) -> None:
        """Raises ConfigurationError with all sentences, where there are any; without a cause, which may show values."""
        if self.sentences:
            raise ConfigurationError("; ".join(self.sentences)) from None


def meant(written: str, names: Iterable[str], near: float = _NEAR) -> str:
    """The end of a sentence about a name that is none: the one that was nearly written; nothing where there is none."""
    nearest = get_close_matches(written, list(names), n=1, cutoff=near)
    return f"; is {nearest[0]} meant?" if nearest else ""
