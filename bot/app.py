"""The composition root: the only place where adapters are constructed and joined; closed in the reverse order."""

import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from hashlib import blake2b

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import Update

from bot.config import HttpSettings, Settings, disclosure, discretion, limiting
from bot.drawing.admission import Admission
from bot.drawing.gallery import Gallery
from bot.drawing.inline_drafts import InlineDrafts
from bot.drawing.intake import Intake
from bot.drawing.originals import Originals
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.providers import Providers
from bot.drawing.preferences import Preferences
from bot.drawing.privacy import Privacy
from bot.drawing.values.models import Account
from bot.drawing.wake_ups import WakeUps
from bot.drawing.work.assembly import Assembly
from bot.drawing.work.equipment import Capacity, Drawers, WorkCouriers, WorkStores
from bot.drawing.work.worker import Worker
from bot.providers import catalog, factory
from bot.providers.catalog import Catalog
from bot.providers.http import open_transport
from bot.providers.records import Entry
from bot.serving import CLOSING, App
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
from bot.storage.later import DatabasePostponed, DatabaseTurnedAway
from bot.storage.leases import GenerationLeases, RequestLeases
from bot.storage.privacy import DatabasePrivacy
from bot.storage.retention import DatabaseRetention
from bot.storage.undecoded import FolderUndecoded
from bot.system import SystemClock, own_seed
from bot.telegram.inbound.dispatching import dispatcher_of
from bot.telegram.inbound.guard import Guard
from bot.telegram.inbound.handling import note_answers
from bot.telegram.inbound.middlewares import Context
from bot.telegram.inbound.polling import Polling
from bot.telegram.inbound.webhook import Hook, Webhook
from bot.telegram.outbound.copies import TelegramCopies
from bot.telegram.outbound.limiter import Limiter
from bot.telegram.outbound.operator import TelegramOperator
from bot.telegram.outbound.pictures import TelegramPictures
from bot.telegram.outbound.placeholders import TelegramPlaceholders
from bot.telegram.outbound.showing import TelegramShowing
from bot.telegram.outbound.storage_chat import StorageChat
from bot.telegram.session import TelegramSession
from bot.telegram.waiting import ANSWER_SECONDS
from bot.web import server
from bot.wording.texts import Locales

__all__ = ["App", "assembled", "open_bot"]


@asynccontextmanager
async def assembled(
    settings: Settings,
    *,
    clock: Clock | None = None,
    models: Mapping[str, Entry] | None = None,
    database: Database | None = None,
) -> AsyncIterator[App]:
    """Everything joined and open; closed in the reverse order, but for a database that is open before.

    Raises ConfigurationError, StorageError.
    """
    clock = clock or SystemClock()
    known = Catalog.of(
        models or catalog.load(settings.drawing.models_file), settings.drawing.model_names, settings.drawing.fallback
    )
    async with (
        nullcontext(database) if database else open_database(settings.storage.url) as opened,
        open_transport(settings.process.grace.total_seconds() * CLOSING) as transport,
        open_bot(settings, clock) as bot,
        factory.opened(settings.access, known.serving, transport, clock) as providers,
    ):
        joined = _Joining(settings, clock, opened, bot, known)
        worker, accounts = await joined.worker(providers)
        dispatcher = joined.dispatcher()

        async def handle(update: Update) -> object:
            return await dispatcher.feed_update(bot, update)

        kinds = dispatcher.resolve_used_update_types()
        hook = Hook(*settings.http.webhook, kinds) if settings.http.webhook else None
        source = Webhook(bot, handle, hook, clock) if hook else Polling(bot, handle, kinds, clock)
        app = App(
            bot=bot,
            locales=joined.locales,
            due=DatabaseDue(opened),
            accounts=accounts,
            source=source,
            hook=hook,
            worker=worker,
            grace=settings.process.grace,
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
                terms=self._settings.drawing.terms,
                limits=limiting.limits(self._settings, self._catalog),
            ),
            clock=self._clock,
            wake_ups=self._wake_ups,
            roll=random.random,
        )
        return assembly.worker(), accounts

    def dispatcher(self) -> Dispatcher:
        """What hands updates to the handlers, with the arguments these ask for by name."""
        choices, models = self._catalog.choices, self._catalog.models
        archive, acceptance = DatabaseArchive(self._database), DatabaseAcceptance(self._database)
        preferences = Preferences(choices=DatabaseChoices(self._database), models=choices)
        showing = TelegramShowing(self._bot, self.locales, models)
        gallery = Gallery(archive=archive, clock=self._clock)
        return dispatcher_of(
            Context(preferences, self.locales),
            Guard(gallery),
            self._settings.telegram.plain_text,
            with_bots=self._settings.telegram.bots == "answer",
            intake=Intake(
                acceptance=acceptance,
                admission=self._admission(acceptance),
                models=choices,
                clock=self._clock,
                wake_ups=self._wake_ups,
                own_seed=own_seed,
                most=self._settings.drawing.most_pictures,
            ),
            gallery=gallery,
            originals=Originals(archive=archive, courier=showing, models=models, clock=self._clock),
            preferences=preferences,
            privacy=Privacy(
                store=DatabasePrivacy(self._database),
                acceptance=acceptance,
                archive=archive,
                clock=self._clock,
                wake_ups=self._wake_ups,
            ),
            disclosure=disclosure.disclosure(self._settings, self._catalog),
            inline_drafts=InlineDrafts(
                DatabaseInlineDrafts(self._database), self._clock, self._secret(b"inline drafts")
            ),
            models=models,
            locales=self.locales,
            username=self._username,
            has_storage_chat=self._storage_chat.is_set,
        )

    def _secret(self, purpose: bytes) -> bytes:
        """A key that only who knows the bot's token can make."""
        token = self._settings.telegram.token.get_secret_value()
        return blake2b(token.encode(), person=purpose, digest_size=32).digest()

    def _admission(self, acceptance: DatabaseAcceptance) -> Admission:
        return Admission(
            acceptance=acceptance,
            turned_away=DatabaseTurnedAway(self._database),
            models=self._catalog.choices,
            limits=limiting.limits(self._settings, self._catalog),
            clock=self._clock,
            wake_ups=self._wake_ups,
        )

    def _work_stores(self) -> WorkStores:
        database = self._database
        return WorkStores(
            conversations=DatabaseConversations(database),
            drawings=DatabaseDrawings(database, limiting.budgets(self._settings, self._catalog)),
            due=DatabaseDue(database),
            housekeeping=DatabaseHousekeeping(database),
            privacy=DatabasePrivacy(database),
            retention=DatabaseRetention(database),
            postponed=DatabasePostponed(database),
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
            copies=TelegramCopies(self._bot),
            operator=TelegramOperator(
                self._bot,
                self.locales,
                self._settings.telegram.admin_ids,
                discretion.redaction(self._settings, self._catalog.entries),
            ),
        )

    async def _username(self) -> str:
        """The bot's; Telegram was asked at the start."""
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
    """The bot at Telegram."""
    api = TelegramAPIServer.from_base(settings.telegram.api_url)
    session = TelegramSession(api=api, timeout=ANSWER_SECONDS)
    session.middleware(note_answers)
    if settings.telegram.rate_limits == "on":
        session.middleware(Limiter(clock))
    token, default = (
        settings.telegram.token.get_secret_value(),
        DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True),
    )
    async with Bot(token, session=session, default=default) as bot:
        yield bot
