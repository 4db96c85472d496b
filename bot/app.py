"""Where things are constructed (providers in offers.py): the bot is joined here, started, and stopped in order."""

import asyncio
import random
import secrets
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import Update
from aiogram.utils.token import TokenValidationError

from bot import offers, server
from bot.config import HttpSettings, Settings, YandexSettings
from bot.drawing.bells import Bells
from bot.drawing.intake import PLACING, Intake
from bot.drawing.limits import Budget
from bot.drawing.ports import Clock, Store
from bot.drawing.values import Stage
from bot.drawing.worker import Pace, Worker
from bot.errors import ConfigurationError, StorageError
from bot.providers import catalog
from bot.providers.catalog import Entry
from bot.providers.http import open_transport
from bot.storage.database import open_database
from bot.storage.store import DatabaseStore
from bot.telegram import startup
from bot.telegram.courier import TelegramCourier
from bot.telegram.handlers import routers
from bot.telegram.limiter import Limiter
from bot.telegram.middlewares import Apologies, Context
from bot.telegram.polling import Polling
from bot.telegram.texts import Texts
from bot.telegram.webhook import Hook, Webhook

log = structlog.get_logger(__name__)

GRACE = 8.0
"""Seconds the steps in hand have to finish when the bot is asked to stop; what is cut off goes on at the next start."""


class SystemClock:
    """The real time. See drawing.ports.Clock."""

    def now(self) -> datetime:
        """See Clock."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """See Clock."""
        return time.monotonic()

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """See Clock."""
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            pass


class App:
    """The joined bot. With a ``hook`` the ``source`` of updates is the webhook there."""

    def __init__(
        self, bot: Bot, texts: Texts, store: Store, source: Polling | Webhook, hook: Hook | None, worker: Worker
    ) -> None:
        self._bot = bot
        self._texts = texts
        self._store = store
        self._source = source
        self._hook = hook
        self._worker = worker
        self._serving = False

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set; then take no more updates, finish the steps in hand, and return.

        Raises ConfigurationError where Telegram does not know the token or does not take the webhook.
        """
        await startup.connect(self._bot, self._texts, stop, self._hook)
        self._serving = not stop.is_set()
        async with asyncio.TaskGroup() as tasks:
            working = tasks.create_task(self._worker.run(), name="worker")
            await self._source.run(stop)
            self._serving = False
            self._worker.stop()
            await asyncio.wait({working}, timeout=GRACE)
            if working.cancel():
                log.warning("stopped in the middle of a step")
        log.info("stopped")

    async def ready(self) -> bool:
        """Whether requests are served: Telegram was reached, nobody asked to stop, and the database answers."""
        try:
            await self._store.next_due(Stage.SUBMIT)
        except StorageError:
            return False
        return self._serving

    async def settled(self) -> bool:
        """Whether nothing is left to do: every accepted generation ended, and its person was told."""
        return not any([await self._store.next_due(stage) for stage in Stage])


@asynccontextmanager
async def assembled(
    settings: Settings, *, clock: Clock | None = None, models: Mapping[str, Entry] = catalog.CATALOG
) -> AsyncIterator[App]:
    """Everything joined and open; closed in the reverse order. Raises ConfigurationError, StorageError."""
    clock = clock or SystemClock()
    texts, bells = Texts(), Bells()
    async with (
        open_database(settings.storage.url) as database,
        open_transport() as transport,
        _open_bot(settings, clock) as bot,
    ):
        store = DatabaseStore(database, _budget(settings.yandex))
        offered = offers.opened(settings, models, transport, clock)
        courier = TelegramCourier(bot, texts, {name: entry.model for name, entry in models.items()})
        intake = Intake(
            store=store,
            offers=offered,
            courier=courier,
            clock=clock,
            bells=bells,
            own_seed=_own_seed,
            placing=min(settings.drawing.lease, PLACING),
        )
        pace = Pace(lease=settings.drawing.lease, deadline=settings.drawing.deadline)
        worker = Worker(
            store=store, offers=offered, courier=courier, clock=clock, bells=bells, pace=pace, roll=random.random
        )
        dispatcher = _dispatcher(intake, texts)

        async def handle(update: Update) -> object:
            return await dispatcher.feed_update(bot, update)

        kinds = dispatcher.resolve_used_update_types()
        hook = _hook(settings.http, kinds)
        source = Webhook(bot, handle, hook) if hook else Polling(bot, handle, kinds)
        app = App(bot, texts, store, source, hook, worker)
        async with _served(settings.http, app, source):
            yield app


def _hook(http: HttpSettings, kinds: list[str]) -> Hook | None:
    return Hook(*http.webhook, kinds) if http.webhook else None


@asynccontextmanager
async def _served(http: HttpSettings, app: App, source: Polling | Webhook) -> AsyncIterator[None]:
    if http.address is None:
        yield
        return
    async with server.listening(*http.address, app.ready, [source.route] if isinstance(source, Webhook) else []):
        yield


@asynccontextmanager
async def _open_bot(settings: Settings, clock: Clock) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram.api_url))
    if settings.telegram.rate_limits == "on":
        session.middleware(Limiter(clock))
    try:
        bot = Bot(
            settings.telegram.token.get_secret_value().strip(),
            session=session,
            default=DefaultBotProperties(parse_mode=ParseMode.HTML),
        )
    except TokenValidationError:
        raise ConfigurationError(
            "BOT_TOKEN has not the form of a token, 123456789:AA...; @BotFather gives the right one"
        ) from None
    async with bot:
        yield bot


def _dispatcher(intake: Intake, texts: Texts) -> Dispatcher:
    dispatcher = Dispatcher(disable_fsm=True, intake=intake, texts=texts)
    dispatcher.update.outer_middleware(Context())
    for observer in (dispatcher.message, dispatcher.callback_query):
        observer.middleware(Apologies(texts))
    dispatcher.include_routers(*routers())
    return dispatcher


def _budget(yandex: YandexSettings) -> Budget:
    return Budget.of(yandex.generations_per_minute, yandex.generations_per_day, yandex.results_per_second)


def _own_seed() -> int:
    """A seed for who gives none: never 0, which would mean a random one, and short enough to be typed again."""
    return 1 + secrets.randbelow(2**31 - 1)
