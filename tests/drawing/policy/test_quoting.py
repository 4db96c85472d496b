"""An error that repeats a person's words is told without them."""

import json

import pytest

from bot.drawing.policy import quoting
from bot.drawing.values.specs import Looks
from bot.errors import (
    Declined,
    Failed,
    Misconfigured,
    NotAccepted,
    OperationLost,
    ProviderError,
    Refused,
    Undecodable,
)
from tests.drawing.builders import spec

PROMPT = "рыжая лиса::2 in a snowy forest at dawn::0.5"
SPEC = spec(prompt=PROMPT, looks=Looks(style="oil"))
QUOTED = {
    "all of it": PROMPT,
    "what was sent of it": SPEC.wording,
    "a part of it": SPEC.parts[1].text,
    "the beginning of it": SPEC.parts[1].text[:14],
    "what JSON made of it": json.dumps(SPEC.wording),
}


@pytest.mark.parametrize("quoted", QUOTED.values(), ids=QUOTED)
@pytest.mark.parametrize("kind", [Refused, Declined, Misconfigured, Failed, NotAccepted, OperationLost, Undecodable])
def test_nothing_of_the_prompt_is_told(kind: type[ProviderError], quoted: str) -> None:
    error = kind(f"code 3: {quoted} is not allowed (check MODELS)")
    quoting.unquote(error, SPEC)
    told = repr(error) + str(error)
    assert "is not allowed (check MODELS)" in told
    assert "snowy" not in told
    assert "лиса" not in told
    assert "\\u0440" not in told


def test_what_else_an_error_tells_stays() -> None:
    error = NotAccepted("busy", retry_after=3.0, reached=False)
    quoting.unquote(error, SPEC)
    assert (error.detail, error.retry_after, error.reached) == ("busy", 3.0, False)


def test_a_short_prompt_is_cut_out_as_a_word() -> None:
    error = Declined("no cat in a category")
    quoting.unquote(error, spec(prompt="cat"))
    assert error.detail == "no … in a category"
