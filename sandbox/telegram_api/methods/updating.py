"""Methods by which the bot gets its updates."""

import re
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from aiogram.methods import DeleteWebhook, GetUpdates, GetWebhookInfo, SetWebhook

from sandbox.telegram_api.errors import bad_request, conflict
from sandbox.telegram_api.methods.table import Ask, plays
from sandbox.telegram_api.state import State
from sandbox.telegram_api.updates import Turn
from sandbox.telegram_api.values import Json
from sandbox.telegram_api.webhook import Webhook

_MAX_BATCH = 100
_MAX_TIMEOUT = 50  #: seconds; the Bot API server waits no longer
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


async def get_updates(ask: Ask[GetUpdates]) -> list[Any]:
    """The oldest updates that are not confirmed, waiting for one up to ``timeout`` seconds."""
    state, p = ask.state, ask.params
    if state.webhook.url:
        reason = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        raise conflict(reason)
    state.updates.allow(p.allowed_updates)
    state.updates.confirm(p.offset or 0)
    turn = _take_turn(state, "other getUpdates request; make sure that only one bot instance is running")
    await _wait(state, turn, min(max(p.timeout or 0, 0), _MAX_TIMEOUT))
    if state.updates.turn is not turn:
        raise conflict(f"terminated by {state.updates.turn.name}")
    return state.updates.take(min(max(p.limit or _MAX_BATCH, 1), _MAX_BATCH))


def set_webhook(ask: Ask[SetWebhook]) -> bool:
    """Have updates pushed; an empty address goes back to polling."""
    state, p = ask.state, ask.params
    if p.secret_token and not _SECRET.fullmatch(p.secret_token):
        raise bad_request("secret token contains unallowed characters")
    if p.url and not _is_allowed(p.url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    state.updates.allow(p.allowed_updates)
    _switch(
        state, Webhook(p.url, p.secret_token or None, p.max_connections or 40, p.ip_address), p.drop_pending_updates
    )
    return True


def delete_webhook(ask: Ask[DeleteWebhook]) -> bool:
    """Go back to polling."""
    _switch(ask.state, Webhook(), ask.params.drop_pending_updates)
    return True


def get_webhook_info(ask: Ask[GetWebhookInfo]) -> Json:
    """Where updates go and what went wrong last."""
    hook, queue = ask.state.webhook, ask.state.updates
    shape: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": len(queue.pending)}
    optional = {
        "ip_address": hook.ip_address,
        "last_error_date": hook.last_error_date,
        "last_error_message": hook.last_error_message,
        "max_connections": hook.max_connections if hook.url else None,
        "allowed_updates": list(queue.allowed) or None,
    }
    return shape | {name: value for name, value in optional.items() if value is not None}


def _take_turn(state: State, name: str) -> Turn:
    """Become the one who consumes updates; whoever was it before is told ``name``."""
    state.updates.turn = turn = Turn(name)
    state.signals.tell()
    return turn


async def _wait(state: State, turn: Turn, seconds: int) -> None:
    queue = state.updates
    with suppress(TimeoutError):
        await state.until(lambda: queue.pending or queue.turn is not turn or state.closing, seconds)


def _switch(state: State, hook: Webhook, drop: bool | None) -> None:  # noqa: FBT001 - a parameter as Telegram has it
    if drop:
        state.updates.pending.clear()
    state.webhook = hook
    if hook.url:
        _take_turn(state, "setWebhook request")
    state.signals.tell()


def _is_allowed(url: str) -> bool:
    """HTTPS anywhere; plain HTTP to this very machine, as a Bot API server of one's own allows."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


METHODS = [
    plays(GetUpdates, get_updates),
    plays(SetWebhook, set_webhook),
    plays(DeleteWebhook, delete_webhook),
    plays(GetWebhookInfo, get_webhook_info),
]
