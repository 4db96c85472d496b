"""The settings: names are a contract, everything has a default but the token. Read only by app and the commands."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, TypeVar, get_type_hints

from pydantic import Field, SecretStr, ValidationError
from typing_extensions import override

from bot.config import envfile
from bot.config.forms import ChatIds, Duration, Folder, Key, Token, Url, told
from bot.config.limits import LimitSettings
from bot.config.prompts import PromptSettings
from bot.config.stars import StarSettings
from bot.drawing.values.budgets import Budget
from bot.drawing.values.terms import Terms
from bot.errors import ConfigurationError
from bot.errors.mistakes import Mistakes
from bot.providers import catalog
from bot.providers.access import Access, OpenAIAccess, YandexAccess
from bot.providers.catalog import Catalog
from bot.providers.records import Entry
from bot.storage.database import open_database
from bot.telegram.plain_text import PlainText

_URL = re.compile(r"https?://[^\s/?#]+(/[^\s?#{}]*)?")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # the Bot API's rule for secret_token
_PORT = 8080

Groups = TypeVar("Groups", bound="PictureSettings")

_LONGEST = timedelta(days=3650)  # a far longer one would lead out of the calendar


class TelegramSettings(envfile.Group):
    """Who the bot is and where Telegram is."""

    token: Token = Field(validation_alias="BOT_TOKEN")
    api_url: Url = Field("https://api.telegram.org", validation_alias="TELEGRAM_API_URL", repr=False)
    rate_limits: Literal["on", "off"] = Field("on", validation_alias="TELEGRAM_RATE_LIMITS")
    storage_chat: int | None = Field(None, validation_alias="TELEGRAM_STORAGE_CHAT")
    plain_text: PlainText = Field(PlainText.OFFER, validation_alias="PRIVATE_TEXT")
    bots: Literal["ignore", "answer"] = Field("ignore", validation_alias="OTHER_BOTS")
    admins: ChatIds = Field("", validation_alias="TELEGRAM_ADMINS")

    @property
    def admin_ids(self) -> list[int]:
        """The chats that are told what only the operator can mend."""
        return [int(part) for part in self.admins.split(",") if part.strip()]

    @property
    def owner_ids(self) -> frozenset[int]:
        """Those of them that are people's own, who run the bot."""
        return frozenset(chat_id for chat_id in self.admin_ids if chat_id > 0)


class HttpSettings(envfile.Group):
    """Where Telegram pushes updates to, and where the bot itself listens."""

    webhook_url: str = Field("", validation_alias="WEBHOOK_URL")
    webhook_secret: SecretStr | None = Field(None, validation_alias="WEBHOOK_SECRET")
    host: str = Field("127.0.0.1", validation_alias="HTTP_HOST")
    port: int | None = Field(None, ge=1, le=65535, validation_alias="HTTP_PORT")

    @property
    def webhook(self) -> tuple[str, str] | None:
        """The webhook's address and its secret; None where the bot polls. Raises ConfigurationError."""
        if not self.webhook_url:
            return None
        if not _URL.fullmatch(self.webhook_url):
            raise ConfigurationError("WEBHOOK_URL is not understood; its right form: https://bot.example.org/telegram")
        secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        if not _SECRET.fullmatch(secret):
            raise ConfigurationError(
                "WEBHOOK_URL needs a WEBHOOK_SECRET: 1 to 256 of A-Z, a-z, 0-9, _ and -, as openssl rand -hex 32 prints"
            )
        return self.webhook_url, secret

    @property
    def address(self) -> tuple[str, int] | None:
        """Host and port to listen at; None where nobody needs to: there is no webhook and no port was set."""
        if self.port is None and not self.webhook_url:
            return None
        return self.host, self.port or _PORT

    @override
    def check(self) -> None:
        _ = self.webhook


class YandexSettings(envfile.Group):
    """Access to Yandex Cloud."""

    folder_id: Folder = Field("", validation_alias="YANDEX_FOLDER_ID")
    api_key: Key | None = Field(None, validation_alias="YANDEX_API_KEY")
    iam_token: Key | None = Field(None, validation_alias="YANDEX_IAM_TOKEN")
    service_account_key_file: Path | None = Field(None, validation_alias="YANDEX_SERVICE_ACCOUNT_KEY_FILE")
    metadata: bool = Field(default=False, validation_alias="YANDEX_METADATA")
    llm_url: Url = Field("https://llm.api.cloud.yandex.net", validation_alias="YANDEX_LLM_URL", repr=False)
    operation_url: Url = Field(
        "https://operation.api.cloud.yandex.net", validation_alias="YANDEX_OPERATION_URL", repr=False
    )
    ai_url: Url = Field("https://ai.api.cloud.yandex.net", validation_alias="YANDEX_AI_URL", repr=False)
    iam_url: Url = Field("https://iam.api.cloud.yandex.net", validation_alias="YANDEX_IAM_URL", repr=False)
    generations_per_minute: int = Field(500, ge=0, validation_alias="YANDEX_GENERATIONS_PER_MINUTE")
    generations_per_day: int = Field(5000, ge=0, validation_alias="YANDEX_GENERATIONS_PER_DAY")
    results_per_second: int = Field(50, ge=0, validation_alias="YANDEX_RESULTS_PER_SECOND")
    data_logging: bool = Field(default=False, validation_alias="YANDEX_DATA_LOGGING")

    @property
    def budget(self) -> Budget:
        """What Yandex allows."""
        return Budget.of(self.generations_per_minute, self.generations_per_day, self.results_per_second)

    @property
    def access(self) -> YandexAccess:
        """The same as providers take it."""
        return YandexAccess(
            llm_url=self.llm_url,
            operation_url=self.operation_url,
            ai_url=self.ai_url,
            iam_url=self.iam_url,
            folder_id=self.folder_id,
            api_key=_bare(self.api_key),
            iam_token=_bare(self.iam_token),
            key_file=self.service_account_key_file,
            metadata=self.metadata,
            data_logging=self.data_logging,
        )


class OpenAISettings(envfile.Group):
    """Access to OpenAI, or to a server that speaks its language."""

    api_key: Key | None = Field(None, validation_alias="OPENAI_API_KEY")
    base_url: Url = Field("https://api.openai.com/v1", validation_alias="OPENAI_BASE_URL", repr=False)
    allow_private_urls: bool = Field(default=False, validation_alias="OPENAI_ALLOW_PRIVATE_URLS")
    generations_per_minute: int = Field(0, ge=0, validation_alias="OPENAI_GENERATIONS_PER_MINUTE")
    generations_per_day: int = Field(0, ge=0, validation_alias="OPENAI_GENERATIONS_PER_DAY")

    @property
    def budget(self) -> Budget:
        """What OpenAI allows."""
        return Budget.of(self.generations_per_minute, self.generations_per_day, 0)

    @property
    def access(self) -> OpenAIAccess:
        """The same as providers take it."""
        return OpenAIAccess(
            base_url=self.base_url, api_key=_bare(self.api_key) or "", allow_private_urls=self.allow_private_urls
        )


def _bare(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


class DrawingSettings(envfile.Group):
    """What is drawn with, and how long it may take.

    A lease may be short: it is renewed for as long as a step lasts.
    """

    models: str = Field("yandex-art", validation_alias="MODELS")
    models_file: Path | None = Field(None, validation_alias="MODELS_FILE")
    fallback: str = Field("", validation_alias="FALLBACK_MODEL")
    deadline: Duration = Field(
        timedelta(hours=6), ge=timedelta(minutes=1), le=_LONGEST, validation_alias="GENERATION_DEADLINE"
    )
    most_pictures: int = Field(4, ge=1, le=10, validation_alias="MAX_PICTURES")
    originals: Duration = Field(timedelta(days=7), ge=timedelta(), le=_LONGEST, validation_alias="ORIGINALS_KEPT")
    history: Duration = Field(timedelta(days=90), ge=timedelta(days=1), le=_LONGEST, validation_alias="HISTORY_KEPT")
    drafts: Duration = Field(timedelta(days=1), ge=timedelta(hours=1), le=_LONGEST, validation_alias="DRAFTS_KEPT")
    trouble_patience: Duration = Field(
        timedelta(minutes=10), ge=timedelta(), le=timedelta(hours=1), validation_alias="TROUBLE_PATIENCE"
    )
    lease: Duration = Field(
        timedelta(seconds=30), ge=timedelta(seconds=2), le=timedelta(minutes=5), validation_alias="WORKER_LEASE"
    )

    @property
    def terms(self) -> Terms:
        """For how long what is known about people is kept."""
        return Terms(history=self.history, originals=self.originals, drafts=self.drafts)

    @property
    def model_names(self) -> list[str]:
        """The models in their order; the first is the default."""
        return [name.strip() for name in self.models.split(",") if name.strip()]


class StorageSettings(envfile.Group):
    """Where generations are kept, and what came instead of pictures."""

    url: str = Field("sqlite:///data/bot.db", validation_alias="DATABASE_URL", repr=False)  # may hold a password
    undecoded: Path | None = Field(None, validation_alias="UNDECODED_FOLDER")

    @property
    def undecoded_folder(self) -> Path:
        """Where the latter is kept: beside the database where that is a file."""
        kind, _, file = self.url.partition(":///")
        return self.undecoded or (Path(file).parent if kind == "sqlite" else Path("data")) / "undecoded"

    @override
    def check(self) -> None:
        open_database(self.url)  # it is not entered: only its address is looked at


class LogSettings(envfile.Group):
    """What is written to stderr."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", validation_alias="LOG_LEVEL")
    form: Literal["console", "json"] = Field("console", validation_alias="LOG_FORMAT")


class ProcessSettings(envfile.Group):
    """How the process ends."""

    grace: Duration = Field(
        timedelta(seconds=8), ge=timedelta(seconds=1), le=timedelta(minutes=5), validation_alias="GRACE"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSettings:
    """The groups that drawing needs: no Telegram, no database."""

    openai: OpenAISettings = field(default_factory=OpenAISettings)
    yandex: YandexSettings = field(default_factory=YandexSettings)
    drawing: DrawingSettings = field(default_factory=DrawingSettings)
    log: LogSettings = field(default_factory=LogSettings)

    @property
    def access(self) -> Access:
        """The ways in to the image APIs."""
        return Access(yandex=self.yandex.access, openai=self.openai.access, key_of=envfile.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(PictureSettings):
    """All groups."""

    telegram: TelegramSettings = field(default_factory=TelegramSettings)
    http: HttpSettings = field(default_factory=HttpSettings)
    storage: StorageSettings = field(default_factory=StorageSettings)
    process: ProcessSettings = field(default_factory=ProcessSettings)
    limits: LimitSettings = field(default_factory=LimitSettings)
    stars: StarSettings = field(default_factory=StarSettings)
    prompts: PromptSettings = field(default_factory=PromptSettings)


def load() -> Settings:
    """The settings of the environment and of .env, and what they name. Raises ConfigurationError, a sentence each."""
    return _read(Settings)


def load_pictures(*, chosen: bool = True) -> PictureSettings:
    """Those of them that drawing needs; whether MODELS and FALLBACK_MODEL name models is only asked if ``chosen``.

    Raises ConfigurationError.
    """
    return _read(PictureSettings, chosen=chosen)


def _read(kind: type[Groups], *, chosen: bool = True) -> Groups:
    """All groups, or all that is wrong with them. Raises ConfigurationError."""
    mistakes, made = Mistakes(), dict[str, Any]()
    envfile.read()  # what is no text holds no names
    for name, group in get_type_hints(kind).items():
        try:
            made[name] = group()
        except ValidationError as error:
            mistakes.add(*map(told, error.errors()))
        else:
            with mistakes.collected():
                made[name].check()
    with mistakes.collected():
        mistakes.add(*envfile.mistakes(_names(), _models(made, mistakes, chosen=chosen)))
    mistakes.raise_all()
    return kind(**made)


def _names() -> set[str]:
    """Every setting there is."""
    groups: Iterable[type[envfile.Group]] = get_type_hints(Settings).values()
    return {str(field.validation_alias) for group in groups for field in group.model_fields.values()}


def _models(made: Mapping[str, Any], mistakes: Mistakes, *, chosen: bool) -> set[str]:
    """The variables that models have their keys in; what is wrong with the models is one of the mistakes."""
    entries: Mapping[str, Entry] = {}
    drawing, limits = made.get("drawing"), made.get("limits")
    if drawing is not None:
        with mistakes.collected():
            entries = catalog.load(drawing.models_file)
            if chosen:
                known = Catalog.of(entries, drawing.model_names, drawing.fallback)
                mistakes.add(*(limits.mistakes(known) if limits else ()))
    return {entry.key_variable for entry in entries.values() if entry.key_variable}
