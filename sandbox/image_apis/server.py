"""The image APIs of the sandbox as one HTTP server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, Self

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.control import control_routes
from sandbox.guarding import guard
from sandbox.image_apis.control import studio_routes
from sandbox.image_apis.gallery import Gallery
from sandbox.image_apis.iam_api import IamApi
from sandbox.image_apis.openai_chat import OpenAiChat
from sandbox.image_apis.openai_images import OpenAiImages
from sandbox.image_apis.studio import Studio
from sandbox.image_apis.yandex import YandexGeneration
from sandbox.image_apis.yandex_images import YandexImages

#: The services' own names, under which some tests and hosts files have them.
_NAMES: Final = (".api.cloud.yandex.net", "api.openai.com")
#: Seconds an answer under way is given when the server stops.
_GRACE: Final = 0.3


class ImagesSandbox(Studio):
    """A `Studio` on the network: all image APIs and the control side on one port.

    It may be served again after it was stopped, on the same port too, and knows what it knew: a restarted service.
    """

    _url: str | None = None

    @property
    def url(self) -> str:
        """The address to put in place of each of the services' own, without a slash at the end; while it is served."""
        if self._url is None:
            raise RuntimeError("the image sandbox is not being served")
        return self._url

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Self]:
        """Listen for as long as the context lasts; port 0 takes a free one."""
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=_GRACE)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
            name = f"[{host}]" if ":" in host else host
            self._url = f"http://{name}:{runner.addresses[0][1]}"
            yield self
        finally:
            self._url = None
            await runner.cleanup()

    def _application(self) -> web.Application:
        under_way = _UnderWay()
        application = web.Application(middlewares=[under_way.track])
        guard(application, _NAMES)
        application.on_shutdown.append(under_way.finish)
        apis = (YandexGeneration, YandexImages, IamApi, OpenAiImages, OpenAiChat, Gallery)
        application.add_routes([route for api in apis for route in api(self).routes()])
        application.add_routes([*control_routes(self.wire), *studio_routes(self)])
        return application


class _UnderWay:
    """The answers being worked on; aiohttp by itself forgets those whose client has gone, such as hanging ones."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    @web.middleware
    async def track(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Remember the task of an answer for as long as it runs."""
        if task := asyncio.current_task():
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await handler(request)

    async def finish(self, _: web.Application) -> None:
        """Give the answers their grace, then end them."""
        if not self._tasks:
            return
        late = (await asyncio.wait(self._tasks, timeout=_GRACE))[1]
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
