"""What is small talk, and what may be a picture."""

import pytest

from bot.drawing.policy.talk import Talk, may_be_talk, meant

MEANT = {
    Talk.HELLO: [
        "hello",
        "Hellooo!!",
        "hi there 👋",
        "Good morning",
        "how are you?",
        "привет",
        "Привет, как дела?",
        "ку",
    ],
    Talk.THANKS: ["thanks!", "Thank you so much ❤️", "ok thanks", "спасибо", "Большое спасибо!", "хорошо, спасибо"],
    Talk.PRAISE: [
        "wow, love it",
        "lol",
        "LOOOL",
        "hahaha",
        "so cute!",
        "класс",
        "ахахаха",
        "это очень красиво",
        "хаха круто",
    ],
    Talk.COMPLAINT: ["ew", "not like this", "не то", "мне не нравится"],
    Talk.ASSENT: ["ok", "Yes.", "ок", "да", "понятно"],
    Talk.BYE: ["bye", "пока"],
    Talk.CALL_OFF: ["never mind", "отмена", "не надо", "cancel"],
    Talk.HELP: ["help", "what can you do?", "что ты умеешь?", "помощь"],
    Talk.LINK: ["https://example.org/a.png", "t.me/foxes", "www.example.org"],
    Talk.NOISE: [".", "?", "🦊", "!!!", "👍👍", "…"],
    Talk.WORDS: [
        "a red fox",
        "love",
        "cat",
        "good morning in Paris",
        "thank you card with flowers",
        "рыжая лиса",
        "привет из Сочи, открытка",
        "super mario",
        "yes, blue",
        "make it blue",
        "ok corral",
        "1984",
        "lolita fashion",
        "a fox https://example.org",
    ],
}


@pytest.mark.parametrize(("talk", "text"), [(talk, text) for talk, texts in MEANT.items() for text in texts])
def test_words_mean_what_people_mean_by_them(talk: Talk, text: str) -> None:
    assert meant(text) is talk


@pytest.mark.parametrize(
    "text", ["wow, love it", "thanks!", "lol", "класс", "?", "wow blue sky", "is it a fox?", "nice but in winter", "👍"]
)
def test_what_may_be_said_about_a_picture_may_be_talk(text: str) -> None:
    assert may_be_talk(text)


@pytest.mark.parametrize(
    "text", ["in winter", "make it blue", "no snow", "зимой", "без снега", "--ar 2:1", "yes, blue"]
)
def test_a_plain_change_is_none(text: str) -> None:
    assert not may_be_talk(text)


@pytest.mark.parametrize(
    "text", ["a" * 4096, "ha" * 2048, "х" * 4096, "hi " * 1365, "http://" * 500, "." * 4096, "ло" * 2000]
)
def test_however_long_it_takes_no_time(text: str) -> None:
    assert isinstance(meant(text), Talk)
