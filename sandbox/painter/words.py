"""Words to concepts: tokens of a prompt looked up in the vocabulary, Russian endings and English plurals aside."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from sandbox.painter import vocabulary

Kind = Literal[
    "subject", "place", "sky", "mood", "color", "style", "tone", "view", "number", "denial", "abstract", "filler"
]

ADJECTIVE_ENDINGS = frozenset(
    re.findall(r"\w+", "ый ий ой ая яя ое ее ые ие ого его ому ему ую юю ым им ом ем ыми ими ых их ою ею ей")
)
NOUN_ENDINGS = ADJECTIVE_ENDINGS | frozenset(
    re.findall(
        r"\w+",
        "а я о е и ы у ю ь й ам ям ах ях ов ев ами ями ья ью ье ьи ьев ьям ьями ьях ия ии ию ией ием иям иями иях",
    )
)
#: What may follow a stem, by the mark the stem is written with.
ENDINGS = {"*": NOUN_ENDINGS | {""}, "~": ADJECTIVE_ENDINGS}
LONGEST_ENDING = 4
#: A prompt says what it is about early; the rest of a very long one is left unread.
MOST_TOKENS = 600

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Concept:
    """One thing the painter knows."""

    kind: Kind
    name: str


@dataclass(frozen=True)
class Found:
    """A concept and the words that name it: the first of them and the one after the last."""

    concept: Concept
    start: int
    end: int


@dataclass
class _Lexicon:
    whole: dict[str, Concept] = field(default_factory=dict)
    stems: dict[str, Concept] = field(default_factory=dict)
    adjectives: dict[str, Concept] = field(default_factory=dict)
    #: By the first letter, longest first.
    phrases: dict[str, list[tuple[list[str], Concept]]] = field(default_factory=dict)

    def add(self, concept: Concept, words: str) -> None:
        for word in words.split():
            if "_" in word:
                self.phrases.setdefault(word[0], []).append((word.split("_"), concept))
                continue
            table = {"*": self.stems, "~": self.adjectives}.get(word[-1], self.whole)
            table.setdefault(word.rstrip("*~"), concept)

    def phrase(self, tokens: list[str], start: int) -> Found | None:
        """The longest phrase that begins there."""
        for parts, concept in self.phrases.get(tokens[start][0], ()):
            end = start + len(parts)
            if end <= len(tokens) and all(map(_fits, parts, tokens[start:end])):
                return Found(concept, start, end)
        return None

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


def concepts(tokens: list[str]) -> Iterator[Found]:
    """What the words name, in their order; a phrase goes before each of its words."""
    lexicon = _lexicon()
    start = 0
    while start < len(tokens):
        found = lexicon.phrase(tokens, start)
        if found is None:
            concept = lexicon.find(tokens[start])
            found = Found(concept, start, start + 1) if concept else None
        if found is not None:
            yield found
        start = found.end if found else start + 1


def tokens_of(prompt: str) -> list[str]:
    """The words of a prompt, in small letters and without ё; hyphens part them."""
    return [match.group().replace("ё", "е") for match in _TOKEN.finditer(prompt.lower())][:MOST_TOKENS]


def _fits(pattern: str, token: str) -> bool:
    endings = ENDINGS.get(pattern[-1])
    if endings is None:
        return pattern in _singulars(token)
    stem = pattern[:-1]
    return token.startswith(stem) and token[len(stem) :] in endings


def _singulars(token: str) -> Iterator[str]:
    yield token
    if token.endswith("ies"):
        yield token[:-3] + "y"
    if token.endswith("es"):
        yield token[:-2]
    if token.endswith("s"):
        yield token[:-1]


def _tables() -> Iterable[tuple[Kind, Mapping[str, str]]]:
    return (
        ("subject", vocabulary.SUBJECTS),
        ("place", vocabulary.PLACES),
        ("sky", vocabulary.SKY),
        ("mood", vocabulary.MOODS),
        ("color", {name: words for name, (_, words) in vocabulary.COLORS.items()}),
        ("style", vocabulary.STYLES),
        ("tone", vocabulary.TONES),
        ("view", vocabulary.VIEWS),
        ("number", vocabulary.NUMBERS),
        ("denial", {"without": vocabulary.DENIALS}),
        ("abstract", {"abstract": vocabulary.ABSTRACT}),
        ("filler", {"filler": vocabulary.FILLER}),
    )


@cache
def _lexicon() -> _Lexicon:
    lexicon = _Lexicon()
    for kind, table in _tables():
        for name, words in table.items():
            lexicon.add(Concept(kind, name), words)
    for phrases in lexicon.phrases.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return lexicon
