"""A Bot API server on loopback: any Telegram bot can talk to it, and people it is made to believe in talk back.

``async with TelegramSandbox(demo_world()).serve() as sandbox:`` then give a bot ``sandbox.url`` and ``sandbox.token``
and let people act through ``sandbox.world``.
"""

from sandbox.telegram_api.demo import ALICE, BORIS, demo_world
from sandbox.telegram_api.errors import ApiError, WorldError
from sandbox.telegram_api.limits import FloodLimits, Rates
from sandbox.telegram_api.sandbox import TelegramSandbox
from sandbox.telegram_api.values import Chat, ChatType, Json, Kind, Person, Status, Topic
from sandbox.telegram_api.world import World

__all__ = [
    "ALICE",
    "BORIS",
    "ApiError",
    "Chat",
    "ChatType",
    "FloodLimits",
    "Json",
    "Kind",
    "Person",
    "Rates",
    "Status",
    "TelegramSandbox",
    "Topic",
    "World",
    "WorldError",
    "demo_world",
]
