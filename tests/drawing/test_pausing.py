"""Which model draws where some are switched off."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.drawing.pausing import pick_open
from bot.drawing.values.closings import ALL, Closing, Closings
from bot.errors import AcceptingPaused, ModelOff, ModelUnknown
from tests.drawing.builders import BATCHING, MODEL

OTHER = replace(MODEL, name="flux", title="Flux")
MODELS = {model.name: model for model in (MODEL, BATCHING, OTHER)}


def off(*names: str) -> Closings:
    """These are closed."""
    return Closings.of({name: Closing(datetime.fromtimestamp(0, UTC)) for name in names})


@pytest.mark.parametrize(
    ("closed", "written", "chosen", "draws"),
    [
        ((), None, None, MODEL),
        ((), "flux", MODEL.name, OTHER),
        ((MODEL.name,), None, None, BATCHING),
        ((MODEL.name, BATCHING.name), None, None, OTHER),
        ((MODEL.name,), None, OTHER.name, OTHER),
        ((MODEL.name,), None, "gone long ago", BATCHING),
    ],
)
def test_the_first_that_is_on_is_the_default(
    closed: tuple[str, ...], written: str | None, chosen: str | None, draws: object
) -> None:
    assert pick_open(MODELS, off(*closed), written, chosen) == draws


@pytest.mark.parametrize(("written", "chosen"), [("flux", None), ("Flux", MODEL.name), (None, "flux")])
def test_what_somebody_named_or_chose_is_not_drawn_by_another(written: str | None, chosen: str | None) -> None:
    with pytest.raises(ModelOff) as error:
        pick_open(MODELS, off("flux"), written, chosen)
    assert (error.value.value, error.value.choices) == ("Flux", "YandexART, DALL·E 2")


def test_with_all_off_nothing_is_accepted() -> None:
    with pytest.raises(AcceptingPaused):
        pick_open(MODELS, off(*MODELS), None, None)


def test_a_model_that_nobody_knows_is_unknown_all_the_same() -> None:
    with pytest.raises(ModelUnknown):
        pick_open(MODELS, off("flux"), "midjourney", None)


def test_that_all_is_closed_is_told_from_a_model() -> None:
    closings = off(ALL, "flux")
    assert closings.paused is not None
    assert set(closings.models) == {"flux"}
