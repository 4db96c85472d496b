"""The Bot API's stand-in as one thing to start: the world, the wire and the servers over them."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager

from aiohttp import web

from sandbox.backstage import Backstage, Side
from sandbox.telegram_api.control import Control
from sandbox.telegram_api.files import MAX_DOCUMENT_BYTES
from sandbox.telegram_api.push import Pusher
from sandbox.telegram_api.server import BotApi
from sandbox.telegram_api.world import World
from sandbox.wire import Wire

_ROOM_BESIDES_FILES = 2**20
_TOKEN_BYTES = 24  #: as unguessable as a real one is to a page that only knows where the sandbox listens
_GRACE = 0.2  #: seconds a call may still take when the sandbox closes; long polls end at once


class TelegramSandbox:
    """A Telegram for one bot.

    ``url`` is where it listens while `serve` runs: give it to a bot as the Bot API's address, with ``token``, which is
    made anew unless one is given.
    ``webhook_delay`` is how many seconds pass before an update the webhook did not take is pushed again.
    """

    def __init__(
        self,
        world: World | None = None,
        *,
        token: str | None = None,
        wire: Wire | None = None,
        webhook_delay: float = 1.0,
        backstage: Backstage | None = None,
    ) -> None:
        self.world = world or World()
        self.wire = wire or Wire()
        self.token = token or f"{self.world.bot.id}:{secrets.token_urlsafe(_TOKEN_BYTES)}"
        self.url = ""
        self.backstage = backstage
        if backstage is not None:
            backstage.watch(Side.BOT, self.wire)
            self.world.updates.listeners.append(backstage.note_update)
            backstage.tell = self.world.signals.tell
        self._pusher = Pusher(self.world, webhook_delay)

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator["TelegramSandbox"]:
        """Listen until the block ends; port 0 takes a free one."""
        runner = web.AppRunner(self._app(), access_log=None, handler_cancellation=True, shutdown_timeout=_GRACE)
        await runner.setup()
        self.world.closing = False
        try:
            await web.TCPSite(runner, host, port).start()
            self.url = f"http://{host}:{runner.addresses[0][1]}"
            async with _running(self._pusher.run(), "webhook"):
                yield self
        finally:
            self.world.closing = True
            self.world.signals.tell()
            await runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=MAX_DOCUMENT_BYTES + _ROOM_BESIDES_FILES)
        Control(self.world, self.wire, self.backstage).join(app)
        app.add_routes(BotApi(self.world, self.wire, self.token).routes())
        return app


@asynccontextmanager
async def _running(work: Coroutine[None, None, None], name: str) -> AsyncIterator[None]:
    """Let ``work`` go on while the block runs; its failure is raised at the end."""
    task = asyncio.create_task(work, name=name)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})
        if not task.cancelled():
            task.result()
