"""What is secret is cut out by value, in every form in which clients write it, whole or in pieces."""

import base64
import html
import json
import re
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.redaction import BY_LOOKS, CUT, Cutting, Redaction

SECRET = 'k3y+of/the=bot & "q" <p@ss> ключ-17'
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in a URL": lambda secret: quote(secret, safe=""),
    "in a path": quote,
    "in a query": quote_plus,
    "as a part of a path": lambda secret: secret.replace("/", "%2F"),
    "in a URL in lower case": lambda secret: re.sub("%..", lambda escape: escape[0].lower(), quote(secret, safe="")),
    "in JSON": lambda secret: json.dumps(secret)[1:-1],
    "in readable JSON": lambda secret: json.dumps(secret, ensure_ascii=False)[1:-1],
    "in HTML": html.escape,
    "in Telegram's HTML": lambda secret: html.escape(secret, quote=False),
    "in an error's repr": lambda secret: repr(secret)[1:-1],
    "as bytes": lambda secret: repr(secret.encode())[2:-1],
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_secret_is_cut_out_in_every_form(form: Callable[[str], str]) -> None:
    assert Redaction.of([SECRET])(f"HTTP 401: [{form(SECRET)}] is wrong") == f"HTTP 401: [{CUT}] is wrong"


@pytest.mark.parametrize("before", ["", "u", "us", "use", "user:"])
@pytest.mark.parametrize("behind", ["", "!", "!!", "!!!"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_basic_authentication_hides_nothing(before: str, behind: str, encode: Callable[[bytes], bytes]) -> None:
    """Three letters at either end may hold bits of what stands beside the secret."""
    written = encode(f"{before}{SECRET}{behind}".encode()).decode()
    shown = Redaction.of([SECRET])(written)
    assert CUT in shown
    assert len(shown) <= len(before) * 4 // 3 + len(behind) * 4 // 3 + 9


@pytest.mark.parametrize("length", [16, 20, len(SECRET) - 1])
def test_what_was_cut_off_is_known_by_its_piece(length: int) -> None:
    redaction = Redaction.of([SECRET])
    assert redaction(f"said:{SECRET[:length]}") == redaction(f"said:{SECRET[-length:]}") == f"said:{CUT}"


@given(st.text(), st.text(), st.text(min_size=12).filter(lambda text: len(text.strip()) >= 12))
def test_wherever_it_stands_no_twelve_characters_of_it_are_left(before: str, behind: str, secret: str) -> None:
    shown = Redaction.of([secret])(before + secret + behind)
    bare = secret.strip()
    assert bare not in shown
    if len(bare) >= 16:
        assert not any(bare[at : at + 12] in shown for at in range(len(bare) - 11))


@given(st.text(alphabet="abcdefgh ", max_size=60), st.lists(st.text(alphabet="ABCD0123", min_size=3, max_size=40)))
def test_what_has_nothing_of_it_stays_as_it_is(text: str, secrets: list[str]) -> None:
    assert Cutting.of(secrets)(text) == text


@pytest.mark.parametrize(
    ("secret", "text", "shown"),
    [
        ("fox", "the fox and the foxes", f"the {CUT} and the foxes"),
        ("hunter2", "hunter2 or hunter22", f"{CUT} or hunter22"),
        ("hunter-1", "xhunter-1x", f"x{CUT}x"),
        ("ab", "ab", "ab"),
        ("", "anything", "anything"),
        ("  hunter-1\n", "hunter-1", CUT),
    ],
)
def test_the_shorter_it_is_the_surer_it_has_to_be(secret: str, text: str, shown: str) -> None:
    assert Redaction.of([secret])(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://user:p%40ss@example.org/v1", f"https://{CUT}example.org/v1"),
        ("postgresql://bot:pw@127.0.0.1:5432/bot", f"postgresql://{CUT}127.0.0.1:5432/bot"),
        ("mail to a@b.org, see https://example.org/@name", "mail to a@b.org, see https://example.org/@name"),
    ],
)
def test_a_password_in_an_address_is_known_by_its_place(text: str, shown: str) -> None:
    assert BY_LOOKS(text) == shown
