"""The control side every stand-in has: its journal and its faults over HTTP, for this machine only.

Give an application ``control_routes(wire)`` and the guard of ``guarding``; further routes go under ``/control``, too.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web

from sandbox.wire import Call, Fault, Spoil, Wire

PREFIX: Final = "/control"

_DAY: Final = 86_400

_FAULT_FIELDS: Final = {entry.name for entry in fields(Fault)}


class ControlError(ValueError):
    """A control request asks for something that cannot be; the message says what would be right."""


def control_routes(wire: Wire) -> list[web.RouteDef]:
    """The routes ``/control/journal`` (GET, DELETE) and ``/control/faults`` (GET, POST, DELETE) of a stand-in.

    A fault is a JSON object with the fields of `Fault`; its ``body`` is a string, or any JSON to be sent as JSON.
    POST takes one fault or a list; each answer about faults lists those in force.
    """

    async def journal(_: web.Request) -> web.Response:
        return as_json([_call_as_json(call) for call in wire.calls])

    async def forget(_: web.Request) -> web.Response:
        wire.calls.clear()
        return as_json([])

    async def faults(_: web.Request) -> web.Response:
        return as_json([_fault_as_json(fault) for fault in wire.faults])

    async def add(request: web.Request) -> web.Response:
        given = await read_json(request)
        try:
            added = [parse_fault(one) for one in (given if isinstance(given, list) else [given])]
        except ControlError as exc:
            raise bad_request(str(exc)) from exc
        wire.faults.extend(added)
        return await faults(request)

    async def clear(request: web.Request) -> web.Response:
        wire.faults.clear()
        return await faults(request)

    return [
        web.get(f"{PREFIX}/journal", journal),
        web.delete(f"{PREFIX}/journal", forget),
        web.get(f"{PREFIX}/faults", faults),
        web.post(f"{PREFIX}/faults", add),
        web.delete(f"{PREFIX}/faults", clear),
    ]


def parse_fault(given: object) -> Fault:
    """A `Fault` out of decoded JSON; `ControlError` names what is wrong."""
    if not isinstance(given, dict):
        raise ControlError("a fault is a JSON object")
    if unknown := set(given) - _FAULT_FIELDS:
        raise ControlError(f"a fault has no field {', '.join(sorted(unknown))}")
    operation = given.get("operation")
    if not isinstance(operation, str) or not operation:
        raise ControlError("operation: a shell pattern of operations, such as sendMessage or edit*")
    try:
        spoil = Spoil(given.get("spoil", ""))
    except ValueError as exc:
        raise ControlError(f"spoil: one of {', '.join(Spoil)}") from exc
    times = _whole(given, "times", 1, low=-1)
    if times == 0:
        raise ControlError("times: a positive number, or -1 for every call")
    after_effect = given.get("after_effect", False)
    if not isinstance(after_effect, bool):
        raise ControlError("after_effect: true or false")
    body, content_type = _body(given.get("body", ""))
    return Fault(
        operation,
        spoil,
        times=times,
        skip=_whole(given, "skip", 0),
        after_effect=after_effect,
        where=_mapping(given, "where"),
        status=_whole(given, "status", 500, low=200, high=599),
        body=body,
        headers=content_type | {name.title(): str(value) for name, value in _mapping(given, "headers").items()},
        seconds=_seconds(given.get("seconds", 0.0)),
    )


async def read_json(request: web.Request) -> Any:  # noqa: ANN401 - JSON is any value until somebody looks at it
    """The decoded body of a control request, whatever its Content-Type; HTTP 400 where it is not JSON."""
    try:
        return json.loads(await request.read())
    except (ValueError, RecursionError) as exc:
        raise bad_request("the body is not JSON") from exc


def as_json(value: object, status: int = HTTPStatus.OK) -> web.Response:
    """A JSON answer; bytes in it become ``{"bytes": length}``."""
    text = json.dumps(value, ensure_ascii=False, default=_beyond_json)
    # A lone surrogate somebody sent is no UTF-8; its backslash form is the JSON escape it came as.
    body = text.encode(errors="backslashreplace")
    return web.Response(status=status, body=body, content_type="application/json")


def bad_request(message: str) -> web.HTTPBadRequest:
    """The answer to a control request that makes no sense, to be raised."""
    return web.HTTPBadRequest(text=json.dumps({"error": message}), content_type="application/json")


def _call_as_json(call: Call) -> dict[str, object]:
    headers = {k: _without_secret(v) if k.lower() == "authorization" else v for k, v in call.headers.items()}
    return {
        "at": call.at.isoformat(),
        "operation": call.operation,
        "params": dict(call.params),
        "headers": headers,
        "status": call.status,
    }


def _without_secret(authorization: str) -> str:
    return f"{authorization.split(' ', 1)[0]} ***" if " " in authorization else "***"


def _fault_as_json(fault: Fault) -> dict[str, object]:
    values = {entry.name: getattr(fault, entry.name) for entry in fields(fault)}
    return values | {
        "body": fault.body.decode(errors="replace"),
        "where": dict(fault.where),
        "headers": dict(fault.headers),
    }


def _beyond_json(value: object) -> object:
    return {"bytes": len(value)} if isinstance(value, bytes | bytearray) else str(value)


def _body(value: object) -> tuple[bytes, dict[str, str]]:
    if isinstance(value, str):
        return value.encode(), {}
    return json.dumps(value, ensure_ascii=False).encode(), {"Content-Type": "application/json"}


def _whole(given: Mapping[str, Any], name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
    value = given.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ControlError(f"{name}: a whole number, {low} to {high}")
    return value


def _seconds(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= _DAY:
        raise ControlError(f"seconds: a number, 0 to {_DAY}")
    return float(value)


def _mapping(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = given.get(name, {})
    if not isinstance(value, dict):
        raise ControlError(f"{name}: a JSON object")
    return value
