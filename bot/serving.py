"""The joined bot: it serves until it is asked to stop, and is stopped in order and in time."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import timedelta

import structlog
from aiogram import Bot

from bot.drawing.values import queues
from bot.drawing.values.models import Account
from bot.drawing.work.worker import Worker
from bot.errors import StorageError
from bot.storage.due import DatabaseDue
from bot.telegram.inbound import startup
from bot.telegram.inbound.errands import Errands
from bot.telegram.inbound.polling import Polling
from bot.telegram.inbound.webhook import Hook, Webhook
from bot.wording.texts import Locales

log = structlog.get_logger(__name__)

IN_HAND = 0.75
"""How much of GRACE what is in hand has to finish; the rest is for saying so to Telegram and closing everything."""

CLOSING = 0.1
"""How much of it requests to the image APIs have after that."""


class App:
    """The joined bot. With a ``hook`` the ``source`` of updates is the webhook there.

    ``sells`` and ``owners`` are as in its menus.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        locales: Locales,
        due: DatabaseDue,
        accounts: Sequence[Account],
        source: Polling | Webhook,
        hook: Hook | None,
        worker: Worker,
        errands: Errands,
        grace: timedelta,
        sells: bool,
        owners: Collection[int] = (),
    ) -> None:
        self._bot = bot
        self._locales = locales
        self._due = due
        between = [of(account) for of in (queues.submit, queues.poll) for account in accounts]
        self._queues = [queues.PLACE, *between, queues.DELIVER]  # the way of a request: nothing slips past who looks
        self._source = source
        self._hook = hook
        self._worker = worker
        self._errands = errands
        self._grace = grace
        self._sells = sells
        self._owners = owners
        self._serving = False

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set; then take no more updates, finish what is in hand, and return.

        What is not finished in time is cut off: its updates are not confirmed, its steps due again at the next start.
        Raises ConfigurationError where Telegram does not know the token or does not take the webhook.
        """
        await startup.connect(self._bot, self._locales, stop, self._hook, sells=self._sells, owners=self._owners)
        self._serving = not stop.is_set()
        async with asyncio.TaskGroup() as tasks:
            working = tasks.create_task(self._worker.run(), name="worker")
            running = tasks.create_task(self._errands.run(stop), name="errands")
            taking = tasks.create_task(self._source.run(stop), name="updates")
            await stop.wait()
            self._serving = False
            self._worker.stop()
            await asyncio.wait({working, running, taking}, timeout=self._grace.total_seconds() * IN_HAND)
            cut_off = [task.get_name() for task in (working, running, taking) if task.cancel()]
            if cut_off:
                log.warning("stopped in the middle", of=cut_off)
        log.info("stopped")

    async def ready(self) -> bool:
        """Whether requests are served: Telegram was reached, nobody asked to stop, and the database answers."""
        try:
            await self._due.next_due(queues.DELIVER)
        except StorageError:
            return False
        return self._serving

    async def settled(self) -> bool:
        """Whether nothing is left to do: every accepted request was delivered, or ended and its person was told."""
        return self._errands.are_done and not any([await self._due.next_due(queue) for queue in self._queues])
