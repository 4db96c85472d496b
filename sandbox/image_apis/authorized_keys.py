"""Authorized keys of service accounts, as the console of Yandex Cloud hands them out."""

import secrets
import string
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

_ID_ALPHABET: Final = string.digits + "abcdefghijklmnopqrstuv"
_BITS: Final = 2048


@dataclass(frozen=True, slots=True)
class AuthorizedKey:
    """A key a service account signs its requests for tokens with; both halves are PEM."""

    id: str
    service_account_id: str
    created_at: datetime
    public_key: str
    private_key: str = field(repr=False)

    def as_json(self) -> dict[str, str]:
        """What stands in a key file; there a line of warning comes before the PEM header."""
        warning = f"PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID <{self.id}>"
        return {
            "id": self.id,
            "service_account_id": self.service_account_id,
            "created_at": self.created_at.isoformat(),
            "key_algorithm": f"RSA_{_BITS}",
            "public_key": self.public_key,
            "private_key": f"{warning}\n{self.private_key}",
        }


def new_authorized_key(service_account_id: str | None = None) -> AuthorizedKey:
    """A key nobody has seen; making one takes about a tenth of a second."""
    private = generate_private_key(public_exponent=65537, key_size=_BITS)
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return AuthorizedKey(
        id=_new_id(),
        service_account_id=service_account_id or _new_id(),
        created_at=datetime.now(UTC),
        public_key=public.decode(),
        private_key=pem.decode(),
    )


def _new_id() -> str:
    return "aje" + "".join(secrets.choice(_ID_ALPHABET) for _ in range(17))
