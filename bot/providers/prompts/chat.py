"""A language model, asked by chat completions."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus

import structlog
from typing_extensions import override

from bot.drawing.policy import improving
from bot.drawing.policy.improving import Task
from bot.drawing.ports.improvers import Improver, Saying
from bot.providers.access import PromptAccess
from bot.providers.credentials import BearerKey, Signed
from bot.providers.http import HttpAnswer, Transport
from bot.providers.prompts import wire
from bot.providers.prompts.errors import is_about

_CHECKED = 100
"""Characters of the words that it is asked for by a check."""

log = structlog.get_logger(__name__)


class ChatModel(Improver):
    """Asks one model. What it calls the limit of an answer is found out by the first answer."""

    def __init__(self, transport: Transport, access: PromptAccess) -> None:
        self._signed = Signed(transport, BearerKey(access.api_key))
        self._base_url = access.base_url
        self._model = wire.model_uri(access.base_url, access.model, access.folder_id)
        self._headers = wire.headers(access.base_url, logged=access.data_logging)
        self._limit, *self._others = wire.LIMITS

    @override
    async def answer(self, conversation: Sequence[Saying]) -> str:
        answer = await self._sent(conversation)
        if self._others and answer.status == HTTPStatus.BAD_REQUEST and is_about(answer.content, self._limit):
            self._limit, *self._others = self._others
            answer = await self._sent(conversation)
        log.info("asked for words", model=self._model, status=answer.status, usage=dict(wire.usage(answer)))
        return wire.decipher(answer)

    async def check(self, words: str) -> str:
        """What it says to these words, as it is asked always, so that it is billed the same. Raises ProviderError."""
        task = Task(words=words, room=_CHECKED)
        return await self.answer([Saying("system", improving.rules(task)), Saying("user", words)])

    async def _sent(self, conversation: Sequence[Saying]) -> HttpAnswer:
        request = wire.build_request(self._base_url, self._model, conversation, self._limit)
        return await self._signed.send(replace(request, headers=self._headers))
