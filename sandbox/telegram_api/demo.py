"""The world a newcomer meets: two people, their private chats, a supergroup and one with topics."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from sandbox.telegram_api.limits import FloodLimits
from sandbox.telegram_api.values import Status
from sandbox.telegram_api.world import World

ALICE = 1001
BORIS = 1002


def demo_world(
    *, clock: Callable[[], datetime] = lambda: datetime.now(UTC), limits: FloodLimits | None = None
) -> World:
    """Alice (1001, en) and Борис (1002, ru) with open private chats, and two supergroups with both.

    The groups are "Painters", and "Studio" with the topic "Sketches". The bot works inline, with all choices told, and
    comes as a guest.
    """
    world = World(clock=clock, limits=limits, inline=True, inline_feedback=True, guest=True)
    world.add_person(ALICE, "Alice", "alice", "en")
    world.add_person(BORIS, "Борис", "boris", "ru")
    world.open_private(ALICE)
    world.open_private(BORIS)
    world.add_supergroup("Painters", [ALICE, BORIS])
    studio = world.add_supergroup("Studio", [ALICE, BORIS], forum=True, bot=Status.LEFT)
    world.add_topic(studio.id, "Sketches")
    world.keep(replace(world.chat(studio.id), bot=Status.MEMBER))  # it was there before the bot's first update
    return world
