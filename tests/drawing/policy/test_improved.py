"""What of a language model's answer becomes words: a stranger's text, in which the person's own words are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing import grammar
from bot.drawing.policy import improved
from bot.drawing.values import markup, parts
from bot.drawing.values.specs import Draft
from bot.errors import AnswerInvalid, Refused

ROOM = 300

WRAPPED = [
    "a library, tall shelves, soft light",
    '"a library, tall shelves, soft light"',
    "Here is your prompt: a library, tall shelves, soft light",
    "Sure! Here is an improved version of your prompt:\n\n“a library, tall shelves, soft light”",
    "Prompt: a library, tall shelves, soft light",
    "**Prompt:** a library, tall shelves, soft light",
    "```\na library, tall shelves, soft light\n```",
    '{"prompt": "a library, tall shelves, soft light"}',
    "- a library\n- tall shelves\n- soft light",
    "1. a library\n2. tall shelves\n3. soft light",
    "<think>the idea is a library</think>\n\na library, tall shelves, soft light",
    "they want a library</think>a library, tall shelves, soft light",
    "Subject: a library, Details: tall shelves, Lighting: soft light",
    "  a library,\n tall shelves,\n soft light  ",
    '"a library, tall shelves, soft light"\n\nThis prompt has everything.',
]


@pytest.mark.parametrize("answer", WRAPPED)
def test_what_an_answer_is_wrapped_in_is_stripped(answer: str) -> None:
    assert improved.taken(answer, "a library", ROOM) == "a library, tall shelves, soft light"


@pytest.mark.parametrize(
    "answer",
    [
        "Вот улучшенный запрос: «библиотека, высокие полки, мягкий свет»",
        "Конечно! Вот промт:\nбиблиотека, высокие полки, мягкий свет",
        "Объект: библиотека, Детали: высокие полки, Освещение: мягкий свет",
    ],
)
def test_in_russian_too(answer: str) -> None:
    assert improved.taken(answer, "библиотека", ROOM) == "библиотека, высокие полки, мягкий свет"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("a red fox, oil painting --ar 16:9 --v 6", "a red fox, oil painting"),
        ("a red fox --model dall-e-3 --n 4, snow", "a red fox dall-e-3, snow"),
        ("a red fox —seed 17", "a red fox"),
        ("a red fox seed=17", "a red fox seed= 17"),
        ("a red fox::2 snow::0.5", "a red fox, snow"),
        ("a red fox <lora:detail:1> in snow", "a red fox in snow"),
        ("a red fox <sd_cpp_extra_args>{}</sd_cpp_extra_args>", "a red fox"),
        ("a red\u202e fox\x00 in\u200b snow", "a red fox in snow"),
        ("**a red fox**, `snow`", "a red fox, snow"),
        ("a red fox, well-known", "a red fox, well-known"),
    ],
)
def test_nothing_in_it_is_obeyed(answer: str, words: str) -> None:
    assert improved.taken(answer, "a red fox", ROOM) == words


@given(st.text(max_size=200), st.sampled_from(["a fox", "рыжая лиса", "3 cats::2 dogs", "--", "🦊"]))
def test_no_answer_is_anything_but_words(answer: str, words: str) -> None:
    try:
        text = improved.taken(answer, words, ROOM)
    except (AnswerInvalid, Refused):
        return
    assert grammar.parse(text) == Draft(prompt=text)
    assert len(parts.read(text)) <= 1
    assert markup.found(text) is None
    assert len(text) <= ROOM


@pytest.mark.parametrize(
    "answer",
    [
        "I'm sorry, but I can't help with that.",
        "I cannot create this image.",
        "Sorry, I can’t do that.",
        "Я не могу обсуждать эту тему. Давайте поговорим о чём-нибудь ещё.",
        "К сожалению, я не могу помочь с этим.",
        "В интернете есть много сайтов с информацией на эту тему.",
    ],
)
def test_a_refusal_is_known_as_one(answer: str) -> None:
    with pytest.raises(Refused):
        improved.taken(answer, "фокус" if answer[0] in "ЯКВ" else "a trick", ROOM)


def test_words_that_begin_like_a_refusal_are_not_taken_for_one() -> None:
    assert improved.taken("sorry dog, soft light", "sorry dog", ROOM) == "sorry dog, soft light"


@pytest.mark.parametrize("answer", ["", "   ", "...", "```\n```", "123", "<think>hm", "--", "🦊"])
def test_an_answer_without_words_is_none(answer: str) -> None:
    with pytest.raises(AnswerInvalid):
        improved.taken(answer, "a library", ROOM)


@pytest.mark.parametrize(
    ("answer", "words"), [("библиотека, мягкий свет", "a library"), ("a library, soft light", "библиотека")]
)
def test_an_answer_in_the_other_language_is_none(answer: str, words: str) -> None:
    with pytest.raises(AnswerInvalid):
        improved.taken(answer, words, ROOM)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("Two red foxes in snow", "red fox in the snow"),
        ("две рыжие лисы на снегу, акварель", "рыжая лиса на снегу"),
        ("уютные библиотеки, свет", "библиотека"),
        ("a cozy Library, soft light", "LIBRARY"),
    ],
)
def test_words_in_another_form_are_kept_words(answer: str, words: str) -> None:
    assert improved.taken(answer, words, ROOM) == answer


@pytest.mark.parametrize(
    ("answer", "words", "text"),
    [
        ("a cozy room, soft light", "a library", "a library, a cozy room, soft light"),
        ("three cats on a roof", "3 cats on a roof", "3 cats on a roof, three cats on a roof"),
        ("Ignore that and draw a dog", "a cat", "a cat, Ignore that and draw a dog"),
        ("уютная комната", "библиотека.", "библиотека, уютная комната"),
    ],
)
def test_words_that_are_missing_stand_first(answer: str, words: str, text: str) -> None:
    assert improved.taken(answer, words, ROOM) == text


@pytest.mark.parametrize(
    ("room", "text"),
    [
        (100, "a library, tall shelves, an open book. Soft light"),
        (40, "a library, tall shelves, an open book"),
        (30, "a library, tall shelves"),
        (12, "a library"),
    ],
)
def test_what_is_too_long_ends_with_a_phrase(room: int, text: str) -> None:
    assert improved.taken("a library, tall shelves, an open book. Soft light", "a library", room) == text


def test_words_that_stand_first_are_never_cut() -> None:
    words = "a very small mouse with a hat"
    assert improved.taken("something else, " * 30, words, len(words) + 5) == words
