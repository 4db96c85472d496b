"""The world a newcomer meets: two people, their private chats and a supergroup."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.sandbox.telegram_api.limits import FloodLimits
from bot.sandbox.telegram_api.world import World

ALICE = 1001
BORIS = 1002


def demo_world(
    *, clock: Callable[[], datetime] = lambda: datetime.now(UTC), limits: FloodLimits | None = None
) -> World:
    """Alice (1001, en) and Борис (1002, ru) with open private chats, and the supergroup "Painters" with both."""
    world = World(clock=clock, limits=limits)
    world.add_person(ALICE, "Alice", "alice", "en")
    world.add_person(BORIS, "Борис", "boris", "ru")
    world.open_private(ALICE)
    world.open_private(BORIS)
    world.add_supergroup("Painters", [ALICE, BORIS])
    return world
