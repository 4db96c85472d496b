"""A request of a bot: from HTTP to plain parameters, and from those to aiogram's model of the method."""

import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args, get_origin

from aiogram.client.default import Default
from aiogram.methods.base import TelegramMethod
from aiohttp import BodyPartReader, web
from pydantic import BaseModel, ValidationError

from sandbox.telegram_api.errors import ApiError, bad_request, not_played, too_large
from sandbox.telegram_api.files import MAX_DOCUMENT_BYTES, Upload

M = TypeVar("M", bound=TelegramMethod[Any])

_ATTACHED = "attach://"
_NUMBER = re.compile(r"-?\d{1,18}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

#: Parameters of the methods we play whose effect we do not.
_NOT_PLAYED = {
    "allow_paid_broadcast",
    "business_connection_id",
    "certificate",
    "direct_messages_topic_id",
    "ephemeral_message_parameters",
    "message_effect_id",
    "receiver_user_id",
    "rich_message",
    "suggested_post_parameters",
    "thumbnail",
    "video_start_timestamp",
}

#: What Telegram says when a parameter is missing; the first of these that is missing is told.
_MISSING = {
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "inline_query_id": "query is too old and response timeout expired or query ID is invalid",
    "guest_query_id": "query is too old and response timeout expired or query ID is invalid",
    "file_id": "invalid file_id",
    "message_ids": "message identifiers are not specified",
    "message_id": "message identifier is not specified",
    "action": "wrong parameter action in request",
    "user_id": "invalid user_id specified",
    "from_chat_id": "chat_id is empty",
    "chat_id": "chat_id is empty",
}

_CHUNK = 2**20  #: bytes; more than a connection ever has ready, for aiohttp would have to put the rest back


async def read(request: web.Request) -> dict[str, Any]:
    """All parameters by name, from the query and the body, files as `Upload`; not yet looked at."""
    values: dict[str, Any] = dict(request.query)
    match request.content_type:
        case "application/json":
            return values | await _json(request)
        case "multipart/form-data":
            return values | await _multipart(request)
        case "application/x-www-form-urlencoded":
            return values | {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        case _:
            return values


def decoded(model: type[TelegramMethod[Any]], values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with JSON texts unpacked where the method wants an object or a list, and only there."""
    return {name: _unpacked(model, name, _utf8(value)) for name, value in values.items()}


def validated(model: type[M], values: Mapping[str, Any]) -> M:
    """The method's model; a refusal where a parameter is missing, wrong, unknown or beyond the sandbox."""
    _check_names(model, values)
    given = {name: _reference(name, value) for name, value in values.items() if name in model.model_fields}
    unset = {
        name: None
        for name, field in model.model_fields.items()
        if name not in given and isinstance(field.default, Default)
    }
    try:
        method = model.model_validate(unset | given)
    except ValidationError as exc:
        raise _refusal(exc) from exc
    _check_extra(method, "")
    return method


def dump(model: BaseModel) -> dict[str, Any]:
    """What was really given, as JSON."""
    return model.model_dump(mode="json", exclude_unset=True, exclude_none=True)


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.read() or b"{}")
    except (ValueError, RecursionError) as exc:
        raise bad_request("can't parse JSON object") from exc
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return {name: value for name, value in body.items() if value is not None}


async def _multipart(request: web.Request) -> dict[str, Any]:
    values: dict[str, Any] = {}
    room = MAX_DOCUMENT_BYTES
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise bad_request("sandbox: a part of the form has no name")
            data = await _part(part, max(room, 0))
            room -= len(data)
            values[part.name] = data.decode() if part.filename is None else Upload(part.filename, data)
    except ValueError as exc:
        raise bad_request("sandbox: the form cannot be read") from exc
    if room < 0:
        raise too_large()
    return values


async def _part(part: BodyPartReader, room: int) -> bytes:
    """A part's bytes; of one that is too large one byte more than there is room for, the rest is read and dropped."""
    data = bytearray()
    while chunk := await part.read_chunk(_CHUNK):
        if len(data) <= room:
            data += chunk
    return bytes(data)


def _unpacked(model: type[TelegramMethod[Any]], name: str, value: object) -> object:
    field = model.model_fields.get(name)
    if field is None or isinstance(value, Upload):
        return value
    if not _structured(field.annotation):
        return _plain(field.annotation, value)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except (ValueError, RecursionError) as exc:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from exc


def _utf8(value: object) -> object:
    if isinstance(value, str) and _SURROGATE.search(value):
        raise bad_request("strings must be encoded in UTF-8")
    return value


def _plain(annotation: object, value: object) -> object:
    """A text as the number or truth it stands for, a number as text, whichever the method wants."""
    wanted = {annotation, *get_args(annotation)}
    match value:
        case str() if int in wanted and _NUMBER.fullmatch(value):
            return int(value)
        case str() if bool in wanted and value.lower() in _TRUTHS:
            return _TRUTHS[value.lower()]
        case int() | float() if str in wanted and not {int, bool} & wanted:
            return str(value)
        case _:
            return value


def _structured(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return get_origin(annotation) in {list, dict} or any(map(_structured, get_args(annotation)))


def _check_names(model: type[TelegramMethod[Any]], values: Mapping[str, Any]) -> None:
    mentioned = repr([value for value in values.values() if not isinstance(value, Upload)])
    for name, value in values.items():
        if name in _NOT_PLAYED and name in model.model_fields:
            raise not_played(f"parameter {name}")
        attached = isinstance(value, Upload) and f"{_ATTACHED}{name}" in mentioned
        if name not in model.model_fields and not attached:
            raise bad_request(f"sandbox: unknown parameter {name}")


def _reference(name: str, value: object) -> object:
    return f"{_ATTACHED}{name}" if isinstance(value, Upload) else value


def _refusal(error: ValidationError) -> ApiError:
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    missing = {problem["loc"] for problem in problems if problem["type"] == "missing"}
    for name, wording in _MISSING.items():
        if (name,) in missing:
            return bad_request(wording)
    place = ".".join(map(str, problems[0]["loc"]))
    return bad_request(f"sandbox: parameter {place}: {problems[0]['msg']}")


def _check_extra(model: BaseModel, path: str) -> None:
    for name in model.model_extra or {}:
        raise bad_request(f"sandbox: unknown parameter {path}{name}")
    for name in model.model_fields_set:
        _check_inside(getattr(model, name), f"{path}{name}")


def _check_inside(value: object, path: str) -> None:
    if isinstance(value, BaseModel):
        _check_extra(value, f"{path}.")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            _check_inside(item, f"{path}[{place}]")


def attachment(reference: str, values: Mapping[str, Any]) -> Upload | None:
    """The file a reference of the form attach://name means, None where it is none; a refusal where it is missing."""
    if not reference.startswith(_ATTACHED):
        return None
    found = values.get(reference.removeprefix(_ATTACHED))
    if not isinstance(found, Upload):
        raise bad_request(f"sandbox: no file came for {reference}")
    return found
