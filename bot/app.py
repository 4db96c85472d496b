"""The composition root: the only place where adapters are constructed and joined; the bot is stopped in order here."""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping, Sequence
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
from bot.config import HttpSettings, Settings
from bot.drawing.gallery import Gallery
from bot.drawing.inline_drafts import InlineDrafts
from bot.drawing.intake import Intake
from bot.drawing.originals import Originals
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.providers import Providers
from bot.drawing.preferences import Preferences
from bot.drawing.values import queues
from bot.drawing.values.models import Account
from bot.drawing.wake_ups import WakeUps
from bot.drawing.work.assembly import Assembly, Capacity, Drawers, WorkCouriers, WorkStores
from bot.drawing.work.worker import Worker
from bot.errors import ConfigurationError, StorageError
from bot.providers import catalog, factory
from bot.providers.catalog import Catalog
from bot.providers.http import open_transport
from bot.providers.records import YANDEX, Entry
from bot.storage.acceptance import DatabaseAcceptance
from bot.storage.alarms import DatabaseAlarms
from bot.storage.archive import DatabaseArchive
from bot.storage.choices import DatabaseChoices
from bot.storage.conversations import DatabaseConversations
from bot.storage.database import Database, open_database
from bot.storage.drawings import DatabaseDrawings
from bot.storage.due import DatabaseDue
from bot.storage.housekeeping import DatabaseHousekeeping
from bot.storage.inline_drafts import DatabaseInlineDrafts
from bot.storage.leases import GenerationLeases, RequestLeases
from bot.storage.undecoded import FolderUndecoded
from bot.system import SystemClock, own_seed
from bot.telegram.inbound import startup
from bot.telegram.inbound.handlers import routers
from bot.telegram.inbound.middlewares import Apologies, Context
from bot.telegram.inbound.polling import Polling
from bot.telegram.inbound.webhook import Hook, Webhook
from bot.telegram.outbound.limiter import Limiter
from bot.telegram.outbound.operator import TelegramOperator
from bot.telegram.outbound.pictures import TelegramPictures
from bot.telegram.outbound.placeholders import TelegramPlaceholders
from bot.telegram.outbound.showing import TelegramShowing
from bot.telegram.outbound.storage_chat import StorageChat
from bot.telegram.plain_text import PlainText
from bot.telegram.session import TelegramSession
from bot.wording.texts import Locales

log = structlog.get_logger(__name__)

GRACE = 8.0
"""Seconds the steps in hand have to finish when the bot is asked to stop; what is cut off goes on at the next start."""


class App:
    """The joined bot. With a ``hook`` the ``source`` of updates is the webhook there."""

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
    ) -> None:
        self._bot = bot
        self._locales = locales
        self._due = due
        between = [of(account) for of in (queues.submit, queues.poll) for account in accounts]
        self._queues = [queues.PLACE, *between, queues.DELIVER]  # the way of a request: nothing slips past who looks
        self._source = source
        self._hook = hook
        self._worker = worker
        self._serving = False

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set; then take no more updates, finish the steps in hand, and return.

        Raises ConfigurationError where Telegram does not know the token or does not take the webhook.
        """
        await startup.connect(self._bot, self._locales, stop, self._hook)
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
            await self._due.next_due(queues.DELIVER)
        except StorageError:
            return False
        return self._serving

    async def settled(self) -> bool:
        """Whether nothing is left to do: every accepted request was delivered, or ended and its person was told."""
        return not any([await self._due.next_due(queue) for queue in self._queues])


@asynccontextmanager
async def assembled(
    settings: Settings, *, clock: Clock | None = None, models: Mapping[str, Entry] | None = None
) -> AsyncIterator[App]:
    """Everything joined and open; closed in the reverse order. Raises ConfigurationError, StorageError."""
    clock = clock or SystemClock()
    known = Catalog.of(
        models or catalog.load(settings.drawing.models_file), settings.drawing.model_names, settings.drawing.fallback
    )
    async with (
        open_database(settings.storage.url) as database,
        open_transport() as transport,
        open_bot(settings, clock) as bot,
        factory.opened(settings.access, known.serving, transport, clock) as providers,
    ):
        joined = _Joining(settings, clock, database, bot, known)
        worker, accounts = await joined.worker(providers)
        dispatcher = joined.dispatcher()

        async def handle(update: Update) -> object:
            return await dispatcher.feed_update(bot, update)

        kinds = dispatcher.resolve_used_update_types()
        hook = Hook(*settings.http.webhook, kinds) if settings.http.webhook else None
        source = Webhook(bot, handle, hook) if hook else Polling(bot, handle, kinds)
        app = App(
            bot=bot,
            locales=joined.locales,
            due=DatabaseDue(database),
            accounts=accounts,
            source=source,
            hook=hook,
            worker=worker,
        )
        async with _served(settings.http, app, source):
            yield app


class _Joining:
    """What is open, and how it is joined."""

    def __init__(self, settings: Settings, clock: Clock, database: Database, bot: Bot, known: Catalog) -> None:
        self._settings = settings
        self._clock = clock
        self._database = database
        self._bot = bot
        self._catalog = known
        self._wake_ups = WakeUps()
        self._storage_chat = StorageChat(bot, settings.telegram.storage_chat)
        self.locales = Locales()

    async def worker(self, providers: Providers) -> tuple[Worker, Sequence[Account]]:
        """The worker, and the accounts it works for. Raises StoreUnavailable."""
        served = list({entry.model.account: None for entry in self._catalog.serving})
        stores = self._work_stores()
        accounts = await stores.drawings.accounts(served)
        fallback = self._catalog.fallback
        assembly = Assembly(
            stores=stores,
            couriers=self._couriers(),
            drawers=Drawers(
                models=self._catalog.models,
                providers=providers,
                stand_in=fallback.model.name if fallback else None,
            ),
            accounts=accounts,
            capacity=Capacity(
                lease=self._settings.drawing.lease,
                deadline=self._settings.drawing.deadline,
                patience=self._settings.drawing.trouble_patience,
                originals=self._settings.drawing.originals,
            ),
            clock=self._clock,
            wake_ups=self._wake_ups,
            roll=random.random,
        )
        return assembly.worker(), accounts

    def dispatcher(self) -> Dispatcher:
        """What hands updates to the handlers, with the arguments these ask for by name."""
        choices, models = self._catalog.choices, self._catalog.models
        archive = DatabaseArchive(self._database)
        preferences = Preferences(choices=DatabaseChoices(self._database), models=choices)
        showing = TelegramShowing(self._bot, self.locales, models, username=self._username)
        return _dispatcher(
            Context(preferences, self.locales),
            self._settings.telegram.plain_text,
            intake=Intake(
                acceptance=DatabaseAcceptance(self._database),
                models=choices,
                clock=self._clock,
                wake_ups=self._wake_ups,
                own_seed=own_seed,
                most=self._settings.drawing.most_pictures,
            ),
            gallery=Gallery(archive=archive, clock=self._clock),
            originals=Originals(archive=archive, courier=showing, models=models, clock=self._clock),
            preferences=preferences,
            inline_drafts=InlineDrafts(DatabaseInlineDrafts(self._database), self._clock),
            models=models,
            locales=self.locales,
            username=self._username,
            has_storage_chat=self._storage_chat.is_set,
        )

    def _work_stores(self) -> WorkStores:
        database = self._database
        return WorkStores(
            conversations=DatabaseConversations(database),
            drawings=DatabaseDrawings(database, {YANDEX: self._settings.yandex.budget}),
            due=DatabaseDue(database),
            housekeeping=DatabaseHousekeeping(database),
            alarms=DatabaseAlarms(database),
            undecoded=FolderUndecoded(self._settings.storage.undecoded_folder),
            request_leases=RequestLeases(database),
            generation_leases=GenerationLeases(database),
        )

    def _couriers(self) -> WorkCouriers:
        common = self._bot, self.locales, self._catalog.models
        return WorkCouriers(
            placeholders=TelegramPlaceholders(*common),
            pictures=TelegramPictures(*common, storage=self._storage_chat, username=self._username),
            operator=TelegramOperator(self._bot, self.locales, self._settings.telegram.admin_ids),
        )

    async def _username(self) -> str:
        """The bot's; Telegram is asked once."""
        return (await self._bot.me()).username or ""


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
