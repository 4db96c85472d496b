"""Whose updates are handled in the order in which they came: those of one chat; nobody waits for another's."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError


def is_urgent(update: Update) -> bool:
    """Whether it waits for nobody: somebody is about to pay, and Telegram gives ten seconds for the answer."""
    return update.pre_checkout_query is not None


def whose(update: Update) -> Hashable:
    """The chat that an update is about; where there is none, as for what is typed inline, the person.

    What is urgent is nobody's.
    """
    if is_urgent(update):
        return "update", update.update_id
    try:
        event = update.event
    except UpdateTypeLookupError:
        return "update", update.update_id
    chat = getattr(event, "chat", None) or getattr(getattr(event, "message", None), "chat", None)
    if chat is not None:
        return "chat", chat.id
    person = getattr(event, "from_user", None)
    return ("person", person.id) if person is not None else ("update", update.update_id)


class Turns:
    """One turn at a time for each key, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    def __len__(self) -> int:
        """How many keys somebody has a turn of, or waits for one."""
        return len(self._locks)

    @asynccontextmanager
    async def of(self, key: Hashable) -> AsyncIterator[None]:
        """Wait for a turn, and have it."""
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()  # it is gone with the last one who holds it or waits for it
        async with lock:  # fair: who waits is served in order
            yield
