"""Whether a model of OpenAI's, or of those who speak its language, would draw."""

from http import HTTPStatus

from typing_extensions import override

from bot.providers.credentials import Credentials, Signed
from bot.providers.http import HttpAnswer, HttpRequest, Transport, fields
from bot.providers.openai.errors import decipher_error, is_operators
from bot.providers.probes import NO_LISTING, Probe, Verdict, listing

_UNLISTED = NO_LISTING | {HTTPStatus.FORBIDDEN}


class OpenAIProbe(Probe):
    """The listing of models, then a generation of nothing.

    Gateways and servers written in Go take ``n: 0`` for 1 and would draw, so less is asked for, and without words.
    """

    def __init__(self, transport: Transport, credentials: Credentials, *, base_url: str, model: str) -> None:
        self._signed = Signed(transport, credentials)
        self._base_url = base_url.rstrip("/")
        self._model = model

    @override
    async def check(self) -> Verdict:
        request = HttpRequest("GET", f"{self._base_url}/models")
        names = await listing(self._signed, request, _UNLISTED, decipher_error)
        nothing = {"model": self._model, "prompt": "", "n": -1}
        answer = await self._signed.send(HttpRequest("POST", f"{self._base_url}/images/generations", json=nothing))
        if _drew(answer):
            return Verdict("the server drew a picture where none was asked for: it may have cost one", sure=False)
        if names is not None and self._model not in names:
            return Verdict("the key is right, but the server does not list this model", sure=False)
        return Verdict("key and model are right, no quota is used up")


def _drew(answer: HttpAnswer) -> bool:
    """Whether a generation of nothing drew something. Raises ProviderError where it failed for another reason."""
    body = answer.content
    if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES and not fields(body).get("error"):
        return bool(fields(body).get("data"))
    refused = answer.status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)
    if refused and not is_operators(body):
        return False
    raise decipher_error(answer, body)
