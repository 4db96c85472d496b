"""A model as a file writes it down, and the entry of the catalog that it becomes."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from bot.drawing.values.budgets import UNLIMITED, Budget
from bot.drawing.values.models import Account, Model, Price
from bot.drawing.values.shapes import AspectRatio, Free, Listed, Ratios, Sizes
from bot.errors import ConfigurationError, RatioInvalid, SizeInvalid
from bot.errors.mistakes import meant
from bot.providers.openai.wire import ImagesCapability

YANDEX, OPENAI = Account("yandex"), Account("openai")
"""The account of YANDEX_FOLDER_ID, and the one of OPENAI_API_KEY at OPENAI_BASE_URL."""


class Api(StrEnum):
    """The API that serves a model."""

    YANDEX_OPERATIONS = "yandex-operations"  #: asynchronous: a generation is submitted, its operation is polled
    YANDEX_GRPC = "yandex-grpc"  #: the same over gRPC, by Yandex's SDK
    YANDEX_IMAGES = "yandex-images"  #: Yandex's Images API: the picture is the answer
    OPENAI_IMAGES = "openai-images"  #: OpenAI's, and of those who speak its language


_ONE_EACH = (Api.YANDEX_OPERATIONS, Api.YANDEX_GRPC)
"""An operation of these is one picture."""

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*|[a-z][a-z_]*")
_LONGEST_WORD = 15


@dataclass(frozen=True, slots=True)
class Entry:
    """A model, the API that serves it, how it is addressed there, and what an images endpoint supports for it.

    A Yandex address is ``name[/version]``, or a full ``art://folder/name[/version]``. ``base_url`` and ``key_variable``
    are for a model at another OpenAI-compatible server than OPENAI_BASE_URL, with the key in another variable.
    ``refusals`` are texts that mean the person's words wherever an error says one of them. ``budget`` is what its
    account takes, where the record says so.
    """

    model: Model
    api: Api
    address: str
    images: ImagesCapability
    base_url: str | None = field(default=None, repr=False)
    key_variable: str | None = None
    refusals: tuple[str, ...] = ()
    budget: Budget = UNLIMITED


def _variable(written: str) -> str:
    """What is surely the name of a variable, and not a key where a name should be."""
    if not _VARIABLE.fullmatch(written) or ("_" not in written and len(written) > _LONGEST_WORD):
        raise ValueError("it is the name of a variable, like FLUX_KEY, and that one holds the key")
    return written


class _Price(BaseModel):
    """In US dollars, or an ``amount`` in the record's currency."""

    model_config = ConfigDict(extra="forbid")

    usd: Annotated[Decimal, Field(ge=0)] | None = None
    amount: Annotated[Decimal, Field(ge=0)] | None = None
    size: str | None = None
    quality: str | None = None

    def price(self, name: str, rate: Decimal | None) -> Price:
        """In US dollars, of which one unit of the currency is worth ``rate``. Raises ConfigurationError."""
        if (self.usd is None) == (self.amount is None):
            raise ConfigurationError(f"MODELS_FILE: [{name}] prices: each has either usd, or amount and no usd")
        if self.amount is not None and rate is None:
            raise ConfigurationError(f"MODELS_FILE: [{name}] rate is missing: how many US dollars one of the currency")
        usd = self.usd if self.amount is None or rate is None else self.amount * rate
        return Price(usd=usd or Decimal(0), size=self.size, quality=self.quality)


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(min_length=1)]
    api: Api
    address: Annotated[str, Field(min_length=1)]
    prompt_limit: Annotated[int, Field(ge=1)]
    usual_seconds: Annotated[float, Field(gt=0)] = 15
    seeds: bool = False
    weights: bool = False
    markup: bool = False
    narrowest: str = "1:4"
    widest: str = "4:1"
    sizes: Annotated[list[str], Field(min_length=1)] | Literal["ratio", "free"] = "ratio"
    qualities: list[str] = []
    styles: list[str] = []
    most: Annotated[int, Field(ge=1)] = 1
    bills: Literal["request", "picture"] = "request"
    prices: list[_Price] = []
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    rate: Annotated[Decimal, Field(gt=0)] | None = None
    per_minute: Annotated[int, Field(ge=0)] = 0
    per_day: Annotated[int, Field(ge=0)] = 0
    response_format: Literal["b64_json", "url"] | None = None
    revises: bool = False
    patience: Annotated[float, Field(gt=0, le=900)] = 60
    at_once: Annotated[int, Field(ge=1)] | None = None
    refusals: list[Annotated[str, Field(min_length=3)]] = []
    base_url: Annotated[str, Field(pattern=r"^https?://[^\s/?#]+")] | None = None
    key_variable: Annotated[str, AfterValidator(_variable)] | None = None

    def entry(self, name: str) -> Entry:
        """Raises RatioInvalid, SizeInvalid, ConfigurationError."""
        if self.most > 1 and self.api in _ONE_EACH:
            raise ConfigurationError(f"MODELS_FILE: [{name}] most: one submission over {self.api} draws one picture")
        model, images = self._model(name), self._images()
        refusals = tuple(self.refusals)
        budget = Budget.of(self.per_minute, self.per_day, 0)
        return Entry(model, self.api, self.address, images, self.base_url, self.key_variable, refusals, budget)

    def _model(self, name: str) -> Model:
        return Model(
            name=name,
            title=self.title,
            account=self._account(),
            prompt_limit=self.prompt_limit,
            usual_seconds=self.usual_seconds,
            seeds=self.seeds,
            weights=self.weights,
            markup=self.markup,
            narrowest=AspectRatio.of(self.narrowest),
            widest=AspectRatio.of(self.widest),
            sizes=self._sizes(),
            qualities=tuple(self.qualities),
            styles=tuple(self.styles),
            most=self.most,
            bills_drawn=self.bills == "picture",
            prices=tuple(price.price(name, self._rate) for price in self.prices),
            at_once=self.at_once,
        )

    @property
    def _rate(self) -> Decimal | None:
        return Decimal(1) if self.currency == "USD" else self.rate

    def _images(self) -> ImagesCapability:
        return ImagesCapability(
            sizes=self._sizes(),
            qualities=tuple(self.qualities),
            styles=tuple(self.styles),
            most=self.most,
            response_format=self.response_format,
            revises=self.revises,
            patience=self.patience,
        )

    def _sizes(self) -> Sizes:
        if isinstance(self.sizes, list):
            return Listed.of(*self.sizes)
        return Free() if self.sizes == "free" else Ratios()

    def _account(self) -> Account:
        """One server with one key: a record with an address or a key of its own belongs to neither big one."""
        if self.api is not Api.OPENAI_IMAGES:
            return YANDEX
        server = _server(self.base_url) if self.base_url else OPENAI
        return Account(f"{server} {self.key_variable}") if self.key_variable else Account(server)


def entry(name: str, record: object) -> Entry:
    """The entry of a model's whole record. Raises ConfigurationError, which names the model and the field."""
    try:
        return _Record.model_validate(record).entry(name)
    except ValidationError as error:
        raise ConfigurationError(f"MODELS_FILE: [{name}] {'; '.join(map(_told, error.errors()))}") from None
    except SizeInvalid as error:
        raise ConfigurationError(f"MODELS_FILE: [{name}] sizes: {error.value!r} is not like 1024x1024") from None
    except RatioInvalid as error:
        raise ConfigurationError(f"MODELS_FILE: [{name}] {error.value!r} is not a ratio like 4:1") from None


def _told(problem: ErrorDetails) -> str:
    """What is wrong with a field; never its value."""
    where = ".".join(map(str, problem["loc"]))
    match problem["type"]:
        case "extra_forbidden":
            return f"{where}: {problem['msg']}{meant(where, _Record.model_fields)}"
        case "value_error":
            return f"{where}: {problem.get('ctx', {})['error']}"
        case _:
            return f"{where}: {problem['msg']}"


def _server(base_url: str) -> str:
    """Host and port of an address, as they are written; never what may stand before them: a name and a password."""
    return urlsplit(base_url).netloc.rpartition("@")[2].lower()
