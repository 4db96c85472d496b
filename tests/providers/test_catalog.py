"""How models are named in the settings, and addressed at Yandex."""

import pytest

from bot.errors import ConfigurationError
from bot.providers import catalog


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
    (entry,) = catalog.chosen([written])
    assert entry.model is catalog.CATALOG[name].model
    assert catalog.model_uri(entry.address, "folder") == uri


def test_models_keep_the_order_of_the_settings() -> None:
    """The first one is the default."""
    entries = catalog.chosen(["yandex-art-2.0", "yandex-art/latest"])
    assert [entry.model.name for entry in entries] == ["yandex-art-2.0", "yandex-art"]


OFFERED = ", ".join(catalog.CATALOG)
YANDEX = [name for name, entry in catalog.CATALOG.items() if entry.api is not catalog.Api.OPENAI_IMAGES]


@pytest.mark.parametrize("written", ["crayon", "yandex-art-9", "art://folder/gone/latest", "art://yandex-art", "/"])
def test_an_unknown_model_is_answered_with_what_there_is(written: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        catalog.chosen(["yandex-art", written])
    assert str(caught.value) == f"MODELS names {written!r}, which is not one of: {OFFERED}"


def test_no_model_at_all_is_answered_with_what_there_is() -> None:
    with pytest.raises(ConfigurationError) as caught:
        catalog.chosen([])
    assert str(caught.value) == f"MODELS is empty; it names one or more of: {OFFERED}"


def test_a_name_with_a_slash_is_a_name_before_it_is_an_address() -> None:
    (entry,) = catalog.chosen(["yandexgpt/yandex-art"])
    assert (entry.api, entry.address) == (catalog.Api.OPENAI_IMAGES, "yandexgpt/yandex-art")


@pytest.mark.parametrize("name", YANDEX)
def test_every_yandex_model_reads_500_characters_and_draws_from_1_to_4_to_4_to_1(name: str) -> None:
    """The limits the API documents or answers with."""
    model = catalog.CATALOG[name].model
    assert (model.name, model.prompt_limit, str(model.narrowest), str(model.widest)) == (name, 500, "1:4", "4:1")
