"""The control side of the Bot API's stand-in: the web chat, what it shows, and what its people do."""

import asyncio
from functools import partial
from pathlib import Path
from weakref import WeakSet

from aiohttp import WSCloseCode, web

from sandbox.backstage import Backstage
from sandbox.backstage_routes import backstage_routes
from sandbox.control import as_json, bad_request, control_routes, read_json
from sandbox.guarding import ATTACHED, guard
from sandbox.telegram_api.errors import WorldError
from sandbox.telegram_api.orders import ORDERS, Order
from sandbox.telegram_api.values import Chat, ChatType, Json, Person
from sandbox.telegram_api.world import World
from sandbox.wire import Wire

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

    def __init__(self, world: World, wire: Wire, backstage: Backstage | None = None) -> None:
        self.world = world
        self.wire = wire
        self.backstage = backstage
        self._sockets: WeakSet[web.WebSocketResponse] = WeakSet()

    def join(self, app: web.Application) -> None:
        """Add the routes, a guard of all there are, and an orderly end of the event streams to an application."""
        guard(app)
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
            *backstage_routes(self.backstage),
            *orders,
        ]

    async def _show_world(self, _: web.Request) -> web.Response:
        return as_json(world_shape(self.world))

    async def _obey(self, order: Order, request: web.Request) -> web.Response:
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
        return web.Response(body=stored.data, content_type=stored.content_type, headers=ATTACHED)

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


def world_shape(world: World) -> Json:
    """Everything the web chat shows."""
    chats = [chat for chat in world.chats.values() if chat.migrated_to is None and chat.type is not ChatType.CHANNEL]
    people = world.people.values()
    return {
        "bot": world.bot.user() | {"inline": world.inline},
        "people": [_person_shape(world, person) for person in people],
        "chats": [_chat_shape(world, chat) for chat in chats],
        "messages": {str(chat.id): [world.seen(message) for message in world.messages(chat.id)] for chat in chats},
    }


def _person_shape(world: World, person: Person) -> Json:
    names = ("id", "first_name", "username", "language_code")
    return {name: getattr(person, name) for name in names} | {"stars": world.stars.balance(person.id)}


def _chat_shape(world: World, chat: Chat) -> Json:
    members = [person for person, status in chat.members.items() if status.present]
    in_group = chat.type is not ChatType.PRIVATE and chat.bot.present
    return {
        "id": chat.id,
        "type": str(chat.type),
        "title": chat.title,
        "members": members + ([world.bot.id] if in_group else []),
        "topics": [{"id": topic.id, "name": topic.name, "closed": topic.closed} for topic in chat.topics.values()],
        "menus": {str(person): world.menu(person, chat.id) for person in members},
    }


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
