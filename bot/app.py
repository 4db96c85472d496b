"""Where things are constructed (providers in offers.py): the bot is joined here, started, and stopped in order."""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import structlog
from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import Update
from aiogram.utils.token import TokenValidationError

from bot import server
from bot.config import HttpSettings, Settings, YandexSettings
from bot.drawing.gallery import Gallery
from bot.drawing.inline_drafts import Sketches
from bot.drawing.intake import PLACING, Intake
from bot.drawing.ports import Clock, Store
from bot.drawing.preferences import Preferences
from bot.drawing.values.budgets import Budget
from bot.drawing.values.generations import LINES
from bot.drawing.values.models import Account
from bot.drawing.work.wakeups import Bells
from bot.drawing.work.worker import Pace, Worker
from bot.errors import ConfigurationError, StorageError
from bot.providers import catalog, factory
from bot.providers.catalog import Entry
from bot.providers.factory import Selection
from bot.providers.http import open_transport
from bot.storage.database import open_database
from bot.storage.store import DatabaseStore
from bot.system import SystemClock, own_seed
from bot.telegram.inbound import startup
from bot.telegram.inbound.handlers import routers
from bot.telegram.inbound.middlewares import Apologies, Context
from bot.telegram.inbound.polling import Polling
from bot.telegram.inbound.webhook import Hook, Webhook
from bot.telegram.outbound.courier import TelegramCourier
from bot.telegram.outbound.limiter import Limiter
from bot.telegram.outbound.storage_chat import StorageChat
from bot.telegram.plain_text import PlainText
from bot.telegram.session import TelegramSession
from bot.wording.texts import Texts

log = structlog.get_logger(__name__)

GRACE = 8.0
"""Seconds the steps in hand have to finish when the bot is asked to stop; what is cut off goes on at the next start."""


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
            await self._store.next_due(LINES[0])
        except StorageError:
            return False
        return self._serving

    async def settled(self) -> bool:
        """Whether nothing is left to do: every accepted generation ended, and its person was told."""
        return not any([await self._store.next_due(line) for line in LINES])


@asynccontextmanager
async def assembled(
    settings: Settings, *, clock: Clock | None = None, models: Mapping[str, Entry] | None = None
) -> AsyncIterator[App]:
    """Everything joined and open; closed in the reverse order. Raises ConfigurationError, StorageError."""
    clock = clock or SystemClock()
    models = models or catalog.load(settings.drawing.models_file)
    selection = Selection.of(settings.drawing, models)
    texts, bells = Texts(), Bells()
    async with (
        open_database(settings.storage.url) as database,
        open_transport() as transport,
        open_bot(settings, clock) as bot,
        factory.opened(settings, selection.entries, transport, clock) as offered,
    ):
        store = DatabaseStore(database, {Account.YANDEX: _budget(settings.yandex)})
        known = {name: entry.model for name, entry in models.items()}
        offered_models = {entry.model.name: entry.model for entry in selection.offered}
        storage = StorageChat(bot, settings.telegram.storage_chat)
        courier = TelegramCourier(bot, texts, known, storage=storage, admins=settings.telegram.admin_ids)
        intake = Intake(
            store=store,
            models=offered_models,
            most=settings.drawing.most_pictures,
            courier=courier,
            clock=clock,
            bells=bells,
            own_seed=own_seed,
            placing=min(settings.drawing.lease, PLACING),
        )
        pace = Pace(
            lease=settings.drawing.lease,
            deadline=settings.drawing.deadline,
            originals=settings.drawing.originals,
        )
        worker = Worker(
            store=store,
            offers=offered,
            stand_in=selection.fallback.model.name if selection.fallback else None,
            courier=courier,
            clock=clock,
            bells=bells,
            pace=pace,
            roll=random.random,
        )
        preferences = Preferences(store=store, models=offered_models)
        dispatcher = _dispatcher(
            Context(preferences, texts),
            settings.telegram.plain_text,
            intake=intake,
            gallery=Gallery(store=store, clock=clock),
            preferences=preferences,
            sketches=Sketches(store, clock),
            storage_chat=storage,
            models=known,
        )

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
async def open_bot(settings: Settings, clock: Clock) -> AsyncIterator[Bot]:
    """The bot at Telegram. Raises ConfigurationError."""
    session = TelegramSession(api=TelegramAPIServer.from_base(settings.telegram.api_url))
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


def _dispatcher(context: Context, plain_text: PlainText, **tools: Any) -> Dispatcher:  # noqa: ANN401 - aiogram's way
    """``tools`` are what handlers ask for by these names."""
    dispatcher = Dispatcher(disable_fsm=True, **tools)
    dispatcher.update.outer_middleware(context)
    for observer in (dispatcher.message, dispatcher.edited_message):
        observer.filter(F.via_bot.is_(None))  # what was sent through a bot is nobody's words to this one
    for observer in (
        dispatcher.message,
        dispatcher.edited_message,
        dispatcher.callback_query,
        dispatcher.inline_query,
    ):
        observer.middleware(Apologies())
    dispatcher.include_routers(*routers(plain_text))
    return dispatcher


def _budget(yandex: YandexSettings) -> Budget:
    return Budget.of(yandex.generations_per_minute, yandex.generations_per_day, yandex.results_per_second)
