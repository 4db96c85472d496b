"""What the bot says: the same in every language, with nothing missing and nothing unescaped."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

from bot import errors
from bot.drawing.values.generations import Reason
from bot.errors import PalitraError, RequestError
from bot.telegram.inbound import menu_commands
from bot.telegram.inbound.handlers import groups, settings
from bot.wording import captions
from bot.wording.keyboards import Action
from bot.wording.lengths import TEXT_LIMIT, length
from bot.wording.texts import LANGUAGES, Texts, language_of
from tests.drawing.builders import MODEL, generation, origin

ABOUT_WORDS: list[PalitraError] = [
    errors.PromptMissing(),
    errors.PromptTooLong(702, 500, 33),
    errors.FlagUnknown("sede", "seed"),
    errors.FlagRepeated("seed"),
    errors.FlagsClash("ar", "wide"),
    errors.FlagValueMissing("ar"),
    errors.FlagValueUnwanted("spoiler", "yes"),
    errors.NumberInvalid("many"),
    errors.WeightInvalid("-1", "0.01", "100"),
    errors.PresetUnknown("style", "oli", "oil", "photo, oil"),
    errors.SeedInvalid("banana"),
    errors.SeedUnsupported("DALL·E 3"),
    errors.RatioInvalid("0:1"),
    errors.RatioUnsupported("9:1", "1:4", "4:1"),
    errors.SizeInvalid("huge"),
    errors.OptionUnsupported("YandexART", "quality"),
    errors.ChoiceUnsupported("DALL·E 3", "size", "512x512", "1024x1024, 1792x1024, 1024x1792"),
    errors.ModelUnknown("midjourney", "yandex-art, dall-e-3"),
    errors.CountTooLarge(9, 4),
]
"""One of every error about what people wrote."""

EXAMPLES: list[PalitraError] = [
    *ABOUT_WORDS,
    errors.AdminsOnly(),
    errors.QuietNow("7:00"),
    errors.DailyLimitReached(20),
    errors.NotYours(),
    errors.TooLate(),
    errors.StoreUnavailable("disk full"),
]
"""One of every error that people are told."""

PLURALS = {"zero", "one", "two", "few", "many", "other"}


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts()


def messages(language: str) -> dict[str, set[str]]:
    """Every message of a locale file, and the placeables in it."""
    source = files("bot.wording").joinpath("locales", f"{language}.ftl").read_text("utf-8")
    found = re.findall(r"^([a-z][\w-]*) =((?:.*\n)(?:[ \t].*\n|\n(?=[ \t]))*)", source, re.MULTILINE)
    return {name: set(re.findall(r"\{\s*(\$?[a-z][\w-]*)", text)) for name, text in found}


def test_every_language_has_the_same_messages_with_the_same_placeables() -> None:
    first, *others = (messages(language) for language in LANGUAGES)
    assert first["caption"] == {"$prompt", "$details", "$notes"}
    assert others == [first] * (len(LANGUAGES) - 1)


def variants(language: str) -> dict[str, set[str]]:
    """By message: what is chosen by, and the keys there are for it, but for the forms of numbers."""
    source = files("bot.wording").joinpath("locales", f"{language}.ftl").read_text("utf-8")
    found: dict[str, set[str]] = {}
    for message in FluentParser().parse(source).body:
        if isinstance(message, ast.Message):
            found[message.id.name] = set(_variants(message))
    return found


def _variants(node: ast.BaseNode) -> Iterator[str]:
    if isinstance(node, ast.SelectExpression) and isinstance(node.selector, ast.VariableReference):
        keys = (one.key.name if isinstance(one.key, ast.Identifier) else one.key.value for one in node.variants)
        words = sorted(set(keys) - PLURALS)
        if words:
            yield f"{node.selector.id.name}: {words}"
    for value in vars(node).values():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.BaseNode):
                yield from _variants(child)


def test_every_language_chooses_by_the_same_arguments_among_the_same_words() -> None:
    first, *others = (variants(language) for language in LANGUAGES)
    assert first["flag-unknown"] == {"nearest: ['none']"}
    assert others == [first] * (len(LANGUAGES) - 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_used_and_every_text_that_is_used_is_there(language: str) -> None:
    code = "".join(path.read_text() for path in Path(str(files("bot"))).rglob("*.py"))
    called = set(re.findall(r"""(?:say\(|get\([\w.\[\]]+, |_retold\(texts, language, )"([\w-]+)\"""", code))
    quoted = set(re.findall(r'"([\w-]+)"', code))
    built = {
        *(f"button-{action}" for action in Action),
        *(f"button-{way}" for way in ("newer", "older")),
        *(f"reason-{reason}" for reason in Reason),
        *(f"command-{name}" for _, names in menu_commands.COMMANDS.values() for name in names),
        *(f"setting-{name}" for name in (*settings.FIELDS, *groups.FIELDS)),
        *(f"form-{value}" for value in ("photo", "file")),
        *(f"draws-{value}" for value in ("everybody", "admins")),
        *(f"spoiler-{value}" for value in ("no", "yes")),
        *(re.sub(r"(?<!^)(?=[A-Z])", "-", type(example).__name__).lower() for example in EXAMPLES),
    } - {f"button-{menu}" for menu in (Action.RATIO, Action.STYLE)}
    there = set(messages(language))
    assert called | built <= there
    assert there <= quoted | built


def test_no_text_is_left_in_the_other_language() -> None:
    for language in LANGUAGES:
        source = files("bot.wording").joinpath("locales", f"{language}.ftl").read_text("utf-8")
        for message in FluentParser().parse(source).body:
            if isinstance(message, ast.Message) and re.search("[a-zа-яё]", words := "".join(_words(message))):
                assert bool(re.search("[а-яё]", words)) == (language == "ru"), message.id.name


def _words(node: ast.BaseNode) -> Iterator[str]:
    """The running text of a message, without markup."""
    if isinstance(node, ast.TextElement):
        yield re.sub(r"<[^>]+>", "", node.value)
    for value in vars(node).values():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.BaseNode):
                yield from _words(child)


def leaves(kind: type[PalitraError]) -> set[type[PalitraError]]:
    """The errors at the ends of the tree."""
    below = kind.__subclasses__()
    return set().union(*map(leaves, below)) if below else {kind}


def test_an_example_is_here_of_every_error_that_people_are_told() -> None:
    assert {type(example) for example in EXAMPLES} == leaves(RequestError) | {errors.StoreUnavailable}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_every_error_has_a_sentence_in_every_language(texts: Texts, language: str, error: PalitraError) -> None:
    sentence = texts.error(language, error)
    assert bool(re.search("[а-я]", sentence)) == (language == "ru")
    assert not re.search(r"[{}$]", sentence)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", ABOUT_WORDS, ids=lambda error: type(error).__name__)
def test_what_is_wrong_with_a_request_is_named(texts: Texts, language: str, error: PalitraError) -> None:
    sentence = texts.error(language, error)
    assert all(str(value) in sentence for value in vars(error).values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "error",
    [example for example in ABOUT_WORDS if not isinstance(example, errors.PromptTooLong)],
    ids=lambda error: type(error).__name__,
)
def test_what_is_wrong_with_a_request_is_answered_with_the_right_form(
    texts: Texts, language: str, error: PalitraError
) -> None:
    assert re.search(r"<code>/draw [^<]+</code>", texts.error(language, error))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_in_every_language(texts: Texts, language: str, reason: Reason) -> None:
    ended = generation(reason=reason, operation_id="fbv17", origin=origin(language=language))
    sentence = captions.ending(texts, ended)
    assert bool(re.search("[а-я]", sentence)) == (language == "ru")
    assert sentence.endswith((".", "</code>"))
    assert ("fbv17" in sentence) == (reason is Reason.TIMEOUT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["start", "help", "command-draw", "command-help"])
def test_the_first_words_are_in_every_language(texts: Texts, language: str, name: str) -> None:
    text = texts.get(language, name)
    assert bool(re.search("[а-я]", text)) == (language == "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_wrote_stays_words(texts: Texts, language: str) -> None:
    sentence = texts.error(language, errors.SeedInvalid("<b>1 & 2</b> { $x } &amp;"))
    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt; { $x } &amp;amp;" in sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_arguments_stand_without_isolation_marks(texts: Texts, language: str) -> None:
    """They would stand in what people copy."""
    assert not re.search("[\u2066-\u2069]", texts.error(language, errors.SeedInvalid("banana")))


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
def test_russian_counts_as_russians_do(texts: Texts, size: int, words: str) -> None:
    assert words in texts.error("ru", errors.PromptTooLong(size, 500))


@pytest.mark.parametrize(
    ("seconds", "english", "russian"),
    [(20, "20 s", "20 с"), (0.2, "1 s", "1 с"), (59.6, "1 min 0 s", "1 мин 0 с"), (7265, "121 min 5 s", "121 мин 5 с")],
)
def test_a_duration_is_told_in_minutes_and_seconds(texts: Texts, seconds: float, english: str, russian: str) -> None:
    arguments = captions.duration(seconds)
    assert (texts.get("en", "duration", **arguments), texts.get("ru", "duration", **arguments)) == (english, russian)


def test_a_name_there_is_no_text_of_is_an_error(texts: Texts) -> None:
    with pytest.raises(KeyError):
        texts.get("en", "no-such-text")


def test_a_text_without_its_arguments_is_an_error(texts: Texts) -> None:
    """A person is never shown a name in braces."""
    with pytest.raises(ValueError, match="seed-invalid"):
        texts.get("en", "seed-invalid")


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


def test_the_placeholder_tells_how_long_it_usually_takes(texts: Texts) -> None:
    assert "20 s" in captions.placeholder(texts, generation(), {MODEL.name: MODEL})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", [errors.SeedInvalid("x" * 4000), errors.FlagUnknown("😀" * 2000, "none")])
def test_however_long_a_wrong_word_is_the_sentence_fits_a_message(
    texts: Texts, language: str, error: PalitraError
) -> None:
    assert length(texts.error(language, error)) <= TEXT_LIMIT / 2
