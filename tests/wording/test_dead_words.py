"""What people wrote notifies and leads to nobody, and can still be copied as it was written."""

import pytest

from bot.wording.texts import Locales, escaped

LIVE = (
    "@somebody",
    "#fox",
    "/start",
    "$USD",
    "https://example.org/fox?x=1",
    "example.org",
    "пример.рф",
    "t.me/somebody",
    "tg://resolve?domain=somebody",
    "somebody@example.org",
    "10.0.0.5",
    "+7 (999) 123-45-67",
    "4111 1111 1111 1111",
)


@pytest.mark.parametrize("word", LIVE)
def test_what_telegram_would_bring_to_life_is_set_as_code_and_is_read_as_it_was_written(word: str) -> None:
    markup = escaped(f"a fox {word} in the snow", 1000)
    assert markup == f"a fox <code>{word.replace('&', '&amp;')}</code> in the snow"


@pytest.mark.parametrize(
    "words", ["a fox, 2:1", "and/or", "a 3.5 mm lens", "f/1.8", "1 < 2 & 3", "$5", "a - b", "x # y"]
)
def test_other_words_stay_plain(words: str) -> None:
    assert "<code>" not in escaped(words, 1000)


def test_of_more_than_telegram_takes_none_is_left_alive() -> None:
    markup = escaped("@somebody " * 200, 4000)
    assert markup.count("<code>") == 1
    assert markup.startswith("<code>@somebody")


@pytest.mark.parametrize("turning", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_what_turns_the_direction_of_words_is_left_out(turning: str) -> None:
    assert escaped(f"a{turning}fox", 100) == "afox"


def test_within_code_nothing_is_so_twice() -> None:
    said = Locales().first.say("reason-timeout", operation="@somebody", count=1, brought="no")
    assert "<code>@somebody</code>" in said


def test_a_long_word_takes_no_longer_than_its_length() -> None:
    assert escaped("1" * 100_000 + "a" * 100_000, 4096)
