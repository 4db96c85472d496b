"""Whether a model of Yandex's would draw."""

from collections.abc import Collection
from contextlib import suppress
from http import HTTPStatus
from uuid import uuid4

from typing_extensions import override

from bot.drawing.ports.providers import Pending
from bot.drawing.values.shapes import SQUARE
from bot.drawing.values.specs import Spec
from bot.errors import Declined, Misconfigured, NotAccepted, ProviderError, Refused, Unanswered
from bot.providers.credentials import Credentials, Signed
from bot.providers.http import HttpAnswer, HttpRequest, Transport, fields
from bot.providers.probes import NO_LISTING, Probe, Verdict, listing
from bot.providers.yandex import wire

UNREAD = "a red fox " * 1000
"""A prompt that every model of Yandex's refuses: their limit is 500 characters, and the refusal names it."""

_SHOWN = 8  # models named where the right one is missing


class YandexOperationsProbe(Probe):
    """For YandexART: the listing of models, then a generation with a prompt too long to be accepted."""

    def __init__(
        self,
        transport: Transport,
        credentials: Credentials,
        *,
        ai_url: str,
        generate_url: str,
        operation_url: str,
        model_uri: str,
    ) -> None:
        self._signed = Signed(transport, credentials)
        self._ai_url = ai_url
        self._generate_url = generate_url.rstrip("/")
        self._operation_url = operation_url.rstrip("/")
        self._model_uri = model_uri

    @override
    async def check(self) -> Verdict:
        listed = await self._listed()
        spec = Spec(prompt=UNREAD, ratio=SQUARE, model=self._model_uri)
        answer = await self._signed.send(
            wire.build_generate(self._generate_url, spec, 1, uuid4(), self._model_uri, logged=False)
        )
        accepted = _accepted(answer)
        if accepted is None:
            said = "credentials, folder and access are right, no quota is used up"
            return Verdict(said if listed else f"{said}; the listing of models is not there for this key")
        with suppress(ProviderError):
            await self._signed.send(wire.build_cancel(self._operation_url, accepted))
        return Verdict(
            f"a prompt of {len(UNREAD)} characters was accepted, against all expectation; operation {accepted} was "
            "cancelled at once, but may have cost one picture",
            sure=False,
        )

    async def _listed(self) -> bool:
        """Whether the model is listed; a key may be good for pictures alone. Raises Misconfigured where it is not."""
        unlisted = NO_LISTING | {HTTPStatus.FORBIDDEN}
        try:
            return await _is_listed(self._signed, self._ai_url, self._model_uri, unlisted)
        except (NotAccepted, Unanswered):
            return False


class YandexImagesProbe(Probe):
    """For Yandex's Images API: the listing of models. What else could be asked might be drawn."""

    def __init__(self, transport: Transport, credentials: Credentials, *, ai_url: str, model_uri: str) -> None:
        self._signed = Signed(transport, credentials)
        self._ai_url = ai_url
        self._model_uri = model_uri

    @override
    async def check(self) -> Verdict:
        if not await _is_listed(self._signed, self._ai_url, self._model_uri, NO_LISTING):
            return Verdict("the listing of models is not there, so only a picture would tell", sure=False)
        return Verdict("credentials, folder and access are right; its quota cannot be asked without drawing")


async def _is_listed(signed: Signed, ai_url: str, uri: str, unlisted: Collection[HTTPStatus]) -> bool:
    """Whether there is a listing, and the model in it. Raises Misconfigured where only the model is missing."""
    folder, _, name = uri.removeprefix("art://").partition("/")
    request = HttpRequest("GET", f"{ai_url.rstrip('/')}/v1/models", {"OpenAI-Project": folder})
    names = await listing(signed, request, unlisted, wire.decipher_images_error)
    if names is None:
        return False
    drawing = {other.removeprefix(f"art://{folder}/").split("/")[0] for other in names if other.startswith("art")}
    if name.split("/")[0] not in drawing:
        others = ", ".join(sorted(drawing)[:_SHOWN]) or "none"
        raise Misconfigured(
            f"{uri} is not among the drawing models of this folder: {others} (choose another model in MODELS, or give "
            "the service account the role ai.imageGeneration.user)"
        )
    return True


def _accepted(answer: HttpAnswer) -> str | None:
    """The operation of a generation that was not refused after all. Raises ProviderError but for the right refusal."""
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        message = fields(answer.content).get("message") or f"HTTP {answer.status}"
        raise Misconfigured(f"{message} (wait until the quota is there again, or have it raised)")
    try:
        operation = wire.decipher_operation(answer)
    except Refused:
        return None
    except (Declined, Misconfigured) as error:
        if answer.status == HTTPStatus.BAD_REQUEST and "prompt" in error.detail.lower():
            return None
        raise
    return operation.operation_id if isinstance(operation, Pending) else "of this request"
