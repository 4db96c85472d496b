"""Where IAM tokens come from: a service account's key, or the metadata service of a virtual machine."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from typing_extensions import override

from bot.errors import ConfigurationError, Misconfigured, NotAccepted, ProviderError
from bot.providers.http import HttpAnswer, HttpRequest
from bot.providers.yandex.auth import Token, TokenSource

METADATA_URL = "http://169.254.169.254"
AUDIENCE = "https://iam.api.cloud.yandex.net/iam/v1/tokens"  # whatever address the request itself goes to
JWT_SECONDS = 3600  # the longest that is allowed

_SETTING = "YANDEX_SERVICE_ACCOUNT_KEY_FILE"
_FORM = "its right form is what `yc iam key create --service-account-name NAME --output key.json` writes"


@dataclass(frozen=True, slots=True)
class ServiceAccountKey:
    """A service account's authorized key."""

    id: str
    service_account_id: str
    private_key: RSAPrivateKey = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The key of a file. Raises ConfigurationError, which says what is wrong and never shows the key."""
        try:
            fields: object = json.loads(path.read_bytes())
        except FileNotFoundError:
            raise _broken(path, "there is no such file") from None
        except OSError as error:
            raise _broken(path, f"it cannot be read: {error.strerror}") from None
        except (ValueError, RecursionError):
            raise _broken(path, f"it is not JSON; {_FORM}") from None
        if not isinstance(fields, dict):
            raise _broken(path, f"it is not a JSON object; {_FORM}")
        key_id, account_id, pem = (_text(fields, name, path) for name in ("id", "service_account_id", "private_key"))
        return cls(key_id, account_id, _private_key(pem, path))

    def signed(self, now: datetime) -> str:
        """The JWT that asks for an IAM token."""
        issued = int(now.timestamp())
        claims = {"iss": self.service_account_id, "aud": AUDIENCE, "iat": issued, "exp": issued + JWT_SECONDS}
        return jwt.encode(claims, self.private_key, algorithm="PS256", headers={"kid": self.id})


def _text(fields: Mapping[str, Any], name: str, path: Path) -> str:
    value = fields.get(name)
    if value is None:
        raise _broken(path, f"the field {name} is missing; {_FORM}")
    if not isinstance(value, str) or not value.strip():
        raise _broken(path, f"the field {name} is not a text, or an empty one; {_FORM}")
    return value.strip()


def _private_key(text: str, path: Path) -> RSAPrivateKey:
    """The key of a PEM. Yandex writes a warning before it: PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID."""
    pem = text[max(text.find("-----BEGIN"), 0) :]
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except TypeError:
        raise _broken(path, "private_key is locked with a password; make a key without one") from None
    except (ValueError, UnsupportedAlgorithm):
        raise _broken(path, f"private_key is not a private key, or not a whole one; {_FORM}") from None
    if not isinstance(key, RSAPrivateKey):
        raise _broken(path, f"private_key is not an RSA key; {_FORM}")
    return key


def _broken(path: Path, problem: str) -> ConfigurationError:
    return ConfigurationError(f"{_SETTING}={path}: {problem}")


@dataclass(frozen=True, slots=True)
class ServiceAccount(TokenSource):
    """Tokens for a service account's key."""

    key: ServiceAccountKey
    iam_url: str

    @override
    def request(self, now: datetime) -> HttpRequest:
        return HttpRequest("POST", f"{self.iam_url.rstrip('/')}/iam/v1/tokens", json={"jwt": self.key.signed(now)})

    @override
    def token(self, answer: HttpAnswer, now: datetime) -> Token:
        fields = _fields(answer, f"check {_SETTING}: the key may be deleted; and that the computer's clock is right")
        return _token(fields.get("iamToken"), _seconds_until(fields.get("expiresAt"), now))

    @override
    def failed(self, error: ProviderError) -> NotAccepted | Misconfigured:
        return _not_fetched(error, "check YANDEX_IAM_URL")


@dataclass(frozen=True, slots=True)
class Metadata(TokenSource):
    """Tokens of the service account that a Yandex Cloud virtual machine has."""

    url: str = METADATA_URL

    @override
    def request(self, now: datetime) -> HttpRequest:
        path = "/computeMetadata/v1/instance/service-accounts/default/token"
        return HttpRequest("GET", self.url.rstrip("/") + path, {"Metadata-Flavor": "Google"})

    @override
    def token(self, answer: HttpAnswer, now: datetime) -> Token:
        fields = _fields(answer, "YANDEX_METADATA needs a virtual machine with a service account")
        return _token(fields.get("access_token"), _number(fields.get("expires_in")))

    @override
    def failed(self, error: ProviderError) -> NotAccepted | Misconfigured:
        return _not_fetched(error, "YANDEX_METADATA works only on a Yandex Cloud virtual machine")


_UNKNOWN_LIFE = 3600.0


def _fields(answer: HttpAnswer, advice: str) -> Mapping[str, Any]:
    """The object of an answer that is one."""
    body = answer.content
    if answer.status == HTTPStatus.OK and isinstance(body, dict):
        return body
    message = str(body["message"]) if isinstance(body, dict) and "message" in body else f"HTTP {answer.status}"
    detail = f"no IAM token: {message[:500]}"
    if HTTPStatus.MULTIPLE_CHOICES <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR and answer.status != (
        HTTPStatus.TOO_MANY_REQUESTS
    ):
        raise Misconfigured(f"{detail} ({advice})")
    raise NotAccepted(detail, answer.retry_after)


def _token(value: object, life: float) -> Token:
    if not isinstance(value, str) or not value.strip():
        raise NotAccepted("no IAM token in the answer")
    return Token(value.strip(), life)


def _seconds_until(written: object, now: datetime) -> float:
    try:
        end = datetime.fromisoformat(str(written))
    except ValueError:
        return _UNKNOWN_LIFE
    return ((end if end.tzinfo else end.replace(tzinfo=UTC)) - now).total_seconds()


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else _UNKNOWN_LIFE


def _not_fetched(error: ProviderError, advice: str) -> NotAccepted | Misconfigured:
    """Nothing was asked of the image API yet, so whatever came in between, it may be asked again."""
    detail = f"no IAM token: {getattr(error, 'detail', error)} ({advice})"
    if isinstance(error, Misconfigured):
        return Misconfigured(detail)
    return NotAccepted(detail, reached=getattr(error, "reached", True))
