"""Yandex's IAM: the keys it knows, the JWTs it takes for them and the tokens it issues."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import nan
from typing import Any, Final, NoReturn

import jwt

from sandbox.image_apis.authorized_keys import AuthorizedKey, new_authorized_key
from sandbox.image_apis.errors import ApiError, Code

#: What a JWT for the service itself is addressed to.
AUDIENCE: Final = "https://iam.api.cloud.yandex.net/iam/v1/tokens"

_ALGORITHM: Final = "PS256"
_LONGEST: Final = timedelta(hours=1)
_LEEWAY: Final = timedelta(minutes=1)
_REQUIRED: Final = ["iss", "aud", "iat", "exp"]


@dataclass(frozen=True, slots=True)
class Token:
    """An IAM token; ``holder`` is the service account it was issued to."""

    value: str = field(repr=False)
    holder: str
    expires_at: datetime


class Iam:
    """Issues tokens; one that was issued is accepted until it expires or is revoked, however many come after it."""

    def __init__(self) -> None:
        self.keys: dict[str, AuthorizedKey] = {}
        #: Every token issued and not revoked, oldest first.
        self.tokens: list[Token] = []
        self._by_value: dict[str, Token | None] = {}

    def create_key(self, service_account_id: str | None = None) -> AuthorizedKey:
        """A new authorized key, registered; its ``as_json()`` is the content of a key file."""
        return self.register(new_authorized_key(service_account_id))

    def register(self, key: AuthorizedKey) -> AuthorizedKey:
        """From now on take JWTs that are signed with this key."""
        self.keys[key.id] = key
        return key

    def verify(self, signed: str, audiences: Collection[str], now: datetime) -> str:
        """The service account that signed a JWT, or `ApiError` with code 16."""
        key = self._key_of(signed)
        options: Any = {"require": _REQUIRED, "verify_exp": False, "verify_iat": False, "verify_nbf": False}
        try:
            claims = jwt.decode(
                signed,
                key.public_key,
                algorithms=[_ALGORITHM],
                audience=list(audiences),
                issuer=key.service_account_id,
                options=options,
            )
        except jwt.PyJWTError as exc:
            _deny(f"JWT is not valid: {exc}")
        _check_times(claims["iat"], claims["exp"], now)
        return key.service_account_id

    def issue(self, holder: str, now: datetime, lifetime: timedelta) -> Token:
        """A new token."""
        token = Token(f"t1.{secrets.token_urlsafe(48)}", holder, now + lifetime)
        self.tokens.append(token)
        self._by_value[token.value] = token
        return token

    def revoke(self, *tokens: str) -> None:
        """Accept these tokens no longer; without any named, none of those issued until now."""
        for value in tokens or [token.value for token in self.tokens]:
            self._by_value[value] = None
        self.tokens = [token for token in self.tokens if self._by_value[token.value]]

    def knows(self, value: str) -> bool:
        """Whether a token was issued here, whatever became of it, or was revoked here."""
        return value in self._by_value

    def accepts(self, value: str, now: datetime) -> bool:
        """Whether a token was issued here and still holds."""
        token = self._by_value.get(value)
        return token is not None and now < token.expires_at

    def _key_of(self, signed: str) -> AuthorizedKey:
        try:
            header = jwt.get_unverified_header(signed)
        except jwt.PyJWTError as exc:
            raise ApiError(Code.UNAUTHENTICATED, "JWT is malformed") from exc
        key = self.keys.get(str(header.get("kid")))
        if key is None:
            _deny(f"Key {header.get('kid')} is not found")
        return key


def _check_times(issued: object, expires: object, now: datetime) -> None:
    begin, end = _moment("iat", issued), _moment("exp", expires)
    if end > begin + _LONGEST:
        _deny(f"JWT is not valid: exp is more than {_LONGEST.seconds} seconds after iat")
    if begin > now + _LEEWAY:
        _deny("JWT is not valid: iat is in the future")
    if end <= now:
        _deny("JWT is expired")


def _moment(name: str, value: object) -> datetime:
    try:
        return datetime.fromtimestamp(value if isinstance(value, int | float) else nan, UTC)
    except (ValueError, OverflowError, OSError):
        _deny(f"JWT is not valid: {name} is no time")


def _deny(message: str) -> NoReturn:
    raise ApiError(Code.UNAUTHENTICATED, message)
