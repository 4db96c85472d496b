"""What the bot says: the same in every language, with nothing missing and nothing unescaped."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from fluent.syntax import FluentParser, ast

from bot import errors
from bot.errors import PalitraError, RequestError
from bot.wording.lengths import TEXT_LIMIT, length, plain
from bot.wording.texts import LANGUAGES, Locales, language_of
from tests.wording.arguments import arguments, nodes
from tests.wording.examples import ABOUT_WORDS, EXAMPLES, messages


@pytest.fixture(scope="module")
def locales() -> Locales:
    return Locales()


def test_every_language_has_the_same_messages_with_the_same_placeables() -> None:
    first, *others = (messages(language) for language in LANGUAGES)
    assert first["caption"] == {"$prompt", "$details", "$notes"}
    assert others == [first] * (len(LANGUAGES) - 1)


def chosen_by(language: str) -> dict[str, dict[str, frozenset[str]]]:
    """By message: what is chosen by, and the words there are for it."""
    return {
        message: {name: one.words for name, one in taken.items() if one.words}
        for message, taken in arguments(language).items()
    }


def test_every_language_chooses_by_the_same_arguments_among_the_same_words() -> None:
    first, *others = (chosen_by(language) for language in LANGUAGES)
    assert first["flag-unknown"] == {"nearest": {"none"}}
    assert others == [first] * (len(LANGUAGES) - 1)


def test_no_text_is_left_in_the_other_language() -> None:
    for language in LANGUAGES:
        source = files("bot.wording").joinpath("locales", f"{language}.ftl").read_text("utf-8")
        for message in FluentParser().parse(source).body:
            if isinstance(message, ast.Message) and re.search("[a-zа-яё]", words := "".join(_words(message))):
                assert bool(re.search("[а-яё]", words)) == (language == "ru"), message.id.name


def _words(message: ast.Message) -> Iterator[str]:
    """The running text of a message, without markup."""
    return (re.sub(r"<[^>]+>", "", node.value) for node in nodes(message) if isinstance(node, ast.TextElement))


def leaves(kind: type[PalitraError]) -> set[type[PalitraError]]:
    """The errors at the ends of the tree."""
    below = kind.__subclasses__()
    return set().union(*map(leaves, below)) if below else {kind}


def test_an_example_is_here_of_every_error_that_people_are_told() -> None:
    assert {type(example) for example in EXAMPLES} == leaves(RequestError) | {errors.StoreUnavailable}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_every_error_has_a_sentence_in_every_language(locales: Locales, language: str, error: PalitraError) -> None:
    sentence = locales.of(language).error(error)
    assert bool(re.search("[а-я]", sentence)) == (language == "ru")
    assert not re.search(r"[{}$]", sentence)


_BY_WORDS = (errors.ChoiceUnsupported, errors.PresetUnknown, errors.NegationUnsupported)
"""Errors whose flag is told by a word for it."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", ABOUT_WORDS, ids=lambda error: type(error).__name__)
def test_what_is_wrong_with_a_request_is_named(locales: Locales, language: str, error: PalitraError) -> None:
    sentence = plain(locales.of(language).error(error))
    by_words = ("flag", "words") if isinstance(error, _BY_WORDS) else ()
    assert all(str(value) in sentence for name, value in vars(error).items() if name not in by_words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", ABOUT_WORDS, ids=lambda error: type(error).__name__)
def test_no_example_of_somebody_elses_and_no_gap_to_fill_in_stands_in_what_is_wrong(
    locales: Locales, language: str, error: PalitraError
) -> None:
    sentence = plain(locales.of(language).error(error))
    assert isinstance(error, errors.PromptMissing) or not re.search("/draw|…", sentence)
    assert length(sentence) <= 220


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["start", "help", "command-draw", "command-help"])
def test_the_first_words_are_in_every_language(locales: Locales, language: str, name: str) -> None:
    text = locales.of(language).say(name, prompts="kept")
    assert bool(re.search("[а-я]", text)) == (language == "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_wrote_stays_words(locales: Locales, language: str) -> None:
    sentence = locales.of(language).error(errors.SeedInvalid("<b>1 & 2</b> { $x } &amp;"))
    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt; { $x } &amp;amp;" in sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_arguments_stand_without_isolation_marks(locales: Locales, language: str) -> None:
    """They would stand in what people copy."""
    assert not re.search("[\u2066-\u2069]", locales.of(language).error(errors.SeedInvalid("banana")))


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (501, "501 символ,"),
        (502, "502 символа,"),
        (504, "504 символа,"),
        (505, "505 символов,"),
        (511, "511 символов,"),
        (512, "512 символов,"),
        (521, "521 символ,"),
        (600, "600 символов,"),
    ],
)
def test_russian_counts_as_russians_do(locales: Locales, size: int, words: str) -> None:
    assert words in locales.of("ru").error(errors.PromptTooLong(size, 500))


def test_a_name_there_is_no_text_of_is_an_error(locales: Locales) -> None:
    with pytest.raises(KeyError):
        locales.first.say("no-such-text")


def test_a_text_without_its_arguments_is_an_error(locales: Locales) -> None:
    """A person is never shown a name in braces."""
    with pytest.raises(ValueError, match="seed-invalid"):
        locales.first.say("seed-invalid")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("ru", "ru"),
        ("ru-RU", "ru"),
        ("RU", "ru"),
        ("en", "en"),
        ("en-GB", "en"),
        ("de", "en"),
        ("uk", "en"),
        ("rue", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_people_are_answered_in_their_language_or_in_english(tag: str | None, language: str) -> None:
    assert language_of(tag) == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", [errors.SeedInvalid("x" * 4000), errors.FlagUnknown("😀" * 2000, "none")])
def test_however_long_a_wrong_word_is_the_sentence_fits_a_message(
    locales: Locales, language: str, error: PalitraError
) -> None:
    assert length(locales.of(language).error(error)) <= TEXT_LIMIT / 2
