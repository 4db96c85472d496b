"""Pictures that wait at an address to be fetched, for an hour and by nobody who shows a key."""

import asyncio
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from aiohttp import web

from sandbox.guarding import ATTACHED
from sandbox.image_apis.drawings import Picture
from sandbox.image_apis.encoding import encode
from sandbox.image_apis.studio import Studio

#: How long an address holds, as OpenAI has it.
KEPT: Final = timedelta(minutes=60)


class Gallery:
    """The route ``/pictures/<id>.<format>``; what the real storage says is XML, and so is what this says."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[web.RouteDef]:
        """The routes for an application."""
        return [web.get("/pictures/{name}", self._get)]

    async def _get(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        return await self._studio.wire.exchange(
            request, "picture", {"name": name}, lambda: self._answer(request, self._studio.pictures.get(name))
        )

    async def _answer(self, request: web.Request, picture: Picture | None) -> web.Response:
        if "Authorization" in request.headers:
            return _refused(HTTPStatus.BAD_REQUEST, "InvalidAuthenticationInfo")
        if picture is None:
            return _refused(HTTPStatus.NOT_FOUND, "BlobNotFound")
        if self._studio.clock.now() >= picture.made_at + KEPT:
            return _refused(HTTPStatus.FORBIDDEN, "AuthenticationFailed")
        painted = await self._studio.painted(picture.request, picture.seed)
        body = await asyncio.to_thread(encode, painted, picture.size, picture.form)
        return web.Response(body=body, content_type=f"image/{picture.form}", headers=ATTACHED)


def hang(studio: Studio, picture: Picture, request: web.Request) -> str:
    """Keep a picture for those who ask under the same host as ``request``; its address."""
    studio.pictures[picture.name] = picture
    return f"{request.scheme}://{request.host}/pictures/{picture.name}"


def _refused(status: HTTPStatus, code: str) -> web.Response:
    text = f'<?xml version="1.0" encoding="utf-8"?><Error><Code>{code}</Code></Error>'
    return web.Response(status=status, text=text, content_type="application/xml")
