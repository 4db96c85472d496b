"""Words to concepts: tokens of a prompt looked up in the vocabulary, Russian endings and English plurals aside."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from sandbox.painter import vocabulary

Kind = Literal["subject", "place", "sky", "mood", "colour"]

ADJECTIVE_ENDINGS = frozenset(
    re.findall(r"\w+", "ый ий ой ая яя ое ее ые ие ого его ому ему ую юю ым им ом ем ыми ими ых их ою ею ей")
)
NOUN_ENDINGS = ADJECTIVE_ENDINGS | frozenset(
    re.findall(
        r"\w+",
        "а я о е и ы у ю ь й ам ям ах ях ов ев ами ями ья ью ье ьи ьев ьям ьями ьях ия ии ию ией ием иям иями иях",
    )
)
LONGEST_ENDING = 4
#: A prompt says what it is about early; the rest of a very long one is left unread.
MOST_TOKENS = 600

_TOKEN = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Concept:
    """One thing the painter knows."""

    kind: Kind
    name: str


@dataclass
class _Lexicon:
    whole: dict[str, Concept] = field(default_factory=dict)
    stems: dict[str, Concept] = field(default_factory=dict)
    adjectives: dict[str, Concept] = field(default_factory=dict)

    def add(self, concept: Concept, words: str) -> None:
        for word in words.split():
            table = {"*": self.stems, "~": self.adjectives}.get(word[-1], self.whole)
            table.setdefault(word.rstrip("*~"), concept)

    def find(self, token: str) -> Concept | None:
        """A whole word first, then the longest stem."""
        for form in _singulars(token):
            if form in self.whole:
                return self.whole[form]
        for length in range(min(LONGEST_ENDING, len(token) - 1) + 1):
            stem, ending = token[: len(token) - length], token[len(token) - length :]
            if stem in self.stems and (not ending or ending in NOUN_ENDINGS):
                return self.stems[stem]
            if stem in self.adjectives and ending in ADJECTIVE_ENDINGS:
                return self.adjectives[stem]
        return None


def concepts(prompt: str) -> Iterator[tuple[int, Concept]]:
    """What the prompt names, each with the number of its word."""
    lexicon = _lexicon()
    for index, token in enumerate(_tokens(prompt)):
        concept = lexicon.find(token)
        if concept is not None:
            yield index, concept


def _tokens(prompt: str) -> list[str]:
    return [match.group().replace("ё", "е") for match in _TOKEN.finditer(prompt.lower())][:MOST_TOKENS]


def _singulars(token: str) -> Iterator[str]:
    yield token
    if token.endswith("ies"):
        yield token[:-3] + "y"
    if token.endswith("es"):
        yield token[:-2]
    if token.endswith("s"):
        yield token[:-1]


@cache
def _lexicon() -> _Lexicon:
    lexicon = _Lexicon()
    tables: tuple[tuple[Kind, Mapping[str, str]], ...] = (
        ("subject", vocabulary.SUBJECTS),
        ("place", vocabulary.PLACES),
        ("sky", vocabulary.SKY),
        ("mood", vocabulary.MOODS),
        ("colour", {name: words for name, (_, words) in vocabulary.COLOURS.items()}),
    )
    for kind, table in tables:
        for name, words in table.items():
            lexicon.add(Concept(kind, name), words)
    return lexicon
