"""What each model can do and what it costs, against the tables of those who sell it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.drawing.values.models import Model, Price
from bot.drawing.values.shapes import AspectRatio, Free, Listed, Ratios, Size
from bot.providers import catalog
from tests.drawing.builders import MODEL, OPENAI

CATALOG = catalog.built_in()
BUILT_IN = {name: entry.model for name, entry in CATALOG.items()}
DALL_E_3 = BUILT_IN["dall-e-3"]
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
    model = BUILT_IN[name]
    quality = next(iter(model.qualities), None)
    assert model.has_size(Size.of(size))
    assert model.price(size, None) == model.price(size, quality) == Decimal(usd)


@pytest.mark.parametrize("name", sorted({name for name, _, _ in GATEWAY}))
def test_a_model_of_the_gateway_has_the_sizes_of_its_page_and_no_others(name: str) -> None:
    sizes = BUILT_IN[name].sizes
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
    model = BUILT_IN[name]
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
    model = BUILT_IN[name]
    assert (model.prompt_limit, model.most) == (limit, most)


@pytest.mark.parametrize("name", GPT_IMAGES[:3])
def test_the_gpt_image_1_family_has_three_sizes(name: str) -> None:
    assert str(BUILT_IN[name].sizes) == "1024x1024, 1536x1024, 1024x1536"


def test_gpt_image_2_draws_any_size_within_limits() -> None:
    assert BUILT_IN["gpt-image-2"].sizes == Free()


@pytest.mark.parametrize("name", GPT_IMAGES)
def test_the_gpt_image_family_always_answers_in_base64(name: str) -> None:
    """It rejects response_format."""
    assert CATALOG[name].images.response_format is None


def test_a_picture_of_gpt_image_1_costs_from_1_to_25_cents() -> None:
    model = BUILT_IN["gpt-image-1"]
    prices = [model.price(size, quality) for size in str(model.sizes).split(", ") for quality in model.qualities]
    known = [price for price in prices if price is not None]
    assert len(known) == len(prices)
    assert (min(known), max(known)) == (Decimal("0.011"), Decimal("0.25"))


@pytest.mark.parametrize("name", [model.name for model in BUILT_IN.values() if model.account == OPENAI])
def test_no_model_of_openai_knows_seeds(name: str) -> None:
    assert not BUILT_IN[name].seeds


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


@pytest.mark.parametrize("name", [model.name for model in BUILT_IN.values()])
def test_only_the_gpt_image_family_bills_what_it_drew(name: str) -> None:
    assert BUILT_IN[name].bills_drawn is (name in GPT_IMAGES)


@pytest.mark.parametrize("written", ["dall-e-3", "DALL-E-3", "DALL·E 3", "dall·e 3"])
def test_a_model_is_called_by_its_name_or_its_title_in_any_case(written: str) -> None:
    assert DALL_E_3.is_called(written)


@pytest.mark.parametrize("written", ["", "dall-e", "dall-e-2", "dall-e-3 "])
def test_a_model_is_called_by_nothing_else(written: str) -> None:
    assert not DALL_E_3.is_called(written)


@pytest.mark.parametrize(
    ("ratio", "able"),
    [("1:4", True), ("4:1", True), ("1:1", True), ("100:399", True), ("100:401", False), ("401:100", False)],
)
def test_a_model_draws_from_1_to_4_to_4_to_1_if_nothing_else_is_known(ratio: str, *, able: bool) -> None:
    plain = Model(name="plain", title="Plain", account=OPENAI, prompt_limit=1, usual_seconds=1.0)
    assert plain.has_ratio(AspectRatio.of(ratio)) is able


def test_of_a_new_model_nothing_is_known_but_what_is_said() -> None:
    plain = Model(name="plain", title="Plain", account=OPENAI, prompt_limit=1, usual_seconds=1.0)
    assert (plain.seeds, plain.weights, plain.bills_drawn, plain.most, plain.batch) == (False, False, False, 1, 1)
    assert (plain.sizes, plain.qualities, plain.styles, plain.prices) == (Ratios(), (), (), ())


@pytest.mark.parametrize(
    ("seeds", "most", "batch"), [(True, 1, 1), (True, 10, 1), (False, 1, 1), (False, 4, 4), (False, 10, 10)]
)
def test_a_model_with_seeds_is_asked_for_one_picture_at_a_time(*, seeds: bool, most: int, batch: int) -> None:
    """So each of several can be repeated by its own seed."""
    assert replace(MODEL, seeds=seeds, most=most).batch == batch


@pytest.mark.parametrize(("size", "able"), [("1792x1024", True), ("1024x1024", True), ("512x512", False)])
def test_a_model_has_the_sizes_of_its_list(size: str, *, able: bool) -> None:
    assert DALL_E_3.has_size(Size.of(size)) is able


def test_who_takes_ratios_has_no_size() -> None:
    assert replace(MODEL, sizes=Ratios()).has_size(Size(1024, 1024)) is False
