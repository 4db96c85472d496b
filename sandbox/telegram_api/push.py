"""Updates pushed to the bot's webhook: one at a time, in order, again and again until it takes them."""

import json
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus

import aiohttp

from sandbox.telegram_api.state import State
from sandbox.telegram_api.updates import Queued
from sandbox.telegram_api.webhook import Webhook

_TIMEOUT = aiohttp.ClientTimeout(total=60)
_LONGEST_DELAY = 60.0
_METHOD_MARKS = (b'"method"', b'name="method"')


class Pusher:
    """Pushes whenever there is a webhook; after a failure it waits ``delay`` seconds, then twice as long, and so on."""

    def __init__(self, state: State, delay: float) -> None:
        self._state = state
        self._delay = delay

    async def run(self) -> None:
        """Push until cancelled."""
        delay = self._delay
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
            while True:
                await self._state.until(lambda: self._state.webhook.url and self._state.updates.pending, None)
                if await self._push(session, self._state.webhook, self._state.updates.pending[0]):
                    delay = self._delay
                else:
                    await self._pause(delay)
                    delay = min(delay * 2, _LONGEST_DELAY)

    async def _push(self, session: aiohttp.ClientSession, hook: Webhook, update: Queued) -> bool:
        error = await _post(session, hook, update)
        if error is None:
            self._state.updates.done(update)
        elif self._state.webhook.url == hook.url:
            failed = replace(self._state.webhook, last_error_date=self._state.now(), last_error_message=error)
            self._state.webhook = failed
        self._state.signals.tell()
        return error is None

    async def _pause(self, seconds: float) -> None:
        """Wait, but not for a webhook that was set anew meanwhile."""
        failed = self._state.webhook
        with suppress(TimeoutError):
            await self._state.until(lambda: self._state.webhook is not failed, seconds)


async def _post(session: aiohttp.ClientSession, hook: Webhook, update: Queued) -> str | None:
    """Push one update; None when the bot took it, otherwise what went wrong as getWebhookInfo tells."""
    headers = {"Content-Type": "application/json"}
    if hook.secret:
        headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
    try:
        async with session.post(hook.url, data=json.dumps(update.payload).encode(), headers=headers) as answer:
            body = await answer.read()
    except (aiohttp.ClientError, TimeoutError) as exc:
        return str(exc) or type(exc).__name__
    if answer.status // 100 != HTTPStatus.OK // 100:
        return f"Wrong response from the webhook: {answer.status} {answer.reason}"
    if any(mark in body for mark in _METHOD_MARKS):
        return "sandbox: a method in the answer of a webhook is not played"
    return None
