"""What the bot says, in the person's language: the only place where texts for people are made."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from bot.errors import PalitraError
from bot.wording.lengths import shortened

LANGUAGES = ("en", "ru")
"""The languages there are texts in; the first is for everybody else."""

QUOTED = 400
"""UTF-16 units of a word, or of a list of choices, that a sentence about an error repeats."""


def language_of(tag: str | None) -> str:
    """The language to speak with somebody whose Telegram has this IETF tag."""
    primary = (tag or "").split("-")[0].lower()
    return primary if primary in LANGUAGES else LANGUAGES[0]


class Html(str):
    """Markup that is ready to be sent; every other text is escaped before it becomes part of a message."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Locale:
    """A language with its texts. Arguments that are text are escaped for Telegram's HTML: people's words stay words."""

    language: str
    _bundle: FluentBundle = field(repr=False, compare=False)

    def say(self, name: str, **arguments: str | float) -> Html:
        """The text of this name, as HTML. Raises KeyError where there is none, ValueError where it does not format."""
        pattern = self._bundle.get_message(name).value
        if pattern is None:
            raise KeyError(name)
        escaped = {key: _escaped(value) for key, value in arguments.items()}
        text, problems = self._bundle.format_pattern(pattern, escaped)
        if problems:
            raise ValueError(f"{self.language} {name}: {problems}")
        return Html(text)

    def error(self, error: PalitraError) -> Html:
        """The sentence for an error that a person can do something about; its name and arguments are the error's."""
        fields = {name: _quotable(value) for name, value in vars(error).items()}
        return self.say(name_of(error), **fields)


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


def _quotable(value: str | float) -> str | float:
    """What is quoted of a person's words in a sentence that has to fit into a message."""
    return shortened(value, QUOTED) if isinstance(value, str) else value


def _escaped(value: str | float) -> str | float:
    if not isinstance(value, str) or isinstance(value, Html):
        return value
    return html.escape(value, quote=False)


def name_of(error: PalitraError) -> str:
    """What an error is called in the locale files: prompt-too-long for PromptTooLong."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()


def _bundle(language: str) -> FluentBundle:
    source = files(__package__).joinpath("locales", f"{language}.ftl").read_text("utf-8")
    # Isolation marks around arguments would count against Telegram's limits and stand in what people copy.
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    return bundle
