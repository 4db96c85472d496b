"""The settings: names are a contract, everything has a default but the token. Read only by app and the commands."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.drawing.values.budgets import Budget
from bot.errors import ConfigurationError
from bot.providers.access import Access, OpenAIAccess, YandexAccess
from bot.telegram.plain_text import PlainText

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_URL = re.compile(r"https?://[^\s/?#]+(/[^\s?#{}]*)?")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # the Bot API's rule for secret_token
_PORT = 8080

Groups = TypeVar("Groups")


def _duration(written: object) -> object:
    """6h, 90s, 10m, 3d; anything else is left to pydantic."""
    match = re.fullmatch(r"(\d{1,9})\s*([smhd])", written.strip()) if isinstance(written, str) else None
    return timedelta(seconds=int(match[1]) * _UNITS[match[2]]) if match else written


Duration = Annotated[timedelta, BeforeValidator(_duration)]

_LONGEST = timedelta(days=3650)  # a far longer one would lead out of the calendar


class _Group(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", populate_by_name=True)


class TelegramSettings(_Group):
    """Who the bot is and where Telegram is."""

    token: SecretStr = Field(validation_alias="BOT_TOKEN")
    api_url: str = Field("https://api.telegram.org", validation_alias="TELEGRAM_API_URL")
    rate_limits: Literal["on", "off"] = Field("on", validation_alias="TELEGRAM_RATE_LIMITS")
    storage_chat: int | None = Field(None, validation_alias="TELEGRAM_STORAGE_CHAT")
    plain_text: PlainText = Field(PlainText.OFFER, validation_alias="PRIVATE_TEXT")
    admins: str = Field("", validation_alias="TELEGRAM_ADMINS")

    @property
    def admin_ids(self) -> list[int]:
        """The chats that are told what only the operator can mend. Raises ConfigurationError."""
        written = [part.strip() for part in self.admins.split(",") if part.strip()]
        if not all(re.fullmatch(r"-?\d{1,15}", part) for part in written):
            raise ConfigurationError("TELEGRAM_ADMINS is not understood; it is a list of chat ids, like 1001,-1002003")
        return [int(part) for part in written]


class HttpSettings(_Group):
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


class YandexSettings(_Group):
    """Access to Yandex Cloud."""

    folder_id: str = Field("", validation_alias="YANDEX_FOLDER_ID")
    api_key: SecretStr | None = Field(None, validation_alias="YANDEX_API_KEY")
    iam_token: SecretStr | None = Field(None, validation_alias="YANDEX_IAM_TOKEN")
    service_account_key_file: Path | None = Field(None, validation_alias="YANDEX_SERVICE_ACCOUNT_KEY_FILE")
    metadata: bool = Field(default=False, validation_alias="YANDEX_METADATA")
    llm_url: str = Field("https://llm.api.cloud.yandex.net", validation_alias="YANDEX_LLM_URL")
    operation_url: str = Field("https://operation.api.cloud.yandex.net", validation_alias="YANDEX_OPERATION_URL")
    ai_url: str = Field("https://ai.api.cloud.yandex.net", validation_alias="YANDEX_AI_URL")
    iam_url: str = Field("https://iam.api.cloud.yandex.net", validation_alias="YANDEX_IAM_URL")
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


class OpenAISettings(_Group):
    """Access to OpenAI, or to a server that speaks its language."""

    api_key: SecretStr | None = Field(None, validation_alias="OPENAI_API_KEY")
    base_url: str = Field("https://api.openai.com/v1", validation_alias="OPENAI_BASE_URL")
    allow_private_urls: bool = Field(default=False, validation_alias="OPENAI_ALLOW_PRIVATE_URLS")

    @property
    def access(self) -> OpenAIAccess:
        """The same as providers take it."""
        return OpenAIAccess(
            base_url=self.base_url, api_key=_bare(self.api_key) or "", allow_private_urls=self.allow_private_urls
        )


def _bare(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


class DrawingSettings(_Group):
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
    trouble_patience: Duration = Field(
        timedelta(minutes=10), ge=timedelta(), le=timedelta(hours=1), validation_alias="TROUBLE_PATIENCE"
    )
    lease: Duration = Field(
        timedelta(seconds=30), ge=timedelta(seconds=2), le=timedelta(minutes=5), validation_alias="WORKER_LEASE"
    )

    @property
    def model_names(self) -> list[str]:
        """The models in their order; the first is the default."""
        return [name.strip() for name in self.models.split(",") if name.strip()]


class StorageSettings(_Group):
    """Where generations are kept, and what came instead of pictures."""

    url: str = Field("sqlite:///data/bot.db", validation_alias="DATABASE_URL", repr=False)  # may hold a password
    undecoded: Path | None = Field(None, validation_alias="UNDECODED_FOLDER")

    @property
    def undecoded_folder(self) -> Path:
        """Where the latter is kept: beside the database where that is a file."""
        kind, _, file = self.url.partition(":///")
        return self.undecoded or (Path(file).parent if kind == "sqlite" else Path("data")) / "undecoded"


class LogSettings(_Group):
    """What is written to stderr."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", validation_alias="LOG_LEVEL")
    form: Literal["console", "json"] = Field("console", validation_alias="LOG_FORMAT")


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
        return Access(yandex=self.yandex.access, openai=self.openai.access, key_of=key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(PictureSettings):
    """All groups."""

    telegram: TelegramSettings = field(default_factory=TelegramSettings)
    http: HttpSettings = field(default_factory=HttpSettings)
    storage: StorageSettings = field(default_factory=StorageSettings)


def load() -> Settings:
    """The settings of the environment and of .env. Raises ConfigurationError, one sentence a setting."""
    return _read(Settings)


def load_pictures() -> PictureSettings:
    """Those of them that drawing needs. Raises ConfigurationError."""
    return _read(PictureSettings)


def _read(groups: Callable[[], Groups]) -> Groups:
    try:
        return groups()
    except ValidationError as error:
        sentences = [
            _sentence(problem["loc"], problem["type"], problem["msg"], problem.get("ctx", {}))
            for problem in error.errors()
        ]
        raise ConfigurationError("; ".join(sentences)) from None  # the cause would show the values


def key(variable: str) -> str:
    """The key in a variable that a model of MODELS_FILE names. Raises ConfigurationError."""
    found = (os.environ.get(variable) or dotenv_values(".env").get(variable) or "").strip()
    if not found:
        raise ConfigurationError(f"{variable} is not set; a model of MODELS_FILE says that its key is there")
    return found


def _sentence(path: tuple[int | str, ...], kind: str, message: str, bounds: Mapping[str, object]) -> str:
    """What is wrong with a setting; never its value, which may be a secret in the wrong line."""
    name = str(path[0]) if path else "a setting"
    match kind:
        case "missing":
            return f"{name} is not set; put it into the environment or into .env (see .env.example)"
        case "greater_than_equal":
            return f"{name}: it is at least {bounds['ge']}"
        case "less_than_equal":
            return f"{name}: it is at most {bounds['le']}"
        case "time_delta_parsing":
            return f"{name}: its right form is a number with a unit: 90s, 10m, 6h, 3d"
        case _:
            return f"{name}: {message}"
