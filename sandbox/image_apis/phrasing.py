"""A language model's stand-in: a few words become a prompt with subject, style, light, palette and composition."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

ASPECTS: Final = ("style", "light", "palette", "composition")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is said in one language, and how the rules there name it; the details of what is known by name."""

    said: Mapping[str, tuple[str, ...]]
    named: Mapping[str, re.Pattern[str]]
    known: Mapping[str, str]
    details: tuple[str, ...]


def _named(**words: str) -> Mapping[str, re.Pattern[str]]:
    return {aspect: re.compile(word, re.IGNORECASE) for aspect, word in words.items()}


PHRASES: Final[Mapping[str, Phrases]] = {
    "en": Phrases(
        said={
            "style": ("photorealistic photograph", "oil painting", "watercolor painting", "3D render"),
            "light": ("soft light from a window", "golden hour light", "dramatic lighting", "misty diffused light"),
            "palette": ("warm autumn colors", "muted cold colors", "pastel colors", "deep saturated colors"),
            "composition": ("wide view", "close-up", "low angle view", "panoramic view"),
        },
        named=_named(style="style", light="light", palette="colou?r|palette", composition="composition"),
        known={
            "library": "high wooden shelves, an open book and a cup of tea on the table",
            "lighthouse": "waves breaking on the rocks, a beam of light through the clouds",
            "fox": "thick fur, attentive eyes, a birch forest behind it",
            "cat": "whiskers and paws in detail, a knitted blanket",
        },
        details=("many fine details, sharp focus", "a clear foreground, depth behind it", "rich textures, a calm mood"),
    ),
    "ru": Phrases(
        said={
            "style": ("фотореалистичная картина", "масляная живопись", "акварель", "3D-графика"),
            "light": ("мягкий свет из окна", "свет золотого часа", "драматичное освещение", "рассеянный свет в тумане"),
            "palette": ("тёплые осенние тона", "приглушённые холодные тона", "пастельные тона", "насыщенные цвета"),
            "composition": ("общий план", "крупный план", "вид снизу", "панорама"),
        },
        named=_named(style="стил", light="свет|освещ", palette="цвет|палитр|гамм", composition="композиц"),
        known={
            "библиотек": "высокие деревянные полки, открытая книга и чашка чая на столе",
            "маяк": "волны разбиваются о скалы, луч света сквозь тучи",
            "лис": "густой мех, внимательный взгляд, берёзовый лес позади",
            "кот": "усы и лапы в подробностях, вязаный плед",
        },
        details=(
            "множество мелких деталей, чёткий фокус",
            "ясный передний план, глубина кадра",
            "выразительные фактуры, спокойное настроение",
        ),
    ),
}

_CHOSEN: Final = re.compile(r"(?:leave it out|об этом не пиши):(.*)", re.IGNORECASE | re.DOTALL)
_ROOM: Final = re.compile(r"(\d+) (?:characters|знаков)")


def improved(words: str, rules: str, before: str = "") -> str:
    """Better words, other ones than before: as long as the rules allow, without what these say is chosen already."""
    phrases = PHRASES["ru" if re.search("[а-яё]", words, re.IGNORECASE) else "en"]
    room = int(found[1]) if (found := _ROOM.search(rules)) else len(words) + 300
    text = words.rstrip(" .,;")
    for phrase in _added(words, rules, before, phrases):
        if len(text) + len(phrase) + 2 <= room:
            text = f"{text}, {phrase}"
    return text


def _added(words: str, rules: str, before: str, phrases: Phrases) -> Iterator[str]:
    chosen = found[1] if (found := _CHOSEN.search(rules)) else ""
    folded = words.casefold()
    known = next((said for word, said in phrases.known.items() if word in folded), None)
    details = phrases.details if known is None else (known, *phrases.details)
    yield known if known and not before else _one(details, words, "details", before)
    for aspect in ASPECTS:
        if not phrases.named[aspect].search(chosen):
            yield _one(phrases.said[aspect], words, aspect, before)


def _one(choices: tuple[str, ...], words: str, aspect: str, before: str) -> str:
    """The one behind that of before; at first one that depends on the words alone."""
    first = sha256(f"{words} {aspect}".encode("utf-8", "replace")).digest()[0]
    said = next((number + 1 for number, choice in enumerate(choices) if choice in before), first)
    return choices[said % len(choices)]
