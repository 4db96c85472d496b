"""How models are named in the settings, and addressed at Yandex."""

import pytest

from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.catalog import Catalog
from bot.providers.records import Api

BUILT_IN = catalog.built_in()
EVERY = ", ".join(BUILT_IN)
YANDEX = [name for name, entry in BUILT_IN.items() if entry.api is not Api.OPENAI_IMAGES]


@pytest.mark.parametrize(
    ("written", "name", "uri"),
    [
        ("yandex-art", "yandex-art", "art://folder/yandex-art"),
        ("yandex-art/latest", "yandex-art", "art://folder/yandex-art/latest"),
        ("yandex-art/rc", "yandex-art", "art://folder/yandex-art/rc"),
        ("yandex-art-2.0", "yandex-art-2.0", "art://folder/yandex-art-2.0"),
        ("art://other/yandex-art", "yandex-art", "art://other/yandex-art"),
        ("art://other/yandex-art/latest", "yandex-art", "art://other/yandex-art/latest"),
        ("art://other/yandex-art-2.0/latest", "yandex-art-2.0", "art://other/yandex-art-2.0/latest"),
    ],
)
def test_a_model_is_named_with_or_without_version_and_folder(written: str, name: str, uri: str) -> None:
    """The folder of the settings is filled in only where the name has none."""
    (entry,) = catalog.chosen([written], BUILT_IN)
    assert entry.model is BUILT_IN[name].model
    assert catalog.model_uri(entry.address, "folder") == uri


def test_enabled_models_keep_the_order_of_the_settings_and_the_first_is_the_default() -> None:
    chosen = Catalog.of(BUILT_IN, ["yandex-art-2.0", "yandex-art/latest"])
    assert [entry.model.name for entry in chosen.enabled] == ["yandex-art-2.0", "yandex-art"]
    assert list(chosen.choices) == ["yandex-art-2.0", "yandex-art"]
    assert chosen.default.model.name == "yandex-art-2.0"


@pytest.mark.parametrize("fallback", ["", "  "])
def test_without_a_fallback_the_enabled_models_are_all_that_may_draw(fallback: str) -> None:
    chosen = Catalog.of(BUILT_IN, ["dall-e-3"], fallback)
    assert (chosen.fallback, chosen.serving) == (None, (BUILT_IN["dall-e-3"],))


def test_a_fallback_may_have_to_draw_and_nobody_chooses_it() -> None:
    chosen = Catalog.of(BUILT_IN, ["dall-e-3"], " gpt-image-1 ")
    assert [entry.model.name for entry in chosen.serving] == ["dall-e-3", "gpt-image-1"]
    assert list(chosen.choices) == ["dall-e-3"]


def test_models_that_are_not_enabled_stay_known() -> None:
    """What was drawn with them is still there."""
    assert list(Catalog.of(BUILT_IN, ["dall-e-3"]).models) == list(BUILT_IN)


def test_an_address_of_the_settings_goes_before_that_of_the_catalog() -> None:
    chosen = Catalog.of(BUILT_IN, ["yandex-art/rc"], "yandex-art/latest")
    assert chosen.addressed["yandex-art"].address == "yandex-art/rc"
    assert chosen.addressed["dall-e-3"] == BUILT_IN["dall-e-3"]


@pytest.mark.parametrize("written", ["crayon", "yandex-art-9", "art://folder/gone/latest", "art://yandex-art", "/"])
def test_an_unknown_model_is_answered_with_what_there_is(written: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Catalog.of(BUILT_IN, ["yandex-art", written])
    assert str(caught.value).startswith(f"MODELS names {written!r}, which is not one of: {EVERY}")


def test_the_nearest_model_is_named_and_every_mistake() -> None:
    with pytest.raises(ConfigurationError) as caught:
        Catalog.of(BUILT_IN, ["yandexart", "crayon"], "dalle-3")
    one, two, three = str(caught.value).split("; MODELS")[0], *str(caught.value).split("; ")[2:4]
    assert one == f"MODELS names 'yandexart', which is not one of: {EVERY}; is yandex-art meant?"
    assert two == f"MODELS names 'crayon', which is not one of: {EVERY}"
    assert three == f"FALLBACK_MODEL names 'dalle-3', which is not one of: {EVERY}"
    assert str(caught.value).endswith("; is dall-e-3 meant?")


def test_no_model_at_all_is_answered_with_what_there_is() -> None:
    with pytest.raises(ConfigurationError) as caught:
        Catalog.of(BUILT_IN, [])
    assert str(caught.value) == f"MODELS is empty; it names one or more of: {EVERY}"


def test_a_name_with_a_slash_is_a_name_before_it_is_an_address() -> None:
    (entry,) = catalog.chosen(["yandexgpt/yandex-art"], BUILT_IN)
    assert (entry.api, entry.address) == (Api.OPENAI_IMAGES, "yandexgpt/yandex-art")


@pytest.mark.parametrize("name", YANDEX)
def test_every_yandex_model_reads_500_characters_and_draws_from_1_to_4_to_4_to_1(name: str) -> None:
    """The limits the API documents or answers with."""
    model = BUILT_IN[name].model
    assert (model.name, model.prompt_limit, str(model.narrowest), str(model.widest)) == (name, 500, "1:4", "4:1")
