"""Which models are offered, each with the provider that serves it: constructed from the settings, for ``app``."""

from collections.abc import Mapping

from bot.config import OpenAISettings, Settings, YandexSettings
from bot.drawing.ports import Clock, Offer, Provider
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.catalog import Api, Entry
from bot.providers.credentials import BearerKey, Credentials
from bot.providers.downloads import Downloads
from bot.providers.http import Transport
from bot.providers.openai_images import OpenAIImages
from bot.providers.yandex_auth import ApiKey, FreshToken, IamToken
from bot.providers.yandex_operations import YandexOperations
from bot.providers.yandex_tokens import METADATA_URL, Metadata, ServiceAccount, ServiceAccountKey
from bot.providers.yandex_wire import decipher_images_error


def opened(settings: Settings, models: Mapping[str, Entry], transport: Transport, clock: Clock) -> dict[str, Offer]:
    """The offers of MODELS, in their order. Raises ConfigurationError."""
    entries = catalog.chosen(settings.drawing.model_names, models)
    workshop = _Workshop(settings, transport, clock)
    return {entry.model.name: Offer(entry.model, workshop.provider(entry)) for entry in entries}


class _Workshop:
    """Makes providers; all models of one account share its credentials, so a token is fetched once for all."""

    def __init__(self, settings: Settings, transport: Transport, clock: Clock) -> None:
        self._yandex = settings.yandex
        self._openai = settings.openai
        self._transport = transport
        self._clock = clock
        self._downloads = Downloads(transport, clock, allow_private=settings.openai.allow_private_urls)
        self._signed_in: Credentials | None = None

    def provider(self, entry: Entry) -> Provider:
        """The provider of a catalog's entry. Raises ConfigurationError."""
        match entry.api:
            case Api.YANDEX_OPERATIONS:
                return self._yandex_operations(entry)
            case Api.YANDEX_IMAGES:
                return self._yandex_images(entry)
            case Api.OPENAI_IMAGES:
                return self._openai_images(entry)

    def _yandex_operations(self, entry: Entry) -> YandexOperations:
        uri = self._model_uri(entry)
        return YandexOperations(
            self._transport,
            self._yandex_credentials(),
            generate_url=self._yandex.llm_url,
            operation_url=self._yandex.operation_url,
            model_uri=uri,
            logged=self._yandex.data_logging,
        )

    def _yandex_images(self, entry: Entry) -> OpenAIImages:
        uri = self._model_uri(entry)
        headers = {"OpenAI-Project": uri.removeprefix("art://").split("/")[0]}
        if not self._yandex.data_logging:
            headers["x-data-logging-enabled"] = "false"
        return OpenAIImages(
            self._transport,
            self._yandex_credentials(),
            self._downloads,
            base_url=f"{self._yandex.ai_url.rstrip('/')}/v1",
            model=uri,
            capability=entry.images,
            headers=headers,
            read_error=decipher_images_error,
        )

    def _openai_images(self, entry: Entry) -> OpenAIImages:
        return OpenAIImages(
            self._transport,
            _openai_credentials(self._openai),
            self._downloads,
            base_url=self._openai.base_url,
            model=entry.address,
            capability=entry.images,
        )

    def _model_uri(self, entry: Entry) -> str:
        if not self._yandex.folder_id and not entry.address.startswith("art://"):
            raise ConfigurationError("YANDEX_FOLDER_ID is not set; it is the folder's id, like b1g...")
        return catalog.model_uri(entry.address, self._yandex.folder_id)

    def _yandex_credentials(self) -> Credentials:
        if self._signed_in is None:
            self._signed_in = _yandex_credentials(self._yandex, self._transport, self._clock)
        return self._signed_in


def _yandex_credentials(yandex: YandexSettings, transport: Transport, clock: Clock) -> Credentials:
    if yandex.api_key is not None:
        return ApiKey(yandex.api_key.get_secret_value())
    if yandex.iam_token is not None:
        return IamToken(yandex.iam_token.get_secret_value())
    if yandex.service_account_key_file is not None:
        key = ServiceAccountKey.read(yandex.service_account_key_file)
        return FreshToken(transport, ServiceAccount(key, yandex.iam_url), clock)
    if yandex.metadata:
        return FreshToken(transport, Metadata(METADATA_URL), clock)
    raise ConfigurationError(
        "no access to Yandex Cloud: set one of YANDEX_API_KEY, YANDEX_IAM_TOKEN, YANDEX_SERVICE_ACCOUNT_KEY_FILE, "
        "YANDEX_METADATA=true"
    )


def _openai_credentials(openai: OpenAISettings) -> BearerKey:
    return BearerKey(openai.api_key.get_secret_value() if openai.api_key else "")
