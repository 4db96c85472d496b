"""What the web chat, or any program, can have people do over HTTP: ``POST /control/<name>`` with a JSON object."""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypedDict

from sandbox.telegram_api.errors import WorldError
from sandbox.telegram_api.values import Json, Kind
from sandbox.telegram_api.world import World

Body: TypeAlias = Mapping[str, Any]
Order = Callable[[World, Body], Json]


class _Spot(TypedDict):
    thread: int | None
    reply_to: int | None


def _say(world: World, body: Body) -> Json:
    return {"message": world.say(*_place(body), _text(body, "text"), **_spot(body))}


def _say_photo(world: World, body: Body) -> Json:
    photo, caption = _bytes(body, "photo"), body.get("caption") or ""
    return {
        "message": world.say_photo(*_place(body), photo, caption, spoiler=body.get("spoiler") is True, **_spot(body))
    }


def _say_document(world: World, body: Body) -> Json:
    document, name, caption = _bytes(body, "document"), _text(body, "name"), body.get("caption") or ""
    return {"message": world.say_document(*_place(body), document, name, caption, **_spot(body))}


def _say_voice(world: World, body: Body) -> Json:
    return {"message": world.say_voice(*_place(body), **_spot(body))}


def _say_sticker(world: World, body: Body) -> Json:
    return {"message": world.say_sticker(*_place(body), **_spot(body))}


def _forward(world: World, body: Body) -> Json:
    source = _number(body, "from_chat"), _number(body, "message_id")
    return {"message": world.forward(*_place(body), *source, thread=_optional(body, "thread"))}


def _press(world: World, body: Body) -> Json:
    return {"query_id": world.press(*_place(body), _number(body, "message_id"), _text(body, "data"))}


def _pay(world: World, body: Body) -> Json:
    return {"query_id": world.pay(*_place(body), _number(body, "message_id"))}


def _edit(world: World, body: Body) -> Json:
    return {"message": world.edit(*_place(body), _number(body, "message_id"), _text(body, "text"))}


def _delete(world: World, body: Body) -> Json:
    world.delete(*_place(body), _number(body, "message_id"))
    return {}


def _inline_query(world: World, body: Body) -> Json:
    text, offset = _text(body, "text"), body.get("offset") or ""
    query_id = world.inline_query(_number(body, "person"), text, offset, chat=_optional(body, "chat"))
    return {"query_id": query_id} | results_shape(world, query_id)


def _choose(world: World, body: Body) -> Json:
    person, chat = _place(body)
    query_id, result_id = _text(body, "query_id"), _text(body, "result_id")
    return {"message": world.choose(person, query_id, result_id, chat, thread=_optional(body, "thread"))}


def _block(world: World, body: Body) -> Json:
    person = _number(body, "person")
    if body.get("blocked"):
        world.block(person)
    else:
        world.unblock(person)
    return {}


def _kick(world: World, body: Body) -> Json:
    world.kick(_number(body, "chat"))
    return {}


def _admit(world: World, body: Body) -> Json:
    world.admit(_number(body, "chat"))
    return {}


def _promote(world: World, body: Body) -> Json:
    world.promote(_number(body, "chat"), _optional(body, "person"), anonymous=body.get("anonymous") is True)
    return {}


def _demote(world: World, body: Body) -> Json:
    world.demote(_number(body, "chat"), _optional(body, "person"))
    return {}


def _forbid(world: World, body: Body) -> Json:
    world.forbid(_number(body, "chat"), *_kinds(body))
    return {}


def _mute(world: World, body: Body) -> Json:
    chat = _number(body, "chat")
    if body.get("muted", True):
        world.mute(chat)
    else:
        world.unmute(chat)
    return {}


def _close_topic(world: World, body: Body) -> Json:
    chat, thread = _number(body, "chat"), _number(body, "thread")
    if body.get("closed", True):
        world.close_topic(chat, thread)
    else:
        world.reopen_topic(chat, thread)
    return {}


def _migrate(world: World, body: Body) -> Json:
    return {"chat": world.migrate(_number(body, "chat")).id}


def _feedback(world: World, body: Body) -> Json:
    world.inline_feedback = body.get("on") is True
    return {}


ORDERS: dict[str, Order] = {
    "say": _say,
    "say_photo": _say_photo,
    "say_document": _say_document,
    "say_voice": _say_voice,
    "say_sticker": _say_sticker,
    "forward": _forward,
    "press": _press,
    "pay": _pay,
    "edit": _edit,
    "delete": _delete,
    "inline_query": _inline_query,
    "choose": _choose,
    "block": _block,
    "kick": _kick,
    "admit": _admit,
    "promote": _promote,
    "demote": _demote,
    "forbid": _forbid,
    "mute": _mute,
    "close_topic": _close_topic,
    "migrate": _migrate,
    "inline_feedback": _feedback,
}


def results_shape(world: World, query_id: str) -> Json:
    """What people see for an inline query; ``results`` is None while the bot has not answered."""
    answer = world.inline_answer(query_id)
    if answer is None:
        return {"results": None}
    return {
        "results": world.cards(query_id),
        "button": answer.get("button"),
        "next_offset": answer.get("next_offset", ""),
    }


def _place(body: Body) -> tuple[int, int]:
    return _number(body, "person"), _number(body, "chat")


def _spot(body: Body) -> _Spot:
    return {"thread": _optional(body, "thread"), "reply_to": _optional(body, "reply_to")}


def _number(body: Body, name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise WorldError(f"{name}: a whole number")
    return value


def _optional(body: Body, name: str) -> int | None:
    return None if body.get(name) is None else _number(body, name)


def _text(body: Body, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise WorldError(f"{name}: a string")
    return value


def _kinds(body: Body) -> list[Kind]:
    given = body.get("kinds")
    try:
        return [Kind(one) for one in given] if isinstance(given, list) else [Kind(str(given))]
    except ValueError:
        raise WorldError(f"kinds: a list of {', '.join(Kind)}") from None


def _bytes(body: Body, name: str) -> bytes:
    try:
        return base64.b64decode(_text(body, name), validate=True)
    except binascii.Error:
        raise WorldError(f"{name}: bytes in base64") from None
