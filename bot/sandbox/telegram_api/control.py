"""The control side of the Bot API's stand-in: the web chat, what it shows, and what its people do."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakSet

from aiohttp import WSCloseCode, web

from bot.sandbox.control import as_json, bad_request, control_routes, local_only, read_json
from bot.sandbox.telegram_api.errors import WorldError
from bot.sandbox.telegram_api.methods.profile import commands_place
from bot.sandbox.telegram_api.values import Chat, Json
from bot.sandbox.telegram_api.world import World
from bot.sandbox.wire import Wire

_PAGE = Path(__file__).parent.parent / "chat"
_CONTENT_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_NO_CACHE = {"Cache-Control": "no-store"}


class Control:
    """Routes for one world; only pages of this very host and port may use them."""

    def __init__(self, world: World, wire: Wire) -> None:
        self.world = world
        self.wire = wire
        self._sockets: WeakSet[web.WebSocketResponse] = WeakSet()

    def join(self, app: web.Application) -> None:
        """Add the routes, their guard and an orderly end of the event streams to an application."""
        app.middlewares.append(local_only("/", "/chat", "/control"))
        app.add_routes(self._routes())
        app.on_shutdown.append(self._hang_up)

    def _routes(self) -> list[web.RouteDef]:
        orders = [web.post(f"/control/{name}", partial(self._obey, order)) for name, order in ORDERS.items()]
        return [
            web.get("/", partial(_page, "index.html")),
            web.get("/chat/{name}", _file),
            web.get("/control/world", self._show_world),
            web.get("/control/events", self._stream),
            web.get("/control/files/{file_id}", self._download),
            *control_routes(self.wire),
            *orders,
        ]

    async def _show_world(self, _: web.Request) -> web.Response:
        return as_json(world_shape(self.world))

    async def _obey(self, order: "Order", request: web.Request) -> web.Response:
        body = await read_json(request)
        if not isinstance(body, dict):
            raise bad_request("the body is not a JSON object")
        try:
            return as_json(order(self.world, body))
        except WorldError as exc:
            raise bad_request(str(exc)) from exc

    async def _download(self, request: web.Request) -> web.Response:
        stored = self.world.files.files.get(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        return web.Response(body=stored.data, content_type=stored.content_type)

    async def _stream(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=30)
        with self.world.signals.listen() as events:
            await socket.prepare(request)
            self._sockets.add(socket)
            pump = asyncio.create_task(_pump(events, socket), name="control events")
            try:
                async for _ in socket:
                    pass
            finally:
                pump.cancel()
                await asyncio.gather(pump, return_exceptions=True)
        return socket

    async def _hang_up(self, _: web.Application) -> None:
        for socket in set(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)


Order = Callable[[World, Mapping[str, Any]], Json]


def world_shape(world: World) -> Json:
    """Everything the web chat shows."""
    chats = [chat for chat in world.chats.values() if chat.migrated_to is None]
    people = world.people.values()
    return {
        "bot": world.bot.user(),
        "people": [{n: getattr(p, n) for n in ("id", "first_name", "username", "language_code")} for p in people],
        "chats": [_chat_shape(chat) for chat in chats],
        "commands": _menu(world),
        "messages": {str(chat.id): world.messages(chat.id) for chat in chats},
    }


def _menu(world: World) -> list[Json]:
    """The commands everybody is shown, those of some other scope where there are none."""
    return world.commands.get(commands_place(None, None)) or next(iter(world.commands.values()), [])


def _chat_shape(chat: Chat) -> Json:
    topics = [{"id": topic.id, "name": topic.name} for topic in chat.topics.values()]
    members = [person for person, status in chat.members.items() if status.present]
    return {"id": chat.id, "type": str(chat.type), "title": chat.title, "members": members, "topics": topics}


def _say(world: World, body: Mapping[str, Any]) -> Json:
    thread, reply_to = _optional(body, "thread"), _optional(body, "reply_to")
    text = _text(body, "text")
    return {
        "message": world.say(_number(body, "person"), _number(body, "chat"), text, thread=thread, reply_to=reply_to)
    }


def _press(world: World, body: Mapping[str, Any]) -> Json:
    place = _number(body, "person"), _number(body, "chat"), _number(body, "message_id")
    return {"query_id": world.press(*place, _text(body, "data"))}


def _edit(world: World, body: Mapping[str, Any]) -> Json:
    place = _number(body, "person"), _number(body, "chat"), _number(body, "message_id")
    return {"message": world.edit(*place, _text(body, "text"))}


def _delete(world: World, body: Mapping[str, Any]) -> Json:
    world.delete(_number(body, "person"), _number(body, "chat"), _number(body, "message_id"))
    return {}


def _block(world: World, body: Mapping[str, Any]) -> Json:
    person = _number(body, "person")
    if body.get("blocked"):
        world.block(person)
    else:
        world.unblock(person)
    return {}


def _kick(world: World, body: Mapping[str, Any]) -> Json:
    world.kick(_number(body, "chat"))
    return {}


def _migrate(world: World, body: Mapping[str, Any]) -> Json:
    return {"chat": world.migrate(_number(body, "chat")).id}


ORDERS: dict[str, Order] = {
    "say": _say,
    "press": _press,
    "edit": _edit,
    "delete": _delete,
    "block": _block,
    "kick": _kick,
    "migrate": _migrate,
}


def _number(body: Mapping[str, Any], name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise WorldError(f"{name}: a whole number")
    return value


def _optional(body: Mapping[str, Any], name: str) -> int | None:
    return None if body.get(name) is None else _number(body, name)


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise WorldError(f"{name}: a string")
    return value


async def _file(request: web.Request) -> web.Response:
    return await _page(request.match_info["name"], request)


async def _page(name: str, _: web.Request) -> web.Response:
    """A file of the web chat; only what lies in its folder and has a known type."""
    path = _PAGE / Path(name).name
    if path.suffix not in _CONTENT_TYPES or not path.is_file():
        raise web.HTTPNotFound
    # A FileResponse would leave the file open where a browser goes away in the middle; these files are small.
    return web.Response(body=path.read_bytes(), headers=_NO_CACHE | {"Content-Type": _CONTENT_TYPES[path.suffix]})


async def _pump(events: asyncio.Queue[Json], socket: web.WebSocketResponse) -> None:
    while not socket.closed:
        await socket.send_json(await events.get())
