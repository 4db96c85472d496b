"""Whatever Telegram answers, a request ends within bounded calls with its picture or a sentence: a row a case."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Origin, RequestStatus
from sandbox.telegram_api import ALICE, Kind
from sandbox.wire import Fault, Spoil
from tests.telegram.outbound.post import Post
from tests.telegram.outbound.scene import Scene

ALWAYS = -1
PHOTO, FILE = "photo +", "document +"
DELIVERED, ENDED = RequestStatus.DELIVERED, RequestStatus.ENDED

Place: TypeAlias = Callable[[Post], Origin]
Act: TypeAlias = Callable[[Scene, int], None]


def says(method: str, answer: str, times: int = 1, *, skip: int = 0, after_effect: bool = False) -> Fault:
    """Telegram answers a method so: a status, and its words; of no words what something on the way says of its own."""
    status, _, words = answer.partition(" ")
    body = f'{{"ok":false,"error_code":{status},"description":"{words}"}}' if words else "<html>sorry</html>"
    return Fault(
        method,
        Spoil.ANSWER,
        status=int(status),
        body=body.encode(),
        times=times,
        skip=skip,
        after_effect=after_effect,
    )


def group(post: Post) -> Origin:
    return post.asked(post.world.add_supergroup("Foxes", [ALICE]).id)


def topic(post: Post) -> Origin:
    forum = post.world.add_supergroup("Studio", [ALICE], forum=True).id
    return post.asked(forum, thread=post.world.add_topic(forum, "Foxes").id)


def private(post: Post) -> Origin:
    return post.asked()


def inline(post: Post) -> Origin:
    return post.inline()[0]


def mute(scene: Scene, chat: int) -> None:
    scene.post.world.mute(chat)


def no_text(scene: Scene, chat: int) -> None:
    scene.post.world.forbid(chat, Kind.TEXT)


def nothing_new(scene: Scene, chat: int) -> None:
    scene.post.world.forbid(chat, *Kind)


def leave(scene: Scene, chat: int) -> None:
    scene.leave(chat)


def close(scene: Scene, chat: int) -> None:
    thread = next(iter(scene.post.world.chat(chat).topics))
    scene.post.world.close_topic(chat, thread)


def delete(scene: Scene, chat: int) -> None:
    """What was asked with is deleted."""
    scene.post.world.delete(ALICE, chat, scene.last.origin.message_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What happens before the placeholder and after it, what Telegram answers; what is seen, and what is logged."""

    place: Place = private
    before: Act | None = None
    after: Act | None = None
    faults: tuple[Fault, ...] = ()
    count: int = 1
    refused: bool = False
    sees: list[str]
    in_private: list[str] | None = None
    status: RequestStatus = DELIVERED
    reason: Reason | None = None
    logs: str | None = None
    most: int


BUTTON = "400 Bad Request: BUTTON_TYPE_INVALID"
NEXT_YEAR = "400 Bad Request: SOMETHING_OF_NEXT_YEAR"
NO_PHOTOS = "400 Bad Request: not enough rights to send photos to the chat"
NO_FILES = "400 Bad Request: not enough rights to send documents to the chat"
WITHHELD, NOT_SHOWN = "The picture is", "The picture is +"

ROWS: dict[str, Row] = {
    # The edit of the placeholder.
    "buttons": Row(faults=(says("editMessageMedia", BUTTON),), sees=["photo"], logs="called in a simpler form", most=3),
    "the media cannot be edited": Row(
        faults=(says("editMessageMedia", "400 Bad Request: message media can't be edited", ALWAYS),),
        sees=[PHOTO],
        logs="delivery failed",
        most=4,
    ),
    "an edit of no listed words": Row(
        faults=(says("editMessageMedia", NEXT_YEAR),), sees=["photo"], logs="telegram refuses this form", most=3
    ),
    "an edit in no form": Row(
        faults=(says("editMessageMedia", NEXT_YEAR, ALWAYS),), sees=[PHOTO], logs="delivery failed", most=10
    ),
    "file parts": Row(
        faults=(says("editMessageMedia", "400 Bad Request: FILE_PARTS_INVALID", ALWAYS),), sees=[PHOTO], most=10
    ),
    "too large for somebody on the way": Row(
        faults=(says("edit*", "413", ALWAYS), says("sendPhoto", "413", ALWAYS)), sees=[FILE], most=14
    ),
    "the method is not there": Row(faults=(says("editMessageMedia", "501", ALWAYS),), sees=[PHOTO], most=15),
    "an edit that worked, with no word of it": Row(
        faults=(says("editMessageMedia", "502", 3, after_effect=True),), sees=[PHOTO], most=6
    ),
    "a sheet in no form": Row(count=2, faults=(says("editMessageMedia", NEXT_YEAR, ALWAYS),), sees=[PHOTO], most=16),
    "no photos": Row(place=group, faults=(says("*edia", NO_PHOTOS, 1),), sees=[FILE], most=4),
    # A new message with the picture.
    "a photo in no form": Row(
        faults=(says("editMessageMedia", NEXT_YEAR, ALWAYS), says("sendPhoto", NEXT_YEAR, ALWAYS)), sees=[FILE], most=14
    ),
    "no form at all": Row(
        faults=(says("editMessageMedia", NEXT_YEAR, ALWAYS), says("send[PD]*", NEXT_YEAR, ALWAYS)),
        sees=[NOT_SHOWN],
        status=ENDED,
        reason=Reason.NOT_SHOWN,
        logs="told",
        most=18,
    ),
    "it may have been sent": Row(
        faults=(says("editMessageMedia", NEXT_YEAR, ALWAYS), says("sendPhoto", "500", ALWAYS)),
        sees=["I was interrupted +"],
        status=ENDED,
        reason=Reason.UNCERTAIN,
        logs="sending failed",
        most=10,
    ),
    "no pictures in this group": Row(
        place=group,
        faults=(
            says("editMessageMedia", NO_PHOTOS, ALWAYS),
            says("sendPhoto", NO_PHOTOS),
            says("sendDocument", NO_FILES),
        ),
        sees=["The picture is"],
        in_private=["photo: The chat where"],
        most=8,
    ),
    # The placeholder.
    "the topic was closed": Row(place=topic, before=close, sees=[PHOTO], most=4),
    "the topic is closed for replies too": Row(
        place=topic, faults=(says("sendMessage", "400 Bad Request: TOPIC_CLOSED", 2),), sees=[PHOTO], most=4
    ),
    "no such topic": Row(
        place=topic, faults=(says("sendMessage", "400 Bad Request: topic not found"),), sees=[PHOTO], most=3
    ),
    "what was asked with is gone": Row(before=delete, sees=[PHOTO], most=2),
    "the reply is refused": Row(
        faults=(says("sendMessage", "400 Bad Request: REPLY_MESSAGE_ID_INVALID"),), sees=[PHOTO], most=3
    ),
    "there is nothing to reply to": Row(
        faults=(says("sendMessage", "400 Bad Request: message to be replied not found"),), sees=[PHOTO], most=3
    ),
    "a placeholder in no form of text": Row(faults=(says("sendMessage", NEXT_YEAR, ALWAYS),), sees=[PHOTO], most=5),
    "a placeholder in no form": Row(
        faults=(says("sendMessage", NEXT_YEAR, ALWAYS), says("send[PD]*", NEXT_YEAR, 4)), sees=[PHOTO], most=8
    ),
    "no text in this group": Row(place=group, before=no_text, sees=[PHOTO], most=3),
    "nothing new in this group": Row(
        place=group,
        before=nothing_new,
        sees=[],
        in_private=["You asked me"],
        status=ENDED,
        reason=Reason.MUTED,
        logs="no placeholder",
        most=32,
    ),
    "a muted group": Row(
        place=group,
        before=mute,
        sees=[],
        in_private=["You asked me"],
        status=ENDED,
        reason=Reason.MUTED,
        logs="no placeholder",
        most=9,
    ),
    "muted meanwhile": Row(place=group, after=mute, sees=["Drawing +"], in_private=["photo: The chat where"], most=10),
    "a placeholder that came, with no word of it": Row(
        faults=(says("sendMessage", "502", after_effect=True),), sees=[PHOTO], most=5
    ),
    "no text gets an answer": Row(faults=(says("sendMessage", "501", ALWAYS),), sees=[PHOTO], most=240),
    "too fast, says a proxy": Row(faults=(says("sendMessage", "429", 3),), sees=[PHOTO], most=8),
    # Sentences.
    "a sentence in no form of an edit": Row(
        refused=True,
        faults=(says("editMessageText", NEXT_YEAR, ALWAYS),),
        sees=["The model won’t +"],
        status=ENDED,
        reason=Reason.REFUSED,
        most=6,
    ),
    "a sentence whose edit gets no answer": Row(
        refused=True,
        faults=(says("editMessageText", "501", ALWAYS),),
        sees=["The model won’t +"],
        status=ENDED,
        reason=Reason.REFUSED,
        most=14,
    ),
    "a sentence where no text is taken": Row(
        refused=True,
        place=group,
        before=no_text,
        sees=["photo: The model won’t +"],
        status=ENDED,
        reason=Reason.REFUSED,
        most=5,
    ),
    "a sentence in a group that was muted meanwhile": Row(
        refused=True,
        place=group,
        after=mute,
        sees=["Drawing +"],
        in_private=["You asked me"],
        status=ENDED,
        reason=Reason.REFUSED,
        logs="telling failed",
        most=10,
    ),
    # Inline messages.
    "an inline message takes no picture": Row(
        place=inline,
        faults=(says("editMessageMedia", NEXT_YEAR, ALWAYS),),
        sees=[],
        status=ENDED,
        reason=Reason.NOT_SHOWN,
        most=12,
    ),
    "an inline message is gone": Row(
        place=inline,
        faults=(says("edit*", "400 Bad Request: MESSAGE_ID_INVALID", ALWAYS),),
        sees=[],
        status=ENDED,
        reason=Reason.UNDELIVERABLE,
        most=6,
    ),
    # Nobody is there.
    "blocked": Row(after=leave, sees=["Drawing +"], status=ENDED, reason=Reason.UNDELIVERABLE, most=2),
    "blocked before": Row(before=leave, sees=[], status=ENDED, reason=Reason.UNDELIVERABLE, most=1),
    "kicked": Row(place=group, after=leave, sees=["Drawing +"], status=ENDED, reason=Reason.UNDELIVERABLE, most=2),
}


@pytest.mark.parametrize("name", ROWS)
async def test_whatever_telegram_answers(post: Post, name: str) -> None:
    row, scene = ROWS[name], Scene(post)
    where = row.place(post)
    request = await scene.asked(where, count=row.count, refused=row.refused)
    post.telegram.wire.faults.extend(row.faults)
    with capture_logs() as logs:
        if row.before:
            row.before(scene, where.chat_id)
        await scene.turn("place")
        if row.after:
            row.after(scene, where.chat_id)
        await scene.finish()
    now = scene.now(request)
    assert (scene.shows(where.chat_id), now.status, now.reason) == (row.sees, row.status, row.reason)
    assert row.in_private is None or scene.shows(ALICE) == row.in_private
    assert row.logs is None or row.logs in {line["event"] for line in logs}
    assert len(scene.calls()) <= row.most, scene.calls()


KINDS = ("sendMessage", "sendPhoto", "sendDocument")
EDITS = ("editMessageMedia", "editMessageText", "editMessageCaption")
NOBODY = ("bot was blocked by the user", "chat not found", "PEER_ID_INVALID")
WORDS = (
    *NOBODY,
    "message to edit not found",
    "there is no text in the message to edit",
    "message thread not found",
    "REPLY_MESSAGE_ID_INVALID",
    "not enough rights to send text messages to the chat",
    "CHAT_SEND_MEDIA_FORBIDDEN",
    "CHAT_WRITE_FORBIDDEN",
    "BUTTON_TYPE_INVALID",
    "message caption is too long",
    "IMAGE_PROCESS_FAILED",
)


@st.composite
def answers(draw: st.DrawFn, methods: tuple[str, ...]) -> Fault:
    """Something that Telegram, or who stands on the way to it, may answer to one of these methods."""
    status = draw(st.integers(400, 599) | st.just(200))
    described = draw(st.sampled_from(WORDS) | st.text(st.characters(codec="utf-8", exclude_characters='"\\')))
    parameters = draw(st.just({}) | st.fixed_dictionaries({"retry_after": st.integers(-9, 10**6)}))
    told = {"ok": False, "error_code": status, "description": described, "parameters": parameters}
    body = draw(st.just(json.dumps(told).encode()) | st.binary(max_size=40))
    times, after_effect = draw(st.sampled_from([1, 2, 7, ALWAYS])), draw(st.booleans())
    method = draw(st.sampled_from(methods))
    return Fault(method, Spoil.ANSWER, status=status, body=body, times=times, after_effect=after_effect)


@st.composite
def troubles(draw: st.DrawFn) -> list[Fault]:
    """Several of those; one kind of new messages, in a chat of two, is always taken as it is."""
    taken = draw(st.sampled_from(KINDS))
    spoiled = (*EDITS, *(kind for kind in KINDS if kind != taken))
    return draw(st.lists(answers(spoiled), max_size=5))


@pytest.mark.parametrize("kind", ["picture", "sentence", "sheet", "group", "inline"])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_every_request_ends_within_bounded_calls_in_a_picture_or_a_sentence(
    post: Post, kind: str, data: st.DataObject
) -> None:
    """Or in silence, where Telegram said that nobody is there."""
    faults, scene = data.draw(troubles()), Scene(post)
    post.telegram.wire.faults[:] = []
    where = {"group": group, "inline": inline}.get(kind, private)(post)
    seen_before = {chat: len(scene.shows(chat)) for chat in (ALICE, where.chat_id)}
    request = await scene.asked(where, count=2 if kind == "sheet" else 1, refused=kind == "sentence")
    post.telegram.wire.calls.clear()
    post.telegram.wire.faults.extend(faults)
    await scene.finish()
    now = scene.now(request)
    assert now.status in (DELIVERED, ENDED)
    assert len(scene.calls()) < 900
    seen = [one for chat, before in seen_before.items() for one in scene.shows(chat)[before:]]
    gone = any(word.encode() in fault.body for fault in faults for word in NOBODY)
    assert kind == "inline" or gone or any(not one.startswith("Drawing") for one in seen), (now.reason, scene.calls())
