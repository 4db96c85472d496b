"""What commands may be meant as that there are not."""

import pytest

from bot.telegram.inbound.guesses import guess, read

MEANT = [
    ("/imagine a cat", "draw", "a cat"),
    ("/ draw a cat", "draw", "a cat"),
    ("/drawa", "draw", ""),
    ("/draw_a_cat", "draw", "a cat"),
    ("/drawcat", "draw", "cat"),
    ("/darw a fox --ar 2:1", "draw", "a fox --ar 2:1"),
    ("/draw,a cat", "draw", "a cat"),
    ("/draw-a cat", "draw", "a cat"),
    ("/imagine --ar 2:1 a cat", "draw", "--ar 2:1 a cat"),
    ("/imagine\na cat", "draw", "a cat"),
    ("/DRAW@another_bot a cat", "draw", "a cat"),
    ("\\draw a cat", "draw", "a cat"),
    ("/нарисуй кот", "draw", "кот"),
    ("/рисуй", "draw", ""),
    ("/нарисуй_рыжего_кота", "draw", "рыжего кота"),
    ("/вкфц лиса", "draw", "лиса"),
    ("/setings", "settings", ""),
    ("/настройки", "settings", ""),
    ("/language ru", "language", "ru"),
    ("/язык", "language", ""),
    ("/model flux", "model", "flux"),
    ("/hlep", "help", ""),
    ("/помощь", "help", ""),
    ("/histroy", "history", ""),
    ("/more", "again", ""),
    ("/старт", "start", ""),
    ("/отмена", "cancel", ""),
]


@pytest.mark.parametrize(("text", "name", "words"), MEANT)
def test_a_command_is_found_by_what_it_is_like(text: str, name: str, words: str) -> None:
    called = read(text)
    assert called is not None
    found = guess(called)
    assert found is not None
    assert (found.name, found.words) == (name, words)


@pytest.mark.parametrize("text", ["/foo", "/cat", "/123", "/я", "/" + "x" * 4000])
def test_what_is_like_nothing_is_not_guessed(text: str) -> None:
    called = read(text)
    assert called is not None
    assert guess(called) is None


@pytest.mark.parametrize("text", ["/", "//", "/etc/passwd", "/ ", "a/b", "hello", "", "/…"])
def test_what_is_no_command_is_none(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("value", "language"), [("ru", "ru"), ("Русский", "ru"), ("English", "en"), ("fr", None), ("", None)]
)
def test_a_language_is_known_by_its_names(value: str, language: str | None) -> None:
    called = read(f"/lang {value}")
    assert called is not None
    found = guess(called)
    assert found is not None
    assert found.language == language


def test_a_language_is_meant_by_no_other_command() -> None:
    called = read("/draw_it ru")
    assert called is not None
    found = guess(called)
    assert found is not None
    assert found.language is None
