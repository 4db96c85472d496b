"""A second placeholder for one generation is one too many: whoever put it takes it away again."""

import structlog

from bot.drawing.ports import Courier, Store
from bot.drawing.values.generations import Generation
from bot.errors import CourierError

log = structlog.get_logger(__name__)


async def withdraw(placed: Generation, store: Store, courier: Courier) -> None:
    """Remove a placeholder that took so long to put that a worker, or the person, went on without it."""
    log.warning("placed too late", generation=str(placed.id))
    current = await store.find(placed.id)
    if placed.placeholder is None or current is None or current.placeholder == placed.placeholder:
        return
    try:
        await courier.withdraw(placed, placed.placeholder)
    except CourierError as error:
        log.warning("spare placeholder stays", generation=str(placed.id), error=repr(error))
