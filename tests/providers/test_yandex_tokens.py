"""Where IAM tokens come from: what is asked, what an answer means, and what is wrong with a key file."""

import json
import traceback
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from bot.errors import ConfigurationError, Misconfigured, NotAccepted, ProviderError
from bot.providers.http import HttpAnswer, HttpRequest
from bot.providers.yandex.tokens import AUDIENCE, Metadata, ServiceAccount, ServiceAccountKey
from tests.clock import NOON

KEY = rsa.generate_private_key(65537, 2048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
FIELDS = {
    "id": "ajek17",
    "service_account_id": "ajes17",
    "created_at": "2026-11-20T10:00:00.000000000Z",
    "key_algorithm": "RSA_2048",
    "public_key": "-----BEGIN PUBLIC KEY-----",
    "private_key": f"PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID <ajek17>\n{PEM}",
}
ACCOUNT = ServiceAccount(ServiceAccountKey("ajek17", "ajes17", KEY), "https://iam.example/")


def test_the_metadata_service_is_asked_where_it_lives() -> None:
    assert Metadata().request(NOON) == HttpRequest(
        "GET",
        "http://169.254.169.254/computeMetadata/v1/instance/service-accounts/default/token",
        {"Metadata-Flavor": "Google"},
    )


SOURCES = [ACCOUNT, Metadata("https://metadata.example")]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, Misconfigured),
        (400, Misconfigured),
        (401, Misconfigured),
        (403, Misconfigured),
        (404, Misconfigured),
        (429, NotAccepted),
        (500, NotAccepted),
        (503, NotAccepted),
    ],
)
@pytest.mark.parametrize("body", [b'{"code": 16, "message": "no"}', b"", b"<html>", b"[]", b"\xff"])
@pytest.mark.parametrize("source", SOURCES)
def test_a_refused_token_is_the_operators_and_a_missing_one_nobodys(
    source: ServiceAccount | Metadata, status: int, body: bytes, kind: type[ProviderError]
) -> None:
    with pytest.raises(kind, match="no IAM token"):
        source.token(HttpAnswer(status, {}, body), NOON)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"{}", b'{"iamToken": null}', b'{"iamToken": " ", "access_token": 17}', b"[" * 99_999],
)
@pytest.mark.parametrize("source", SOURCES)
def test_an_answer_without_a_token_is_none(source: ServiceAccount | Metadata, body: bytes) -> None:
    with pytest.raises(NotAccepted):
        source.token(HttpAnswer(200, {}, body), NOON)


@pytest.mark.parametrize(
    ("written", "life"),
    [
        ("2026-11-22T00:00:00Z", 12 * 3600),
        ("2026-11-21T12:30:00.123456789Z", 1800.123456),
        ("2026-11-21T15:30:00+03:00", 1800),
        ("2026-11-21T12:30:00", 1800),
        (None, 3600),
        ("tomorrow", 3600),
        (17, 3600),
    ],
)
def test_a_token_lives_as_long_as_is_said_or_an_hour(written: object, life: float) -> None:
    body = json.dumps({"iamToken": "t-1", "expiresAt": written}).encode()
    assert ACCOUNT.token(HttpAnswer(200, {}, body), NOON).life == pytest.approx(life)


def test_the_key_signs_what_iam_asks_for() -> None:
    request = ACCOUNT.request(NOON)
    assert (request.method, request.url) == ("POST", "https://iam.example/iam/v1/tokens")
    assert isinstance(request.json, dict)
    written = request.json["jwt"]
    assert jwt.get_unverified_header(written) == {"alg": "PS256", "kid": "ajek17", "typ": "JWT"}
    claims = jwt.decode(
        written,
        KEY.public_key(),
        algorithms=["PS256"],
        audience=AUDIENCE,
        options={"verify_exp": False, "verify_iat": False},
    )
    issued = int(NOON.timestamp())
    assert claims == {"iss": "ajes17", "aud": AUDIENCE, "iat": issued, "exp": issued + 3600}


def written(tmp_path: Path, content: object) -> Path:
    """A key file with this content, JSON or these very bytes."""
    path = tmp_path / "key.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


@pytest.mark.parametrize("private_key", [FIELDS["private_key"], PEM, f"\n{PEM}\n"])
def test_a_key_file_is_read_with_or_without_a_text_before_the_key(tmp_path: Path, private_key: str) -> None:
    key = ServiceAccountKey.read(written(tmp_path, FIELDS | {"private_key": private_key}))
    assert (key.id, key.service_account_id) == ("ajek17", "ajes17")
    assert key.private_key.private_numbers() == KEY.private_numbers()


def test_a_key_file_of_a_windows_editor_is_read(tmp_path: Path) -> None:
    assert ServiceAccountKey.read(written(tmp_path, b"\xef\xbb\xbf" + json.dumps(FIELDS).encode())).id == "ajek17"


def pem(key: Any, encryption: Any = NoEncryption()) -> str:  # noqa: ANN401, B008 - any key
    """A private key's PEM."""
    text: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)
    return text.decode()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe\x00", "it is not JSON"),
        (PEM.encode(), "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (json.dumps(FIELDS).encode()[:-20], "it is not JSON"),
        ([], "it is not a JSON object"),
        (None, "it is not a JSON object"),
        ({}, "the field id is missing"),
        ({"id": "x"}, "the field service_account_id is missing"),
        ({"id": "x", "service_account_id": "y"}, "the field private_key is missing"),
        (FIELDS | {"id": 17}, "the field id is not a text"),
        (FIELDS | {"service_account_id": " "}, "the field service_account_id is not a text, or an empty one"),
        (FIELDS | {"private_key": "secret"}, "private_key is not a private key"),
        (FIELDS | {"private_key": PEM[:400]}, "private_key is not a private key, or not a whole one"),
        (
            FIELDS
            | {"private_key": KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()},
            "private_key is not a private key",
        ),
        (FIELDS | {"private_key": pem(KEY, BestAvailableEncryption(b"x"))}, "private_key is locked with a password"),
        (FIELDS | {"private_key": pem(ec.generate_private_key(ec.SECP256R1()))}, "private_key is not an RSA key"),
    ],
)
def test_a_broken_key_file_says_what_is_wrong(tmp_path: Path, content: object, problem: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(ConfigurationError) as caught:
        ServiceAccountKey.read(path)
    assert str(caught.value).startswith(f"YANDEX_SERVICE_ACCOUNT_KEY_FILE={path}: {problem}")


@pytest.mark.parametrize("private_key", ["secret", PEM[:400], pem(KEY, BestAvailableEncryption(b"secret"))])
def test_a_broken_key_is_not_shown(tmp_path: Path, private_key: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        ServiceAccountKey.read(written(tmp_path, FIELDS | {"private_key": private_key}))
    shown = "".join(traceback.format_exception(caught.value))
    assert not [part for part in ("secret", private_key[40:80]) if part and part in shown.replace(str(tmp_path), "")]


def test_a_key_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"KEY_FILE=.*nowhere\.json: there is no such file"):
        ServiceAccountKey.read(tmp_path / "nowhere.json")


def test_a_key_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="it cannot be read: Is a directory"):
        ServiceAccountKey.read(tmp_path)
