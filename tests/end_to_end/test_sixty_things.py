"""Sixty things people write, in both languages: each is answered as one expects, and none is charged by surprise."""

import asyncio
from collections.abc import Callable
from enum import StrEnum

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import buttons, picture, said
from tests.end_to_end.stage import Message, Stage, dab, is_unfinished


class Answer(StrEnum):
    """What somebody expects."""

    DRAWS = "it is drawn"
    HELLO = "a hello and an example"
    WELCOME = "you’re welcome"
    TALK = "a friendly word and the way to a picture"
    OFFER = "should I draw this?"
    ASKED = "what should I draw?"
    MEANT = "did you mean this, with a button that does it"
    CORRECTION = "what is wrong, and the right form of their own words"
    WORDS_ONLY = "no picture is taken in; the words can be drawn"
    CANNOT = "what cannot be done, and an example"
    CHANGE = "should I draw this change?"
    HELP = "the help"
    NOTHING = "there is nothing to cancel"
    NONE_YET = "no pictures yet"
    SETTINGS = "the settings"


TOLD: dict[Answer, tuple[str, str]] = {
    Answer.DRAWS: ("Drawing…", "Рисую…"),
    Answer.HELLO: ("Hi!", "Привет!"),
    Answer.WELCOME: ("You’re welcome!", "Пожалуйста!"),
    Answer.OFFER: ("Should I draw this?", "Нарисовать это?"),
    Answer.ASKED: ("What should I draw?", "Что нарисовать?"),
    Answer.MEANT: ("There’s no command", "Команды"),
    Answer.WORDS_ONLY: ("No model here can take in a picture yet", "Ни одна модель здесь пока не принимает картинки"),
    Answer.HELP: ("Send /draw", "Отправьте /draw"),
    Answer.NOTHING: ("There’s nothing to cancel", "Отменять здесь нечего"),
    Answer.SETTINGS: ("Your defaults", "Для всех ваших картинок"),
}
"""How such an answer begins, in English and in Russian."""

PLAIN: list[tuple[str, Answer]] = [
    ("hello", Answer.HELLO),
    ("Hi there 👋", Answer.HELLO),
    ("helloooo", Answer.HELLO),
    ("good morning", Answer.HELLO),
    ("привет", Answer.HELLO),
    ("Здравствуйте!", Answer.HELLO),
    ("Привет, как дела?", Answer.HELLO),
    ("thanks!", Answer.WELCOME),
    ("thank you so much", Answer.WELCOME),
    ("спасибо", Answer.WELCOME),
    ("ок, спасибо большое 🙏", Answer.WELCOME),
    ("ok", Answer.TALK),
    ("yes", Answer.TALK),
    ("да", Answer.TALK),
    ("wow, love it", Answer.TALK),
    ("lol", Answer.TALK),
    ("ахахаха", Answer.TALK),
    ("класс", Answer.TALK),
    ("не то", Answer.TALK),
    ("bye", Answer.TALK),
    ("пока", Answer.TALK),
    (".", Answer.TALK),
    ("?", Answer.TALK),
    ("🦊🦊", Answer.TALK),
    ("/", Answer.TALK),
    ("https://example.org/fox.png", Answer.TALK),
    ("help", Answer.HELP),
    ("what can you do?", Answer.HELP),
    ("что ты умеешь?", Answer.HELP),
    ("never mind", Answer.NOTHING),
    ("отмена", Answer.NOTHING),
    ("/cancel", Answer.NOTHING),
    ("/stop", Answer.NOTHING),
    ("a red fox", Answer.OFFER),
    ("рыжая лиса в снегу", Answer.OFFER),
    ("good morning in Paris", Answer.OFFER),
    ("draw me a cat please", Answer.OFFER),
    ("нарисуй кота", Answer.OFFER),
    ("/etc/passwd", Answer.OFFER),
    ("/draw a fox", Answer.DRAWS),
    ("/DRAW a fox --seed 17", Answer.DRAWS),
    ("/draw лиса --широкий", Answer.DRAWS),
    ("/draw", Answer.ASKED),
    ("/draw a fox --sede 17", Answer.CORRECTION),
    ("/draw лиса --seed банан", Answer.CORRECTION),
    ("/draw a fox --style", Answer.CORRECTION),
    ("/imagine a cat", Answer.MEANT),
    ("/ draw a cat", Answer.MEANT),
    ("/drawa", Answer.MEANT),
    ("/draw_a_cat", Answer.MEANT),
    ("/darw a cat --ar 2:1", Answer.MEANT),
    ("/нарисуй кот", Answer.MEANT),
    ("/рисуй", Answer.MEANT),
    ("/language ru", Answer.MEANT),
    ("/setings", Answer.MEANT),
    ("/вкфц лиса", Answer.MEANT),
    ("/foo", Answer.MEANT),
    ("/foo a cat", Answer.MEANT),
    ("/settings", Answer.SETTINGS),
    ("/help", Answer.HELP),
]

Act = Callable[[Stage, int], Message]

OTHER: dict[str, tuple[Act, Answer]] = {
    "a photo": (lambda stage, who: photo(stage, who, ""), Answer.WORDS_ONLY),
    "a photo with words": (lambda stage, who: photo(stage, who, "my boat"), Answer.WORDS_ONLY),
    "a photo with /draw": (lambda stage, who: photo(stage, who, "/draw as a cartoon"), Answer.WORDS_ONLY),
    "a photo with /imagine": (lambda stage, who: photo(stage, who, "/imagine a cartoon"), Answer.WORDS_ONLY),
    "a sticker": (lambda stage, who: stage.telegram.world.say_sticker(who, who), Answer.CANNOT),
    "a voice message": (lambda stage, who: stage.telegram.world.say_voice(who, who), Answer.CANNOT),
    "a file": (lambda stage, who: stage.telegram.world.say_document(who, who, b"%PDF", "a.pdf"), Answer.CANNOT),
}

TO_A_PICTURE: list[tuple[str, Answer]] = [
    ("in winter", Answer.CHANGE),
    ("wow, love it", Answer.CHANGE),
    ("thanks!", Answer.CHANGE),
    ("lol", Answer.CHANGE),
    ("класс", Answer.CHANGE),
    ("?", Answer.CHANGE),
    ("зимой", Answer.CHANGE),
    ("/draw in winter", Answer.DRAWS),
    ("/again", Answer.DRAWS),
]


def photo(stage: Stage, who: int, caption: str) -> Message:
    """Somebody sends a photo."""
    return stage.telegram.world.say_photo(who, who, dab("x", 1, 1, 1), caption)


def kind_of(answer: Message, asked: str) -> Answer | str:
    """What an answer is."""
    if "photo" in answer:
        return Answer.DRAWS
    text, labels = answer["text"], list(buttons(answer))
    if {"Draw this change", "Изменить так"} & set(labels):
        return Answer.CHANGE
    known = (kind for kind, openings in TOLD.items() if text.startswith(openings))
    if (kind := next(known, None)) is not None:
        return kind if kind is not Answer.MEANT or labels else "no button"
    if asked.startswith("/draw "):
        return Answer.CORRECTION if "/draw " in text and not is_unfinished(answer) else text
    if asked:
        return Answer.TALK
    return Answer.CANNOT if "/draw" in text else text


def language_of(text: str) -> int:
    """Who writes so: Alice's Telegram is English, Boris' is Russian."""
    return BORIS if any("а" <= letter <= "я" for letter in text.lower()) else ALICE


async def answered(stage: Stage, asked: Message) -> Message:
    """The answer to a message, whether it replies to it or not."""
    async with asyncio.timeout(10):
        return await said(stage, asked)


async def test_sixty_things(stage: Stage, app: App) -> None:
    expected: dict[str, Answer] = {}
    found: dict[str, Answer | str] = {}

    async def see(name: str, asked: Message, answer: Answer, text: str = "") -> None:
        expected[name], found[name] = answer, kind_of(await answered(stage, asked), text)

    for text, answer in PLAIN:
        await see(text, stage.ask(text, language_of(text)), answer, text)
    for name, (act, answer) in OTHER.items():
        for who in (ALICE, BORIS):
            await see(f"{name} of {who}", act(stage, who), answer)
    shown = {who: await picture(stage, "/draw a fox", who) for who in (ALICE, BORIS)}
    for text, answer in TO_A_PICTURE:
        who = language_of(text)
        asked = stage.telegram.world.say(who, who, text, reply_to=shown[who]["message_id"])
        await see(f"{text} to a picture", asked, answer)
    await stage.settled(app)
    assert found == expected
    assert len(found) >= 60
    drawn = list(expected.values()).count(Answer.DRAWS) + len(shown)
    assert stage.kept("requests") == len(stage.images.operations) == drawn
