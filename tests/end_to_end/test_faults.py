"""The fault table: whatever goes wrong at Telegram or the provider, what the person sees and how it ends."""

import base64
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from sandbox.telegram_api import ALICE, BORIS
from sandbox.wire import Fault, Spoil
from tests.clock import HurriedClock
from tests.end_to_end.stage import SOON, Message, Stage

LATER = 3600.0  # seconds that a picture takes by the stand-in's clock, which the test holds
HTML = b"<html><body>Bad Gateway</body></html>"
PICTURE, DOCUMENT, NOTHING = "a picture", "a document", ""


def telegram_says(method: str, code: int, description: str, **parameters: int) -> Fault:
    body = {"ok": False, "error_code": code, "description": description} | (
        {"parameters": parameters} if parameters else {}
    )
    headers = {"Content-Type": "application/json"}
    return Fault(method, Spoil.ANSWER, status=code, body=json.dumps(body).encode(), headers=headers)


def operation_says(image: object) -> Fault:
    body = json.dumps({"id": "fbv", "done": True, "response": {"image": image}}).encode()
    return Fault("operation", Spoil.ANSWER, times=-1, status=200, body=body)


@dataclass(frozen=True, slots=True)
class Row:
    """What goes wrong -> what the person sees, and the final state with its reason."""

    name: str
    sees: str
    state: str = "delivered"
    telegram: tuple[Fault, ...] = ()
    provider: tuple[Fault, ...] = ()
    meanwhile: Callable[[Stage, Message, Message], None] | None = None
    chat: str = "private"


def with_world(act: Callable[[Stage, int, int, int], None]) -> Callable[[Stage, Message, Message], None]:
    """``act`` gets the stage, the chat, the request's and the placeholder's ids."""
    return lambda stage, request, placeholder: act(
        stage, request["chat"]["id"], request["message_id"], placeholder["message_id"]
    )


def delete_all(stage: Stage, chat: int, *messages: int) -> None:
    for message in messages:
        stage.telegram.world.delete(ALICE, chat, message)


def close_topic(stage: Stage, request: Message, placeholder: Message) -> None:
    stage.telegram.world.close_topic(request["chat"]["id"], request["message_thread_id"])
    delete_all(stage, request["chat"]["id"], placeholder["message_id"])


ROWS = [
    # Telegram, at the placeholder
    Row("placeholder: flood limit", PICTURE, telegram=(telegram_says("sendMessage", 429, "r", retry_after=1),)),
    Row("placeholder: 502 with HTML", PICTURE, telegram=(Fault("sendMessage", Spoil.ANSWER, status=502, body=HTML),)),
    Row("placeholder: dropped before", PICTURE, telegram=(Fault("sendMessage", Spoil.DROP),)),
    Row("placeholder: dropped after", PICTURE, telegram=(Fault("sendMessage", Spoil.DROP, after_effect=True),)),
    Row("placeholder: truncated answer", PICTURE, telegram=(Fault("sendMessage", Spoil.TRUNCATE, after_effect=True),)),
    Row(
        "placeholder: may not write here",
        NOTHING,
        "ended undeliverable",
        telegram=(telegram_says("sendMessage", 403, "Forbidden: bot was blocked by the user"),),
    ),
    # Telegram, at the delivery
    Row(
        "delivery: flood limit",
        PICTURE,
        telegram=(replace(telegram_says("editMessageMedia", 429, "r", retry_after=2), times=3),),
    ),
    Row("delivery: 500", PICTURE, telegram=(telegram_says("editMessageMedia", 500, "Internal Server Error"),)),
    Row("delivery: 502 with HTML", PICTURE, telegram=(Fault("editMessageMedia", Spoil.ANSWER, status=502, body=HTML),)),
    Row("delivery: dropped before", PICTURE, telegram=(Fault("editMessageMedia", Spoil.DROP, times=2),)),
    Row("delivery: dropped after", PICTURE, telegram=(Fault("editMessageMedia", Spoil.DROP, after_effect=True),)),
    Row("delivery: truncated", PICTURE, telegram=(Fault("editMessageMedia", Spoil.TRUNCATE, after_effect=True),)),
    Row(
        "delivery: photo refused",
        DOCUMENT,
        telegram=(telegram_says("editMessageMedia", 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),),
    ),
    Row(
        "delivery: photo too big",
        DOCUMENT,
        telegram=(telegram_says("editMessageMedia", 413, "Request Entity Too Large"),),
    ),
    Row(
        "delivery: caption too long",
        DOCUMENT,
        telegram=(
            replace(telegram_says("editMessageMedia", 400, "Bad Request: message caption is too long"), times=2),
        ),
    ),
    Row(
        "delivery: no form is taken",
        "The picture is ready, but Telegram won’t show it here.",
        "ended not-shown",
        telegram=tuple(
            replace(telegram_says(method, 400, "Bad Request: IMAGE_PROCESS_FAILED"), times=-1)
            for method in ("editMessageMedia", "sendPhoto", "sendDocument")
        ),
    ),
    Row(
        "delivery: blocked meanwhile",
        NOTHING,
        "ended undeliverable",
        meanwhile=lambda stage, *_: stage.telegram.world.block(ALICE),
    ),
    Row(
        "delivery: kicked meanwhile",
        NOTHING,
        "ended undeliverable",
        meanwhile=with_world(lambda stage, chat, *_: stage.telegram.world.kick(chat)),
        chat="group",
    ),
    Row(
        "delivery: group became a supergroup",
        PICTURE,
        meanwhile=with_world(lambda stage, chat, *_: setattr(stage, "moved_to", stage.telegram.world.migrate(chat).id)),
        chat="group",
    ),
    Row(
        "delivery: request deleted",
        PICTURE,
        meanwhile=with_world(lambda s, chat, request, _: delete_all(s, chat, request)),
    ),
    Row(
        "delivery: placeholder deleted", PICTURE, meanwhile=with_world(lambda s, chat, _, own: delete_all(s, chat, own))
    ),
    Row("delivery: both deleted", PICTURE, meanwhile=with_world(delete_all)),
    Row(
        "delivery: placeholder deleted, sending delayed",
        PICTURE,
        telegram=(telegram_says("sendPhoto", 429, "r", retry_after=1),),
        meanwhile=with_world(lambda s, chat, _, own: delete_all(s, chat, own)),
    ),
    Row(
        "delivery: placeholder deleted, sending unanswered",
        "I was interrupted while sending the picture.",
        "ended uncertain",
        telegram=(Fault("sendPhoto", Spoil.DROP),),
        meanwhile=with_world(lambda s, chat, _, own: delete_all(s, chat, own)),
    ),
    Row(
        "delivery: topic deleted",
        PICTURE,
        meanwhile=lambda s, request, _: s.telegram.world.delete_topic(
            request["chat"]["id"], request["message_thread_id"]
        ),
        chat="topic",
    ),
    Row(
        "delivery: topic closed and placeholder deleted",
        PICTURE,
        meanwhile=close_topic,
        chat="topic",
    ),
    # The provider, at the submission
    Row("submission: 429", PICTURE, provider=(Fault("generate", Spoil.ANSWER, status=429, times=3),)),
    Row("submission: 503 with HTML", PICTURE, provider=(Fault("generate", Spoil.ANSWER, status=503, body=HTML),)),
    Row(
        "submission: dropped after",
        "The drawing service didn’t answer",
        "ended unanswered",
        provider=(Fault("generate", Spoil.DROP, after_effect=True),),
    ),
    Row(
        "submission: 500",
        "The drawing service didn’t answer",
        "ended unanswered",
        provider=(Fault("generate", Spoil.ANSWER, status=500, body=b'{"code": 13}'),),
    ),
    Row(
        "submission: HTML with 200",
        "The drawing service sent something that isn’t a picture.",
        "ended broken",
        provider=(Fault("generate", Spoil.ANSWER, status=200, body=HTML),),
    ),
    Row(
        "submission: 401",
        "Drawing isn’t available right now",
        "ended unavailable",
        provider=(Fault("generate", Spoil.ANSWER, status=401),),
    ),
    Row(
        "submission: 403",
        "Drawing isn’t available right now",
        "ended unavailable",
        provider=(
            Fault("generate", Spoil.ANSWER, status=403, body=b'{"error": {"grpcCode": 7, "message": "denied"}}'),
        ),
    ),
    # The provider, at the polls
    Row("poll: 429", PICTURE, provider=(Fault("operation", Spoil.ANSWER, status=429, times=3),)),
    Row("poll: 500", PICTURE, provider=(Fault("operation", Spoil.ANSWER, status=500, times=3),)),
    Row("poll: 401 for a while", PICTURE, provider=(Fault("operation", Spoil.ANSWER, status=401, times=3),)),
    Row("poll: dropped", PICTURE, provider=(Fault("operation", Spoil.DROP, times=3),)),
    Row("poll: truncated", PICTURE, provider=(Fault("operation", Spoil.TRUNCATE, times=2),)),
    Row("poll: HTML with 200, once", PICTURE, provider=(Fault("operation", Spoil.ANSWER, status=200, body=HTML),)),
    Row(
        "poll: HTML with 200, always",
        "The drawing service sent something that isn’t a picture.",
        "ended broken",
        provider=(Fault("operation", Spoil.ANSWER, status=200, body=HTML, times=-1),),
    ),
    Row(
        "poll: operation lost",
        "The drawing service has lost this picture.",
        "ended lost",
        provider=(Fault("operation", Spoil.ANSWER, status=404, body=b'{"code": 5, "message": "not found"}'),),
    ),
    Row(
        "result: base64 cut off",
        "The drawing service sent something that isn’t a picture. I kept it for the operator",
        "ended undecoded",
        provider=(operation_says(base64.b64encode(b"\xff\xd8\xff" * 99).decode()[:-3]),),
    ),
    Row(
        "result: no picture",
        "The drawing service sent something that isn’t a picture. I kept it for the operator",
        "ended undecoded",
        provider=(operation_says(base64.b64encode(HTML).decode()),),
    ),
    Row(
        "result: nothing",
        "The drawing service sent something that isn’t a picture.",
        "ended broken",
        provider=(operation_says(None),),
    ),
]


def ask(stage: Stage, chat: str) -> Message:
    world = stage.telegram.world
    match chat:
        case "group":
            return world.say(ALICE, world.add_group("Painters", [ALICE, BORIS]).id, "/draw a fox --seed 17")
        case "topic":
            forum = world.add_supergroup("Forum", [ALICE], forum=True)
            return world.say(ALICE, forum.id, "/draw a fox --seed 17", thread=world.add_topic(forum.id, "foxes").id)
        case _:
            return world.say(ALICE, ALICE, "/draw a fox --seed 17")


def final_state(stage: Stage) -> str:
    with sqlite3.connect(stage.database) as connection:
        ((status, reason, due),) = connection.execute("SELECT status, reason, due_at FROM requests")
        ((generation_due,),) = connection.execute("SELECT due_at FROM generations")
    connection.close()
    assert (due, generation_due) == (None, None)
    return f"{status} {reason}" if reason else str(status)


def shown(stage: Stage, chat: int) -> str:
    """What the bot's messages in a chat come to; there is never more than one of them, but for the phone to ring.

    That it does after a minute, which in a hurry is over soon.
    """
    said = [message for message in stage.telegram.world.messages(chat) if message["from"]["is_bot"]]
    own = [message for message in said if message.get("text") != "Your picture is ready."]
    assert len(own) <= 1
    if not own or own[0].get("text", "").startswith("Drawing…"):
        return NOTHING
    return PICTURE if "photo" in own[0] else DOCUMENT if "document" in own[0] else own[0]["text"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
async def test_every_fault_ends_in_the_best_possible_outcome(stage: Stage, row: Row) -> None:
    if row.meanwhile is not None:
        stage.images.behaviour = replace(SOON, duration=LATER)
    stage.telegram.wire.faults.extend(row.telegram)
    stage.images.wire.faults.extend(row.provider)
    async with stage.bot(HurriedClock(50), usual_seconds=5) as app:
        request = ask(stage, row.chat)
        chat = request["chat"]["id"]
        if row.meanwhile is not None:
            await stage.submitted(1)
            (placeholder,) = stage.replies(chat, request["message_id"])
            row.meanwhile(stage, request, placeholder)
            stage.images.clock.advance(LATER)
        await stage.accepted(1)
        await stage.settled(app)
    assert final_state(stage) == row.state
    assert shown(stage, stage.moved_to or chat).startswith(row.sees)
    assert len(stage.images.operations) <= 1
