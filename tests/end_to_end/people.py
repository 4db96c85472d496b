"""What people do with the bot's messages, and what they see of them."""

import asyncio
from typing import Any

from sandbox.telegram_api import ALICE, BORIS
from sandbox.telegram_api.queries import Query
from tests.clock import FakeClock
from tests.end_to_end.stage import Message, Stage

GOES, GOES_RU = "It goes in a minute. Until then, Undo keeps it.", "Исчезнет через минуту. До этого можно вернуть."
"""What is answered to who deletes a message."""


def group(stage: Stage) -> int:
    """A group of Alice, who owns it, and Boris."""
    return stage.telegram.world.add_group("Foxes", [ALICE, BORIS]).id


def spot(message: Message) -> tuple[int, int]:
    """A message's chat and id."""
    return message["chat"]["id"], message["message_id"]


def now(stage: Stage, message: Message) -> Message:
    """A message as it is now."""
    return stage.telegram.world.message(*spot(message))


async def replied(stage: Stage, request: Message, kind: str = "photo", count: int = 1) -> list[Message]:
    """The bot's answers of this kind (photo, document, text) to a message, as soon as there are so many."""

    def there() -> list[Message] | None:
        found = [one for one in stage.replies(*spot(request)) if kind in one]
        return found if len(found) >= count else None

    return await stage.telegram.world.until(there, timeout=20)


async def picture(stage: Stage, text: str = "/draw a fox --seed 17 --ar 2:1", *where: int) -> Message:
    """The picture somebody asked for, by default Alice in her own chat."""
    (shown,) = await replied(stage, stage.ask(text, *where))
    return shown


async def changed(stage: Stage, shown: Message, words: str, person: int = ALICE) -> Message:
    """Somebody replies to a picture with words, and says that these are to be drawn; their words."""
    chat, message_id = spot(shown)
    written = stage.telegram.world.say(person, chat, words, reply_to=message_id)
    (question,) = await replied(stage, written, "text")
    await press(stage, question, next(iter(buttons(question))), person)
    return written


async def said(stage: Stage, request: Message) -> Message:
    """The bot's next message in the chat after this one, whatever it answers."""
    chat, message_id = spot(request)

    def there() -> Message | None:
        after = (one for one in stage.telegram.world.messages(chat) if one["message_id"] > message_id)
        return next((one for one in after if one["from"]["is_bot"]), None)

    return await stage.telegram.world.until(there, timeout=20)


def buttons(message: Message) -> dict[str, dict[str, Any]]:
    """The buttons under a message, by their texts."""
    return {one["text"]: one for row in message.get("reply_markup", {}).get("inline_keyboard", []) for one in row}


def pressed(stage: Stage, message: Message, label: str, person: int = ALICE) -> str:
    """Somebody presses a button; the id of the press."""
    data = buttons(now(stage, message))[label]["callback_data"]
    return stage.telegram.world.press(person, *spot(message), data)


async def press(stage: Stage, message: Message, label: str, person: int = ALICE) -> str:
    """The same, as soon as the button is there; what the bot answers to the press."""
    world = stage.telegram.world
    await world.until(lambda: label in buttons(now(stage, message)), timeout=20)
    query = pressed(stage, message, label, person)
    answer = await world.until(lambda: world.answer(query), timeout=20)
    return str(answer.get("text", ""))


async def more(stage: Stage, shown: Message, label: str, person: int = ALICE) -> str:
    """The same of a button behind More, which may be open."""
    openers = {"More", "Ещё", label}
    there = await stage.telegram.world.until(lambda: openers & buttons(now(stage, shown)).keys(), timeout=20)
    if label not in there:
        await press(stage, shown, next(iter(there)), person)
    return await press(stage, shown, label, person)


async def delete(stage: Stage, shown: Message, person: int = ALICE) -> str:
    """Somebody deletes a message, by two taps behind More; what the bot answers to the last that it lets them do."""
    openers = {"More", "Ещё", "Delete", "Удалить"}
    there = await stage.telegram.world.until(lambda: openers & buttons(now(stage, shown)).keys(), timeout=20)
    is_english = there & {"More", "Delete"}
    labels = ("Delete", "Delete for good") if is_english else ("Удалить", "Удалить совсем")
    return await more(stage, shown, labels[0], person) or await press(stage, shown, labels[1], person)


async def gone(stage: Stage, message: Message) -> None:
    """Wait until a message is deleted."""
    chat, message_id = spot(message)
    there = stage.telegram.world.messages
    await stage.telegram.world.until(lambda: message_id not in [one["message_id"] for one in there(chat)], timeout=20)


async def forged(stage: Stage, message: Message, data: str, person: int = ALICE) -> str:
    """Somebody's client sends a press of a button that is not under the message; what the bot answers."""
    return await forged_at(stage, {"message": now(stage, message)}, data, person)


async def forged_at(stage: Stage, spot: Message, data: str, person: int = ALICE) -> str:
    """The same with the field of a press that says where it was: a message, or an inline message's id."""
    world = stage.telegram.world
    query = Query(f"7{len(world.queries)}", person, data)
    world.queries[query.id] = query
    call = {"id": query.id, "from": world.person(person).user(), "chat_instance": "1", "data": data}
    world.inject({"callback_query": call | spot})
    answer = await world.until(lambda: world.answer(query.id))
    return str(answer.get("text", ""))


def no_longer_shown(message: Message) -> Message:
    """Where a press was, for a message of which Telegram tells no more."""
    return {"message": {"chat": message["chat"], "message_id": message["message_id"], "date": 0}}


async def rest(stage: Stage) -> None:
    """Wait until no step is in hand."""
    await asyncio.sleep(0.002)
    while any(stage.kept(table, "held_until IS NOT NULL") for table in ("requests", "generations")):  # noqa: ASYNC110
        await asyncio.sleep(0.002)  # the database tells nobody


async def pass_by(stage: Stage, clock: FakeClock, seconds: float) -> None:
    """Let time pass by half seconds; whatever is begun is finished in the half second in which it began."""
    for _ in range(round(seconds * 2)):
        clock.advance(0.5)
        await rest(stage)
