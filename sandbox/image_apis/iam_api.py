"""Where IAM tokens come from: the IAM service, and the metadata service every VM of Yandex Cloud has."""

from datetime import datetime, timedelta
from typing import Final

import jwt
from aiohttp import web

from sandbox.control import PREFIX, as_json
from sandbox.image_apis import requests
from sandbox.image_apis.answers import Json, answering
from sandbox.image_apis.errors import ApiError, status_error
from sandbox.image_apis.iam import AUDIENCE, Token
from sandbox.image_apis.studio import Studio

_FLAVOR: Final = "Metadata-Flavor"
#: The service account of the VM this stand-in is the metadata service of.
_OF_THE_VM: Final = "ajesandboxvm00000000"


class IamApi:
    """The routes of both services, and ``POST /control/iam/keys``, which answers with the content of a key file."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[web.RouteDef]:
        """The routes for an application."""
        return [
            web.post("/iam/v1/tokens", self._create),
            web.get("/computeMetadata/v1/instance/service-accounts/default/token", self._metadata),
            web.post(f"{PREFIX}/iam/keys", self._new_key),
        ]

    async def _create(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()

        async def handle() -> Json:
            signed = _signed(requests.decode(body))
            audiences = {AUDIENCE, f"{request.scheme}://{request.host}{request.path}"}
            holder = self._studio.iam.verify(signed, audiences, self._studio.clock.now())
            token = self._issue(holder)
            return {"iamToken": token.value, "expiresAt": _nanoseconds(token.expires_at)}

        answer = answering(handle, status_error)
        return await self._studio.wire.exchange(request, "iam", _unsigned(body), answer)

    async def _metadata(self, request: web.Request) -> web.StreamResponse:
        async def answer() -> web.Response:
            if request.headers.get(_FLAVOR) != "Google":
                return web.Response(status=403, text=f'Missing required header "{_FLAVOR}": "Google"')
            token = self._issue(_OF_THE_VM)
            left = self._studio.behaviour.iam_token_seconds
            given = as_json({"access_token": token.value, "expires_in": left, "token_type": "Bearer"})
            given.headers[_FLAVOR] = "Google"
            return given

        return await self._studio.wire.exchange(request, "metadata", {}, answer)

    async def _new_key(self, _: web.Request) -> web.Response:
        return as_json(self._studio.iam.create_key().as_json())

    def _issue(self, holder: str) -> Token:
        lifetime = timedelta(seconds=self._studio.behaviour.iam_token_seconds)
        return self._studio.iam.issue(holder, self._studio.clock.now(), lifetime)


def _signed(body: object) -> str:
    fields = requests.fields_of(body, "CreateIamTokenRequest", {"jwt", "yandexPassportOauthToken"})
    if "yandexPassportOauthToken" in fields:
        requests.invalid("OAuth tokens are no longer supported")
    return requests.string_of(fields, "jwt") or requests.invalid("One of the options must be selected: jwt")


def _unsigned(body: bytes) -> Json:
    """A body as the journal has it: what its JWT says, and not the JWT, which would be worth a token."""
    try:
        signed = _signed(requests.decode(body))
        header = jwt.get_unverified_header(signed)
        claims = jwt.decode(signed, options={"verify_signature": False})
    except (ApiError, jwt.PyJWTError):
        return {"undecoded": len(body)}
    return claims | {"alg": header.get("alg"), "kid": header.get("kid")}


def _nanoseconds(moment: datetime) -> str:
    """A time as Yandex writes it: nine digits after the second."""
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}000Z"
