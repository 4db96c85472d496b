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
from bot.drawing import comparing, removals
from bot.drawing.admission import Admission
from bot.drawing.answers import Answers
from bot.drawing.comparing import Comparison
from bot.drawing.gallery import Gallery
from bot.drawing.gifts import Gifts
from bot.drawing.improving import Improving
from bot.drawing.inline_drafts import InlineDrafts
from bot.drawing.intake import Intake
from bot.drawing.originals import Originals
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.providers import Providers
from bot.drawing.preferences import Preferences
from bot.drawing.privacy import Privacy
from bot.drawing.purchases import Purchases
from bot.drawing.removals import Removals, Removing
from bot.drawing.values.closings import Closings
from bot.drawing.values.models import Account
from bot.drawing.wake_ups import WakeUps
from bot.drawing.withdrawals import Withdrawals
from bot.drawing.work.assembly import Assembly
from bot.drawing.work.equipment import Capacity, Drawers, WorkCouriers, WorkStores
from bot.drawing.work.worker import Worker
from bot.owning import owning
from bot.providers import catalog, factory
from bot.providers.catalog import Catalog
from bot.providers.http import Transport, open_transport
from bot.providers.prompts.chat import ChatModel
from bot.providers.records import Entry
from bot.serving import CLOSING, App
from bot.storage.acceptance import DatabaseAcceptance
from bot.storage.alarms import DatabaseAlarms
from bot.storage.archive import DatabaseArchive
from bot.storage.choices import DatabaseChoices
from bot.storage.conversations import DatabaseConversations
from bot.storage.credits import DatabaseCredits
from bot.storage.database import Database, open_database
from bot.storage.drawings import DatabaseDrawings
from bot.storage.due import DatabaseDue
from bot.storage.housekeeping import DatabaseHousekeeping
from bot.storage.improving import DatabaseImprovementCounts
from bot.storage.inline_drafts import DatabaseInlineDrafts
from bot.storage.later import DatabasePostponed, DatabaseTurnedAway
from bot.storage.leases import GenerationLeases, RequestLeases
from bot.storage.privacy import DatabasePrivacy
from bot.storage.removals import DatabaseRemovals
from bot.storage.retention import DatabaseRetention
from bot.storage.talk import DatabaseAnswers, DatabaseWaiting
from bot.storage.undecoded import FolderUndecoded
from bot.system import SystemClock, own_seed
from bot.telegram.inbound.bursts import Bursts
from bot.telegram.inbound.dispatching import dispatcher_of
from bot.telegram.inbound.errands import Errands
from bot.telegram.inbound.guard import Guard
from bot.telegram.inbound.handling import note_answers
from bot.telegram.inbound.improvements import Improvements
from bot.telegram.inbound.middlewares import Context
from bot.telegram.inbound.polling import Polling
from bot.telegram.inbound.webhook import Hook, Webhook
from bot.telegram.outbound.copies import TelegramCopies
from bot.telegram.outbound.limiter import Limiter
from bot.telegram.outbound.operator import TelegramOperator
from bot.telegram.outbound.pictures import TelegramPictures
from bot.telegram.outbound.placeholders import TelegramPlaceholders
from bot.telegram.outbound.removals import TelegramRemovals
from bot.telegram.outbound.showing import TelegramShowing
from bot.telegram.outbound.stars import TelegramStars
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
        open_transport() as talk,  # its own: words wait for no picture of the same server
        open_bot(settings, clock) as bot,
        factory.opened(settings.access, known.serving, transport, clock) as providers,
    ):
        joined = _Joining(settings, clock, opened, bot, known)
        worker, accounts = await joined.worker(providers)
        errands = Errands()
        dispatcher = joined.dispatcher(talk, errands)

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
            errands=errands,
            grace=settings.process.grace,
            sells=bool(settings.stars.packs),
            owners=settings.telegram.owner_ids,
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
        self._stars = TelegramStars(bot, self.locales)
        self._owning = owning(
            database,
            bot,
            self.locales,
            clock,
            calendar=limiting.limits(settings, known).calendar,
            choices=known.choices,
            models=known.models,
        )
        self._purchases = Purchases(
            store=DatabaseCredits(database),
            stars=self._stars,
            packs=settings.stars.packs,
            clock=clock,
            secret=self._secret(b"invoices"),
            obstacles=[self._owning.pausing.check],
        )

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
                closings=self._closings,
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
            besides={
                "compare payments": (comparing.EVERY, self._comparison().look),
                "remove": (removals.EVERY, self._removing().look),
                **self._owning.besides,
            },
        )
        return assembly.worker(), accounts

    def dispatcher(self, talk: Transport, errands: Errands) -> Dispatcher:
        """What hands updates to the handlers, with the arguments these ask for by name."""
        choices, models = self._catalog.choices, self._catalog.models
        archive, acceptance = DatabaseArchive(self._database), DatabaseAcceptance(self._database)
        book, admission = DatabaseCredits(self._database), self._admission(acceptance)
        preferences = Preferences(choices=DatabaseChoices(self._database), models=choices)
        showing = TelegramShowing(self._bot, self.locales, models)
        gallery = Gallery(archive=archive, clock=self._clock)
        improving = self._improving(talk)
        intake = Intake(
            acceptance=acceptance,
            admission=admission,
            models=choices,
            clock=self._clock,
            wake_ups=self._wake_ups,
            own_seed=own_seed,
            most=self._settings.drawing.most_pictures,
            closings=self._closings,
        )
        return dispatcher_of(
            Context(preferences, self.locales),
            Guard(gallery),
            self._settings.telegram.plain_text,
            with_bots=self._settings.telegram.bots == "answer",
            intake=intake,
            improving=improving,
            improvements=Improvements(
                bot=self._bot, improving=improving, errands=errands, gallery=gallery, clock=self._clock
            ),
            gallery=gallery,
            answers=Answers(store=DatabaseAnswers(self._database), clock=self._clock),
            withdrawals=Withdrawals(store=DatabaseWaiting(self._database), acceptance=acceptance, intake=intake),
            bursts=Bursts(self._clock),
            originals=Originals(archive=archive, courier=showing, models=models, clock=self._clock),
            removals=Removals(store=DatabaseRemovals(self._database), archive=archive, clock=self._clock),
            preferences=preferences,
            privacy=Privacy(
                store=DatabasePrivacy(self._database),
                book=book,
                acceptance=acceptance,
                archive=archive,
                clock=self._clock,
                wake_ups=self._wake_ups,
            ),
            admission=admission,
            purchases=self._purchases,
            gifts=Gifts(book, self._clock),
            stars=self._stars,
            sale=self._settings.stars.sale,
            owners=self._settings.telegram.owner_ids,
            **self._owning.tools,
            disclosure=disclosure.disclosure(self._settings, self._catalog),
            inline_drafts=InlineDrafts(
                DatabaseInlineDrafts(self._database), self._clock, self._secret(b"inline drafts")
            ),
            models=models,
            locales=self.locales,
            username=self._username,
            has_storage_chat=self._storage_chat.is_set,
        )

    def _improving(self, talk: Transport) -> Improving:
        settings = self._settings
        access = settings.prompts.access(settings.yandex.access)
        return Improving(
            improver=ChatModel(talk, access) if access else None,
            counts=DatabaseImprovementCounts(self._database),
            limits=settings.prompts.limits(limiting.limits(settings, self._catalog).calendar),
            models=self._catalog.choices,
            most=settings.drawing.most_pictures,
            clock=self._clock,
        )

    def _secret(self, purpose: bytes) -> bytes:
        """A key that only who knows the bot's token can make."""
        token = self._settings.telegram.token.get_secret_value()
        return blake2b(token.encode(), person=purpose, digest_size=32).digest()

    def _admission(self, acceptance: DatabaseAcceptance) -> Admission:
        return Admission(
            acceptance=acceptance,
            turned_away=DatabaseTurnedAway(self._database),
            balances=DatabaseCredits(self._database),
            sells=self._purchases.sells,
            models=self._catalog.choices,
            limits=limiting.limits(self._settings, self._catalog),
            clock=self._clock,
            wake_ups=self._wake_ups,
        )

    def _removing(self) -> Removing:
        return Removing(
            store=DatabaseRemovals(self._database),
            privacy=DatabasePrivacy(self._database),
            archive=DatabaseArchive(self._database),
            courier=TelegramRemovals(self._bot, self.locales),
            clock=self._clock,
        )

    def _comparison(self) -> Comparison:
        return Comparison(
            store=DatabaseCredits(self._database),
            stars=self._stars,
            purchases=self._purchases,
            choices=DatabaseChoices(self._database),
            operator=self._operator(),
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
            operator=self._operator(),
        )

    def _operator(self) -> TelegramOperator:
        redaction = discretion.redaction(self._settings, self._catalog.entries)
        admins = self._settings.telegram.admin_ids
        return TelegramOperator(self._bot, self.locales, admins, redaction, self._closings)

    def _closings(self) -> Closings:
        """What the operator closed, as it is known here."""
        return self._owning.pausing.known

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
