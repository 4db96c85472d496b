"""What a command may be meant as that there is not: misspelt, another bot's, or in another alphabet."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_CALL = re.compile(r"[/\\]\s*(?P<name>\w+)(?:@(?P<bot>\w+))?(?P<rest>.*)", re.DOTALL)

_GLUE = re.compile(r"-?(?!-)[\s.,:;!=+]*")
"""What stands between a name and its words; a run of dashes begins a flag."""

_SYNONYMS: Mapping[str, str] = {
    "draw": """
        imagine generate gen paint create make picture pic image img photo dream sketch art illustrate render show
        drawing drawings painting
        нарисуй рисуй нарисовать рисовать изобрази сгенерируй генерируй создай картинка картинку рисунок арт покажи
    """,
    "again": "repeat redo retry more another variation reroll ещё повтори повторить снова заново",
    "history": "gallery pictures images my mine last история галерея картинки мои",
    "settings": "setting config options preferences prefs setup настройки настройка опции",
    "help": "commands menu info about manual faq помощь справка помоги команды меню хелп",
    "tips": "tip examples example guide how советы совет пример примеры",
    "privacy": "policy приватность данные конфиденциальность",
    "forget": "deleteme erase wipe забудь забыть",
    "export": "download экспорт выгрузка скачать",
    "start": "hello hi begin go старт начать начало привет",
    "cancel": "stop abort quit exit undo отмена отменить отмени стоп хватит",
    "styles": "presets стили",
    "model": "models engine модель модели",
    "ratio": "shape ar aspect format size форма формат размер",
    "style": "стиль",
    "language": "lang locale язык",
    "as_file": "file files файл файлы",
}
"""What else a command is called, or one of the settings."""

_LANGUAGES: Mapping[str, str] = {
    "ru": "ru rus russian русский рус по-русски",
    "en": "en eng english английский англ по-английски",
}

SETTINGS = frozenset({"model", "ratio", "style", "language", "as_file"})
"""What is no command, but one of the settings."""

_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.")
"""What the same keys write in the other layout."""

_NEAR, _FAR = 0.8, 0.7
"""How alike names are that are the same, and that may be if nothing else is known of them."""

_LEAST = 4
"""Letters of a name, and of what is left, that may be written together: /drawcat."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command as it was written: its ``name``, the ``bot`` it is for, and the ``words`` after it."""

    name: str
    bot: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What a command may be meant as: the name of one or of a setting, with the words or the value for it."""

    name: str
    words: str = ""

    @property
    def language(self) -> str | None:
        """Which language is meant, where it is about that and there is such a one."""
        return _LANGUAGE_NAMES.get(self.words.casefold()) if self.name == "language" else None


def _listed(synonyms: Mapping[str, str]) -> Mapping[str, str]:
    return {one: name for name, others in synonyms.items() for one in (name, *others.replace("ё", "е").split())}


_NAMES, _LANGUAGE_NAMES = _listed(_SYNONYMS), _listed(_LANGUAGES)


def read(text: str) -> Call | None:
    """A text as a command; None where it is none: a lone slash, or a path."""
    match = _CALL.fullmatch(text.strip())
    if match is None or match["rest"].startswith(("/", "\\")):
        return None
    return Call(match["name"], match["bot"], _GLUE.sub("", match["rest"], count=1).strip())


def guess(call: Call) -> Guess | None:
    """What is most likely meant; None where it is like nothing."""
    written = call.name.casefold().replace("ё", "е")
    spellings = list(dict.fromkeys((written, written.translate(_KEYS))))
    exact = (Guess(_NAMES[one], call.words) for one in spellings if one in _NAMES)
    near = (Guess(_NAMES[like], call.words) for one in spellings for like in _alike(one, _NEAR))
    far = (Guess(_NAMES[like], call.words) for like in _alike(written, _FAR))
    ways = (exact, _in_one(call, written, "_"), _in_one(call, written, ""), near, far)
    return next((found for way in ways for found in way), None)


def _alike(name: str, least: float) -> list[str]:
    return get_close_matches(name, _NAMES, n=1, cutoff=least)


def _in_one(call: Call, written: str, joint: str) -> Iterator[Guess]:
    """What is meant where the words are written together with the name, the longest name first."""
    for name in sorted(_NAMES, key=len, reverse=True):
        rest = written.removeprefix(name + joint)
        if _NAMES[name] == "draw" and rest != written and (joint or min(len(name), len(rest) + 1) >= _LEAST):
            yield Guess("draw", f"{rest.replace('_', ' ')} {call.words}".strip())
