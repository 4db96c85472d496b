"""What each model can do and what it costs, against the tables of those who sell it; and requests made for a model."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.drawing.values.models import Account, Model, Price
from bot.drawing.values.shapes import AspectRatio, Free, Listed, Ratios, Size
from bot.drawing.values.specs import Draft, Request
from bot.errors import ChoiceUnsupported, OptionUnsupported, RatioUnsupported, SeedUnsupported
from bot.providers.catalog import CATALOG
from tests.drawing.builders import MODEL

DALL_E_3 = CATALOG["dall-e-3"].model
GPT_IMAGES = ["gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2"]

GATEWAY = [
    ("dall-e-3", "1024x1024", "0.04"),
    ("dall-e-3", "1792x1024", "0.08"),
    ("dall-e-3", "1024x1792", "0.08"),
    ("dall-e-2", "256x256", "0.016"),
    ("dall-e-2", "512x512", "0.018"),
    ("dall-e-2", "1024x1024", "0.02"),
    ("yandexgpt/yandex-art", "1024x1024", "0.04"),
]
"""The gateway's page: model, size, price of one picture in US dollars."""


@pytest.mark.parametrize(("name", "size", "usd"), GATEWAY)
def test_a_picture_costs_what_the_gateways_page_says(name: str, size: str, usd: str) -> None:
    model = CATALOG[name].model
    quality = next(iter(model.qualities), None)
    assert model.has_size(Size.of(size))
    assert model.price(size, None) == model.price(size, quality) == Decimal(usd)


@pytest.mark.parametrize("name", sorted({name for name, _, _ in GATEWAY}))
def test_a_model_of_the_gateway_has_the_sizes_of_its_page_and_no_others(name: str) -> None:
    sizes = CATALOG[name].model.sizes
    assert isinstance(sizes, Listed)
    assert {str(size) for size in sizes.sizes} == {size for model, size, _ in GATEWAY if model == name}


@pytest.mark.parametrize(
    ("size", "usd"), [("1024x1024", "0.08"), ("1792x1024", "0.12"), ("1024x1792", "0.12"), (None, "0.08")]
)
def test_dall_e_3_costs_more_in_hd(size: str | None, usd: str) -> None:
    """OpenAI's price list."""
    assert DALL_E_3.price(size, "hd") == Decimal(usd)


@pytest.mark.parametrize(
    ("name", "qualities", "styles"),
    [
        ("dall-e-3", ("standard", "hd"), ("vivid", "natural")),
        ("dall-e-2", ("standard",), ()),
        ("yandexgpt/yandex-art", (), ()),
        ("yandex-art", (), ()),
        ("yandex-art-2.0", (), ()),
        ("alice-art", (), ()),
        *[(name, ("auto", "low", "medium", "high"), ()) for name in GPT_IMAGES],
    ],
)
def test_a_model_has_the_options_that_its_maker_documents(
    name: str, qualities: tuple[str, ...], styles: tuple[str, ...]
) -> None:
    model = CATALOG[name].model
    assert (model.qualities, model.styles) == (qualities, styles)


@pytest.mark.parametrize(
    ("name", "limit", "most"),
    [
        ("dall-e-3", 4000, 1),
        ("dall-e-2", 1000, 10),
        ("yandexgpt/yandex-art", 500, 10),
        *[(name, 32000, 10) for name in GPT_IMAGES],
    ],
)
def test_a_model_reads_and_draws_as_much_as_its_maker_documents(name: str, limit: int, most: int) -> None:
    model = CATALOG[name].model
    assert (model.prompt_limit, model.most) == (limit, most)


@pytest.mark.parametrize("name", GPT_IMAGES[:3])
def test_the_gpt_image_1_family_has_three_sizes(name: str) -> None:
    assert str(CATALOG[name].model.sizes) == "1024x1024, 1536x1024, 1024x1536"


def test_gpt_image_2_draws_any_size_within_limits() -> None:
    assert CATALOG["gpt-image-2"].model.sizes == Free()


@pytest.mark.parametrize("name", GPT_IMAGES)
def test_the_gpt_image_family_always_answers_in_base64(name: str) -> None:
    """It rejects response_format."""
    assert CATALOG[name].images.response_format is None


def test_a_picture_of_gpt_image_1_costs_from_1_to_25_cents() -> None:
    model = CATALOG["gpt-image-1"].model
    prices = [model.price(size, quality) for size in str(model.sizes).split(", ") for quality in model.qualities]
    known = [price for price in prices if price is not None]
    assert len(known) == len(prices)
    assert (min(known), max(known)) == (Decimal("0.011"), Decimal("0.25"))


@pytest.mark.parametrize("name", [name for name, entry in CATALOG.items() if entry.model.account is Account.OPENAI])
def test_no_model_of_openai_knows_seeds(name: str) -> None:
    assert not CATALOG[name].model.seeds


def test_of_a_model_without_a_price_nobody_says_one() -> None:
    assert replace(MODEL, prices=()).price("1024x1024", None) is None


def test_the_first_price_whose_conditions_are_met_counts() -> None:
    prices = (
        Price(usd=Decimal(3), size="2x1", quality="hd"),
        Price(usd=Decimal(2), quality="hd"),
        Price(usd=Decimal(1), size="2x1"),
    )
    model = replace(MODEL, prices=prices)
    asked = [("2x1", "hd"), ("1x1", "hd"), ("2x1", None), ("2x1", "standard"), ("1x1", None), (None, None)]
    assert [model.price(size, quality) for size, quality in asked] == [3, 2, 1, 1, None, None]


def made(model: Model = DALL_E_3, **draft: str | int | Size | AspectRatio) -> Request:
    """The request of a draft for this model."""
    return Request.of(Draft("a fox", **draft), model, own_seed=4)  # type: ignore[arg-type]


def test_a_request_keeps_the_options_it_was_asked_with() -> None:
    request = made(size=Size(1792, 1024), quality="hd", style="natural")
    assert (request.size, request.quality, request.style) == (Size(1792, 1024), "hd", "natural")


def test_what_nobody_asked_for_stays_open() -> None:
    """The model's own default is drawn, whatever that will be by then."""
    request = made()
    assert (request.size, request.quality, request.style) == (None, None, None)


@pytest.mark.parametrize(("written", "kept"), [("HD", "hd"), ("Hd", "hd"), ("hd", "hd"), ("STANDARD", "standard")])
def test_an_option_is_known_in_any_case(written: str, kept: str) -> None:
    assert made(quality=written).quality == kept


@pytest.mark.parametrize("written", ["Ультра", "УЛЬТРА", "ультра"])
def test_an_option_is_sent_as_the_catalog_writes_it(written: str) -> None:
    assert made(replace(DALL_E_3, qualities=("Ультра",)), quality=written).quality == "Ультра"


@pytest.mark.parametrize(("size", "ratio"), [("1792x1024", "7:4"), ("1024x1792", "4:7"), ("1024x1024", "1:1")])
def test_a_size_gives_the_ratio(size: str, ratio: str) -> None:
    assert made(size=Size.of(size)).ratio == AspectRatio.of(ratio)


def test_a_ratio_that_is_given_beside_a_size_is_kept() -> None:
    request = made(size=Size(1792, 1024), ratio=AspectRatio(16, 9))
    assert (request.size, request.ratio) == (Size(1792, 1024), AspectRatio(16, 9))


@pytest.mark.parametrize(
    ("name", "flag", "value", "choices"),
    [
        ("dall-e-3", "size", "512x512", "1024x1024, 1792x1024, 1024x1792"),
        ("dall-e-2", "size", "1792x1024", "1024x1024, 512x512, 256x256"),
        ("gpt-image-1", "size", "1792x1024", "1024x1024, 1536x1024, 1024x1536"),
        ("gpt-image-2", "size", "1000x1000", "W×H ≤ 3840, W, H = 16 × n, 1:3–3:1"),
        ("dall-e-3", "quality", "ultra", "standard, hd"),
        ("dall-e-2", "quality", "hd", "standard"),
        ("gpt-image-1", "quality", "standard", "auto, low, medium, high"),
    ],
)
def test_a_choice_a_model_does_not_have_is_answered_with_those_it_has(
    name: str, flag: str, value: str, choices: str
) -> None:
    model = CATALOG[name].model
    with pytest.raises(ChoiceUnsupported) as caught:
        made(model, **{flag: Size.of(value) if flag == "size" else value})
    error = caught.value
    assert (error.model, error.flag, error.value, error.choices) == (model.title, flag, value, choices)


@pytest.mark.parametrize(
    ("name", "flag", "value"),
    [
        ("yandex-art", "size", "1024x1024"),
        ("yandex-art", "quality", "hd"),
        ("alice-art", "size", "1792x1024"),
        ("yandexgpt/yandex-art", "quality", "standard"),
    ],
)
def test_an_option_a_model_has_nothing_of_is_named(name: str, flag: str, value: str) -> None:
    model = CATALOG[name].model
    with pytest.raises(OptionUnsupported) as caught:
        made(model, **{flag: Size.of(value) if flag == "size" else value})
    assert (caught.value.model, caught.value.flag) == (model.title, flag)


@pytest.mark.parametrize("seed", [0, 17])
def test_a_seed_for_a_model_without_seeds_is_refused(seed: int) -> None:
    with pytest.raises(SeedUnsupported) as caught:
        made(seed=seed)
    assert caught.value.model == "DALL·E 3"


def test_a_request_for_a_model_without_seeds_has_one_nevertheless() -> None:
    """A stand-in may know seeds."""
    assert made().seed == 4


@pytest.mark.parametrize(("size", "ratio"), [("4096x512", "8:1"), ("512x4096", "1:8")])
def test_a_size_beyond_the_models_ratios_is_named_as_a_ratio(size: str, ratio: str) -> None:
    with pytest.raises(RatioUnsupported) as caught:
        made(replace(DALL_E_3, sizes=Listed.of(size)), size=Size.of(size))
    assert caught.value.value == ratio


@pytest.mark.parametrize(
    ("length", "ratio", "able"),
    [(500, "1:1", True), (501, "1:1", False), (1, "4:1", True), (1, "1:4", True), (1, "5:1", False), (1, "1:5", False)],
)
def test_a_stand_in_draws_what_is_within_its_limits(length: int, ratio: str, *, able: bool) -> None:
    asked = Request(prompt=length * "a", seed=4, ratio=AspectRatio.of(ratio), model="dall-e-3", quality="hd")
    assert asked.fits(MODEL) is able


def test_who_takes_ratios_has_no_size() -> None:
    assert replace(MODEL, sizes=Ratios()).has_size(Size(1024, 1024)) is False
