"""Which of the ways in to Yandex Cloud is taken."""

import re

from bot.drawing.ports.clock import Clock
from bot.errors import ConfigurationError
from bot.providers.access import YandexAccess
from bot.providers.credentials import Credentials
from bot.providers.http import Transport
from bot.providers.yandex.auth import ApiKey, FreshToken, IamToken
from bot.providers.yandex.tokens import METADATA_URL, Metadata, ServiceAccount, ServiceAccountKey

_LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost)[:/]")


def is_loopback(url: str) -> bool:
    """Whether a stand-in on this machine is meant, which speaks no TLS."""
    return _LOOPBACK.match(url) is not None


def credentials(access: YandexAccess, transport: Transport, clock: Clock) -> Credentials:
    """What signs requests: of the ways in that are given the first. Raises ConfigurationError."""
    if access.api_key is not None:
        return ApiKey(access.api_key)
    if access.iam_token is not None:
        return IamToken(access.iam_token)
    if access.key_file is not None:
        return FreshToken(transport, ServiceAccount(ServiceAccountKey.read(access.key_file), access.iam_url), clock)
    if access.metadata:
        return FreshToken(transport, Metadata(METADATA_URL), clock)
    raise ConfigurationError(
        "no access to Yandex Cloud: set one of YANDEX_API_KEY, YANDEX_IAM_TOKEN, YANDEX_SERVICE_ACCOUNT_KEY_FILE, "
        "YANDEX_METADATA=true"
    )
