"""A model as a file writes it down, and the entry of the catalog that it becomes."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.drawing.values.models import Account, Model, Price
from bot.drawing.values.shapes import AspectRatio, Free, Listed, Ratios, Sizes
from bot.errors import ConfigurationError, RatioInvalid, SizeInvalid
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


@dataclass(frozen=True, slots=True)
class Entry:
    """A model, the API that serves it, how it is addressed there, and what an images endpoint supports for it.

    A Yandex address is ``name[/version]``, or a full ``art://folder/name[/version]``. ``base_url`` and ``key_variable``
    are for a model at another OpenAI-compatible server than OPENAI_BASE_URL, with the key in another variable.
    ``refusals`` are texts that mean the person's words wherever an error says one of them.
    """

    model: Model
    api: Api
    address: str
    images: ImagesCapability
    base_url: str | None = None
    key_variable: str | None = None
    refusals: tuple[str, ...] = ()


class _Price(BaseModel):
    model_config = ConfigDict(extra="forbid")

    usd: Decimal
    size: str | None = None
    quality: str | None = None


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(min_length=1)]
    api: Api
    address: Annotated[str, Field(min_length=1)]
    prompt_limit: Annotated[int, Field(ge=1)]
    usual_seconds: Annotated[float, Field(gt=0)] = 15
    seeds: bool = False
    weights: bool = False
    narrowest: str = "1:4"
    widest: str = "4:1"
    sizes: Annotated[list[str], Field(min_length=1)] | Literal["ratio", "free"] = "ratio"
    qualities: list[str] = []
    styles: list[str] = []
    most: Annotated[int, Field(ge=1)] = 1
    bills: Literal["request", "picture"] = "request"
    prices: list[_Price] = []
    response_format: Literal["b64_json", "url"] | None = None
    revises: bool = False
    patience: Annotated[float, Field(gt=0, le=900)] = 60
    at_once: Annotated[int, Field(ge=1)] | None = None
    refusals: list[Annotated[str, Field(min_length=3)]] = []
    base_url: Annotated[str, Field(pattern=r"^https?://[^\s/?#]+")] | None = None
    key_variable: str | None = None

    def entry(self, name: str) -> Entry:
        """Raises RatioInvalid, SizeInvalid, ConfigurationError."""
        if self.most > 1 and self.api in _ONE_EACH:
            raise ConfigurationError(f"MODELS_FILE: [{name}] most: one submission over {self.api} draws one picture")
        model, images = self._model(name), self._images()
        refusals = tuple(self.refusals)
        return Entry(model, self.api, self.address, images, self.base_url, self.key_variable, refusals)

    def _model(self, name: str) -> Model:
        return Model(
            name=name,
            title=self.title,
            account=self._account(),
            prompt_limit=self.prompt_limit,
            usual_seconds=self.usual_seconds,
            seeds=self.seeds,
            weights=self.weights,
            narrowest=AspectRatio.of(self.narrowest),
            widest=AspectRatio.of(self.widest),
            sizes=self._sizes(),
            qualities=tuple(self.qualities),
            styles=tuple(self.styles),
            most=self.most,
            bills_drawn=self.bills == "picture",
            prices=tuple(Price(usd=price.usd, size=price.size, quality=price.quality) for price in self.prices),
            at_once=self.at_once,
        )

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
        problems = (f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors())
        raise ConfigurationError(f"MODELS_FILE: [{name}] {'; '.join(problems)}") from None
    except SizeInvalid as error:
        raise ConfigurationError(f"MODELS_FILE: [{name}] sizes: {error.value!r} is not like 1024x1024") from None
    except RatioInvalid as error:
        raise ConfigurationError(f"MODELS_FILE: [{name}] {error.value!r} is not a ratio like 4:1") from None


def _server(base_url: str) -> str:
    """Host and port of an address, as they are written; never what may stand before them: a name and a password."""
    return urlsplit(base_url).netloc.rpartition("@")[2].lower()
