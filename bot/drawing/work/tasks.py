"""What is done again and again beside the generations: the bot is seen at work, and old originals are forgotten."""

from contextlib import suppress
from datetime import timedelta

from bot.drawing.ports import Clock, Courier, Store
from bot.drawing.work.periodic import Chore
from bot.errors import CourierError

ACTION = 4.5
"""Seconds between chat actions: one lasts 5 s in the clients."""

ACTIVE = timedelta(minutes=2)
"""So long after its submission a generation is seen to be worked on; then the placeholder's words are enough."""

TIDYING = 600.0

SKETCHES = timedelta(days=7)
"""How long inline words are kept for a press of their button."""


def chores(*, store: Store, courier: Courier, clock: Clock, originals: timedelta) -> tuple[Chore, ...]:
    """All of them; ``originals`` is how long pictures are kept as they came."""

    async def be_seen() -> None:
        for place in await store.busy(clock.now() - ACTIVE):
            with suppress(CourierError):  # one chat that is gone hides the others from nobody
                await courier.act(place)

    async def tidy() -> None:
        await store.drop_old_pictures(clock.now() - originals)
        await store.drop_old_sketches(clock.now() - SKETCHES)

    return (
        Chore(name="be seen", every=ACTION, do=be_seen, clock=clock),
        Chore(name="tidy", every=TIDYING, do=tidy, clock=clock),
    )
