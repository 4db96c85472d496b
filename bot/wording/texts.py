"""What the bot says, in the person's language: the only place where texts for people are made."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from itertools import islice

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType
from typing_extensions import override

from bot.errors import PalitraError
from bot.wording.lengths import length, plain, shortened

LANGUAGES = ("en", "ru")
"""The languages there are texts in; the first is for everybody else."""

QUOTED = 400
"""UTF-16 units of a word, or of a list of choices, that a sentence repeats."""


def language_of(tag: str | None) -> str:
    """The language to speak with somebody whose Telegram has this IETF tag."""
    primary = (tag or "").split("-")[0].lower()
    return primary if primary in LANGUAGES else LANGUAGES[0]


_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_CODE = re.compile("</?code>")

_ENTITIES = 40
"""So many parts of one text are set as code; a message has two or three texts."""

_LIVE = re.compile(
    r"(?<!\S)(?=\S*?(?:@\w|\w@|//|#\w|\$[A-Z]|(?<![\w<>/])/\w|\w\.[^\W\d_]|\d(?:\.\d+){3}))\S+"  # mentions to addresses
    r"|\+?\d(?:[ ()./-]*\d){6,}"  # numbers of phones and cards
)
"""What Telegram finds something alive in, and a bit more: whole words, as it knows what they are parts of."""


class Html(str):
    """Markup that is ready to be sent; every other text is cut and escaped before it becomes part of a message."""

    __slots__ = ()


def escaped(text: str, limit: int) -> Html:
    """A plain text as markup: its first ``limit`` UTF-16 units, which escaping does not make more to Telegram.

    What Telegram would make a mention, a link or a command of is set as code: so it notifies and leads to nobody, and
    can still be copied as it was written.
    """
    words = shortened(legible(text), limit)
    live = list(islice(_LIVE.finditer(words), _ENTITIES + 1))
    if len(live) > _ENTITIES:  # Telegram takes a hundred of them in a message, and sets the rest free
        return _code(words)
    parts, end = [], 0
    for found in live:
        parts += [_bare(words[end : found.start()]), _code(found[0])]
        end = found.end()
    return Html("".join([*parts, _bare(words[end:])]))


def legible(text: str) -> str:
    """A text without the characters that turn the direction of what comes after them."""
    return _TURNING.sub("", text)


def code(text: str) -> Html:
    """A plain text that a tap copies."""
    return _code(shortened(legible(text), QUOTED))


def command_of_bot(name: str) -> Html:
    """A command of the bot's own that a tap sends."""
    return Html(f"/{name}")


def _code(text: str) -> Html:
    return Html(f"<code>{_bare(text)}</code>")


def _bare(text: str) -> str:
    return html.escape(text, quote=False)


def joined(parts: Iterable[Html], between: str = "") -> Html:
    """Markup of several, with plain punctuation between them."""
    return Html(between.join(parts))


def below(markup: Html, lines: int) -> Html:
    """Markup so many lines below another one."""
    return Html("\n" * lines + markup)


def own(text: str) -> Html:
    """What the operator wrote into the settings, as markup: a name or a link in it is to be tapped."""
    return Html(_bare(text))


def fitting(markup: Html, limit: int) -> Html:
    """Markup within so many UTF-16 units; where it is longer, the beginning of its words without the markup."""
    return markup if length(markup) <= limit else escaped(plain(markup), limit)


@dataclass(frozen=True, slots=True)
class Locale:
    """A language with its texts. Arguments that are text are escaped for Telegram's HTML: people's words stay words.

    They are also cut to ``QUOTED``, however long somebody made them; what may be longer is handed over as `Html`.
    """

    language: str
    _bundle: FluentBundle = field(repr=False, compare=False)

    def say(self, name: str, **arguments: str | float | datetime) -> Html:
        """The text of this name, as HTML. Raises KeyError where there is none, ValueError where it does not format."""
        pattern = self._bundle.get_message(name).value
        if pattern is None:
            raise KeyError(name)
        slots = {key: _Slot(key, value) for key, value in arguments.items() if isinstance(value, str)}
        text, problems = self._bundle.format_pattern(pattern, arguments | slots)
        if problems:
            raise ValueError(f"{self.language} {name}: {problems}")
        return Html(_MARK.sub(lambda mark: slots[mark["name"]].within(mark["code"]), str(text)))

    def error(self, error: PalitraError) -> Html:
        """The sentence for an error that a person can do something about; its name and arguments are the error's."""
        return self.say(name_of(error), **vars(error))


class Locales:
    """Every language with its texts, in the order of LANGUAGES; the files are read when this is made."""

    def __init__(self) -> None:
        self._locales = {language: Locale(language, _bundle(language)) for language in LANGUAGES}

    def __iter__(self) -> Iterator[Locale]:
        return iter(self._locales.values())

    @property
    def first(self) -> Locale:
        """What is spoken with whom nobody knows the language of: the operator, the command line."""
        return self._locales[LANGUAGES[0]]

    def of(self, tag: str | None) -> Locale:
        """What is spoken with somebody whose Telegram has this IETF tag."""
        return self._locales[language_of(tag)]


_MARK = re.compile("(?P<code><code>)?\ue000(?P<name>[a-z_]+)\ue001(?(code)</code>)")
"""Where a text goes, in characters that stand in no text of ours; those in people's words are put in afterwards."""


class _Slot(FluentType):
    """A text that Fluent chooses by and puts a mark for: it refuses to hold more than 2,500 characters itself."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text

    def within(self, code: str | None) -> Html:
        """What stands where the mark was; where that is set as code, nothing in it is so by itself."""
        markup = self._text if isinstance(self._text, Html) else escaped(self._text, QUOTED)
        return Html(f"<code>{_CODE.sub('', markup)}</code>") if code else markup

    @override
    def format(self, locale: object) -> str:
        return f"\ue000{self._name}\ue001"

    @override
    def __eq__(self, other: object) -> bool:
        return self._text == other

    @override
    def __hash__(self) -> int:
        return hash(self._text)


def name_of(error: PalitraError) -> str:
    """What an error is called in the locale files: prompt-too-long for PromptTooLong."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()


def _bundle(language: str) -> FluentBundle:
    source = files(__package__).joinpath("locales", f"{language}.ftl").read_text("utf-8")
    # Isolation marks around arguments would count against Telegram's limits and stand in what people copy.
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    return bundle
