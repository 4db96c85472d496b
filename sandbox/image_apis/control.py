"""The control side that only the image APIs have: their behaviour, and the generations they accepted."""

from aiohttp import web

from sandbox.control import PREFIX, ControlError, as_json, bad_request, read_json
from sandbox.image_apis.behaviour import as_plain, changed
from sandbox.image_apis.drawings import Drawing
from sandbox.image_apis.operations import Operation
from sandbox.image_apis.studio import Studio


def studio_routes(studio: Studio) -> list[web.RouteDef]:
    """The routes ``/control/behaviour`` (GET; PUT, null is kept too), ``/operations`` and ``/drawings`` (GET)."""

    async def behaviour(_: web.Request) -> web.Response:
        return as_json(as_plain(studio.behaviour))

    async def change(request: web.Request) -> web.Response:
        try:
            studio.behaviour = changed(studio.behaviour, await read_json(request))
        except ControlError as exc:
            raise bad_request(str(exc)) from exc
        return await behaviour(request)

    async def operations(_: web.Request) -> web.Response:
        return as_json([_as_plain(studio, operation) for operation in studio.operations])

    async def drawings(_: web.Request) -> web.Response:
        return as_json([_drawn(drawing) for drawing in studio.drawings])

    return [
        web.get(f"{PREFIX}/behaviour", behaviour),
        web.put(f"{PREFIX}/behaviour", change),
        web.get(f"{PREFIX}/operations", operations),
        web.get(f"{PREFIX}/drawings", drawings),
    ]


def _as_plain(studio: Studio, operation: Operation) -> dict[str, object]:
    failure = operation.failure
    return {
        "id": operation.id,
        "modelUri": operation.request.model_uri,
        "prompt": operation.prompt,
        "seed": str(operation.seed),
        "ratio": operation.ratio,
        "clientRequestId": operation.client_request_id,
        "createdAt": operation.created_at.isoformat(),
        "dueAt": None if operation.due_at is None else operation.due_at.isoformat(),
        "state": operation.state(studio.clock.now()),
        "error": None if failure is None else {"code": failure.code, "message": failure.message},
    }


def _drawn(drawing: Drawing) -> dict[str, object]:
    return {
        "model": drawing.request.model_uri,
        "prompt": drawing.request.prompt,
        "seeds": [str(seed) for seed in drawing.seeds],
        "ratio": (drawing.request.width_ratio, drawing.request.height_ratio),
        "clientRequestId": drawing.client_request_id,
        "createdAt": drawing.created_at.isoformat(),
    }
