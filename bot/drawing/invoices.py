"""What an invoice carries: which pack, and a proof that the bot made it, which nobody else can make."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import blake2b
from secrets import token_hex

from bot.drawing.values.credits import Pack

_PROOF_BYTES = 18
_NONCE_BYTES = 6


def written(pack: Pack, user_id: int, secret: bytes) -> str:
    """The payload of a new invoice for somebody: fewer than 128 bytes, and no other one is the same."""
    told = f"{pack.pictures}.{pack.stars}.{user_id}.{token_hex(_NONCE_BYTES)}"
    return f"{told}.{_proof(told, secret)}"


def read(payload: str, secret: bytes) -> Pack | None:
    """The pack of an invoice; None where the bot did not make it."""
    told, _, proof = payload.rpartition(".")
    if not hmac.compare_digest(proof.encode(errors="replace"), _proof(told, secret).encode()):
        return None
    pictures, stars, *_ = told.split(".")
    return Pack(int(pictures), int(stars))


def _proof(told: str, secret: bytes) -> str:
    made = blake2b(told.encode(errors="replace"), key=secret, digest_size=_PROOF_BYTES)
    return urlsafe_b64encode(made.digest()).decode()
