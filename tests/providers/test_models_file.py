"""MODELS_FILE: a file in the form of the built-in catalog is laid over it, and what is wrong in it is named."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from bot.drawing.values.models import Account, Price
from bot.drawing.values.shapes import AspectRatio, Free, Listed, Ratios
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.catalog import Catalog
from bot.providers.records import OPENAI, YANDEX, Api, Entry

BUILT_IN = catalog.built_in()
NEW = """
[flux]
title = "FLUX"
api = "openai-images"
address = "flux-schnell"
prompt_limit = 2000
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "models.toml"


def loaded(path: Path, written: str) -> Mapping[str, Entry]:
    """The catalog with this file laid over it."""
    path.write_text(written, "utf-8")
    return catalog.load(path)


def test_the_built_in_catalog_has_ten_models() -> None:
    assert list(BUILT_IN) == [
        "yandex-art",
        "yandex-art-2.0",
        "alice-art",
        "dall-e-3",
        "dall-e-2",
        "yandexgpt/yandex-art",
        "gpt-image-1",
        "gpt-image-1-mini",
        "gpt-image-1.5",
        "gpt-image-2",
    ]


def test_without_a_file_there_is_the_built_in_catalog_which_is_read_once() -> None:
    assert catalog.load() is catalog.built_in()


def test_an_empty_file_changes_nothing(path: Path) -> None:
    assert loaded(path, "") == BUILT_IN


def test_a_file_changes_what_it_names_and_nothing_else(path: Path) -> None:
    models = loaded(path, '[dall-e-3]\ntitle = "Далли"\nprices = [{ usd = 0.05 }]')
    changed = models["dall-e-3"].model
    assert (changed.title, changed.prices) == ("Далли", (Price(usd=Decimal("0.05")),))
    assert (changed.sizes, changed.styles) == (BUILT_IN["dall-e-3"].model.sizes, ("vivid", "natural"))
    assert {name: entry for name, entry in models.items() if name != "dall-e-3"} == {
        name: entry for name, entry in BUILT_IN.items() if name != "dall-e-3"
    }


def test_a_change_reaches_the_models_that_are_like_it(path: Path) -> None:
    models = loaded(path, "[gpt-image-1]\npatience = 110\nusual_seconds = 40")
    family = [models[name] for name in models if name.startswith("gpt-image")]
    assert [(entry.images.patience, entry.model.usual_seconds) for entry in family] == [(110, 40)] * 4


def test_a_file_adds_a_model(path: Path) -> None:
    models = loaded(path, NEW)
    assert list(models) == [*BUILT_IN, "flux"]
    entry = models["flux"]
    assert (entry.api, entry.address, entry.model.account) == (Api.OPENAI_IMAGES, "flux-schnell", OPENAI)
    assert (entry.model.name, entry.model.title, entry.model.prompt_limit) == ("flux", "FLUX", 2000)


def test_what_a_new_model_does_not_say_is_the_least(path: Path) -> None:
    entry = loaded(path, NEW)["flux"]
    model, images = entry.model, entry.images
    assert (model.sizes, model.qualities, model.styles, model.most, model.prices) == (Ratios(), (), (), 1, ())
    assert (model.seeds, images.revises, images.response_format) == (False, False, None)
    assert (entry.base_url, entry.key_variable) == (None, None)


def test_a_file_says_everything_that_the_catalog_knows(path: Path) -> None:
    written = f"""{NEW}
    usual_seconds = 2.5
    narrowest = "1:2"
    widest = "3:1"
    sizes = ["512x512", "768x512"]
    qualities = ["draft", "fine"]
    styles = ["plain"]
    most = 4
    prices = [{{ usd = "0.003", size = "768x512", quality = "fine" }}, {{ usd = 0.001 }}]
    response_format = "url"
    revises = true
    patience = 900
    at_once = 1
    refusals = ["NSFW content", "не рисую"]
    base_url = "http://127.0.0.1:8000/v1"
    key_variable = "FLUX_KEY"
    """
    entry = loaded(path, written)["flux"]
    model, images = entry.model, entry.images
    assert (model.usual_seconds, str(model.narrowest), model.widest) == (2.5, "1:2", AspectRatio(3, 1))
    assert (model.sizes, images.sizes) == (Listed.of("512x512", "768x512"),) * 2
    assert (model.qualities, images.qualities) == (("draft", "fine"),) * 2
    assert (model.styles, images.styles) == (("plain",),) * 2
    assert (model.most, images.most) == (4, 4)
    assert (model.price("768x512", "fine"), model.price("512x512", None)) == (Decimal("0.003"), Decimal("0.001"))
    assert (images.response_format, images.revises, images.patience) == ("url", True, 900)
    assert (entry.base_url, entry.key_variable) == ("http://127.0.0.1:8000/v1", "FLUX_KEY")
    assert (model.at_once, entry.refusals) == (1, ("NSFW content", "не рисую"))


@pytest.mark.parametrize(("written", "sizes"), [("ratio", Ratios()), ("free", Free())])
def test_sizes_may_be_ratios_or_free(path: Path, written: str, sizes: Ratios | Free) -> None:
    assert loaded(path, f'{NEW}\nsizes = "{written}"')["flux"].model.sizes == sizes


def test_a_new_model_may_be_like_another(path: Path) -> None:
    models = loaded(path, '[mine]\nlike = "dall-e-3"\ntitle = "Mine"\nbase_url = "https://images.example.org/v1"')
    mine, other = models["mine"], BUILT_IN["dall-e-3"]
    assert (mine.model.name, mine.model.title, mine.base_url) == ("mine", "Mine", "https://images.example.org/v1")
    assert (mine.images, mine.address, mine.model.prices) == (other.images, other.address, other.model.prices)


def test_a_model_may_be_like_one_that_is_like_another(path: Path) -> None:
    """In whatever order they stand."""
    models = loaded(path, '[b]\nlike = "a"\nmost = 3\n[a]\nlike = "dall-e-2"\nmost = 2\ntitle = "A"')
    assert [(models[name].model.title, models[name].model.most) for name in "ab"] == [("A", 2), ("A", 3)]


def test_names_with_dots_and_slashes_are_quoted(path: Path) -> None:
    models = loaded(path, '["studio/brush-1.5"]\nlike = "dall-e-2"')
    assert models["studio/brush-1.5"].model.name == "studio/brush-1.5"


WRONG = {
    "an unknown field": (f"{NEW}\ncolour = 5", "[flux] colour: Extra inputs are not permitted"),
    "a misspelt field": (f"{NEW}\nsise = 5", "[flux] sise: Extra inputs are not permitted; is sizes meant?"),
    "a key instead of its variable": (f"{NEW}\nkey_variable = 'AKIA2MADEUP2MADEUP'", "key_variable: it is the name"),
    "a key with signs": (f"{NEW}\nkey_variable = 'sk-made-up'", "key_variable: it is the name of a variable, like"),
    "a field that is missing": ("[flux]\ntitle = 'FLUX'\napi = 'openai-images'", "[flux] address: Field required"),
    "a wrong type": (f"{NEW}\nmost = 'many'", "[flux] most: Input should be a valid integer"),
    "a text instead of a list": (f"{NEW}\nqualities = 'hd'", "[flux] qualities: Input should be a valid list"),
    "a number that is too small": (f"{NEW}\nmost = 0", "[flux] most: Input should be greater than or equal to 1"),
    "no limit": ("[dall-e-3]\nprompt_limit = 0", "[dall-e-3] prompt_limit: Input should be greater than or equal to 1"),
    "a patience that nobody has": (f"{NEW}\npatience = 901", "[flux] patience: Input should be less than or equal to"),
    "nothing at once": (f"{NEW}\nat_once = 0", "[flux] at_once: Input should be greater than or equal to 1"),
    "a refusal that says nothing": (f'{NEW}\nrefusals = [""]', "[flux] refusals.0: String should have at least 3"),
    "an unknown API": ("[dall-e-3]\napi = 'midjourney'", "[dall-e-3] api: Input should be 'yandex-operations', "),
    "no title": ("[dall-e-3]\ntitle = ''", "[dall-e-3] title: String should have at least 1 character"),
    "a bad size": (f"{NEW}\nsizes = ['1024x1024', 'huge']", "[flux] sizes: 'huge' is not like 1024x1024"),
    "no size": (f"{NEW}\nsizes = []", "[flux] sizes"),
    "sizes of no kind": (f"{NEW}\nsizes = 'any'", "[flux] sizes"),
    "a bad ratio": (f"{NEW}\nwidest = '4'", "[flux] '4' is not a ratio like 4:1"),
    "a ratio of nothing": (f"{NEW}\nnarrowest = '0:1'", "[flux] '0:1' is not a ratio like 4:1"),
    "a bad price": (f"{NEW}\nprices = [{{ usd = 'cheap' }}]", "[flux] prices.0.usd: "),
    "an unknown condition": (f"{NEW}\nprices = [{{ usd = 1, colour = 2 }}]", "[flux] prices.0.colour: Extra inputs"),
    "a bad response_format": (f"{NEW}\nresponse_format = 'png'", "[flux] response_format: Input should be"),
    "several at once over operations": (
        "[yandex-art]\nmost = 2",
        "[yandex-art] most: one submission over yandex-operations draws one picture",
    ),
    "an unknown way to bill": (f"{NEW}\nbills = 'month'", "[flux] bills: Input should be 'request' or 'picture'"),
    "an address without a host": (f"{NEW}\nbase_url = 'http:///v1'", "[flux] base_url: String should match pattern"),
    "a bad base_url": (f"{NEW}\nbase_url = 'localhost:8000'", "[flux] base_url: String should match pattern"),
    "like nobody": ("[flux]\nlike = 'flex'", "[flux] is like 'flex', which is no other model"),
    "like itself": ("[flux]\nlike = 'flux'", "[flux] is like 'flux', which is no other model"),
    "like several": ("[flux]\nlike = ['dall-e-2']", "[flux] is like ['dall-e-2'], which is no other model"),
    "like each other": ("[a]\nlike = 'b'\n[b]\nlike = 'a'", "[b] is like 'a', which is no other model"),
    "a ring of three": ("[a]\nlike = 'b'\n[b]\nlike = 'c'\n[c]\nlike = 'a'", "[c] is like 'a', which is no other"),
    "a ring through a built-in one": ("[yandex-art]\nlike = 'yandex-art-2.0'", "is like '"),
    "a name that no button can carry": ("['кисть']\nlike = 'dall-e-2'", "'кисть' is no name; it takes up to 40 of"),
    "not a table": ("flux = 5", "flux is no table; the right form: [flux]"),
}


@pytest.mark.parametrize(("written", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_in_a_file_is_a_sentence_that_names_the_model(path: Path, written: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        loaded(path, written)
    assert str(caught.value).startswith("MODELS_FILE: ")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_several_mistakes_of_a_model_are_named_at_once(path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        loaded(path, "[dall-e-3]\nmost = 0\ntitel = 'x'")
    assert "most: " in str(caught.value)
    assert "titel: " in str(caught.value)


@pytest.mark.parametrize("written", [b"[flux", b"title = \x22", b"\xff\xfe", b"[a]\n[a]\n", b"{}"])
def test_a_file_that_is_no_toml_is_a_sentence_with_its_path(path: Path, written: bytes) -> None:
    path.write_bytes(written)
    with pytest.raises(ConfigurationError) as caught:
        catalog.load(path)
    assert str(caught.value).startswith(f"MODELS_FILE {path} cannot be read: ")


def test_a_file_that_is_not_there_is_a_sentence_with_its_path(path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"MODELS_FILE .*models\.toml cannot be read: .*No such file"):
        catalog.load(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"MODELS_FILE .* cannot be read: .*directory"):
        catalog.load(tmp_path)


def test_models_chooses_from_the_file_too(path: Path) -> None:
    chosen = Catalog.of(loaded(path, NEW), ["flux", "dall-e-3"], "dall-e-2")
    assert [entry.model.name for entry in chosen.serving] == ["flux", "dall-e-3", "dall-e-2"]
    assert chosen.fallback == BUILT_IN["dall-e-2"]


def test_an_unknown_fallback_is_answered_with_what_there_is(path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Catalog.of(loaded(path, NEW), ["flux"], "fluxx")
    assert str(caught.value).startswith("FALLBACK_MODEL names 'fluxx', which is not one of: yandex-art, ")
    assert str(caught.value).endswith(", flux; is flux meant?")


@pytest.mark.parametrize(("written", "drawn"), [("", False), ("bills = 'request'", False), ("bills = 'picture'", True)])
def test_a_file_says_whether_only_the_pictures_that_come_are_billed(path: Path, written: str, *, drawn: bool) -> None:
    assert loaded(path, f"{NEW}\n{written}")["flux"].model.bills_drawn is drawn


def test_of_the_built_in_models_the_gpt_images_bill_what_they_drew() -> None:
    billing = {name for name, entry in BUILT_IN.items() if entry.model.bills_drawn}
    assert billing == {name for name in BUILT_IN if name.startswith("gpt-image")}


@pytest.mark.parametrize(
    ("written", "account"),
    [
        ("", "openai"),
        ('key_variable = "FLUX_KEY"', "openai FLUX_KEY"),
        ('base_url = "http://10.0.0.5:8080/v1"', "10.0.0.5:8080"),
        ('base_url = "http://10.0.0.5:8080/v1"\nkey_variable = "FLUX_KEY"', "10.0.0.5:8080 FLUX_KEY"),
        ('base_url = "https://Images.Example.org/v1"', "images.example.org"),
        ('base_url = "https://images.example.org"', "images.example.org"),
        ('base_url = "http://[::1]:8080/v1"', "[::1]:8080"),
        ('base_url = "https://somebody:secret@images.example.org:8443/v1"', "images.example.org:8443"),
    ],
)
def test_a_server_with_a_key_is_an_account(path: Path, written: str, account: str) -> None:
    """Named by what people can read, and never by a password."""
    assert loaded(path, f"{NEW}\n{written}")["flux"].model.account == Account(account)


def test_two_servers_are_two_accounts_and_one_server_is_one(path: Path) -> None:
    one, other = "http://10.0.0.5:8080/v1", "http://10.0.0.6:8080/v1"
    models = loaded(
        path,
        "".join(
            f"[{name}]\nlike = 'dall-e-2'\nbase_url = '{url}'\n" for name, url in [("a", one), ("b", other), ("c", one)]
        ),
    )
    accounts = [models[name].model.account for name in "abc"]
    assert accounts == ["10.0.0.5:8080", "10.0.0.6:8080", "10.0.0.5:8080"]


def test_the_built_in_models_are_of_two_accounts() -> None:
    yandex = {name for name, entry in BUILT_IN.items() if entry.api is not Api.OPENAI_IMAGES}
    assert {name: entry.model.account for name, entry in BUILT_IN.items()} == {
        name: YANDEX if name in yandex else OPENAI for name in BUILT_IN
    }


def test_a_model_with_seeds_is_asked_for_one_picture_at_a_time(path: Path) -> None:
    """So that each can be repeated by its own."""
    models = loaded(path, f"{NEW}\nmost = 4\n[seeded]\nlike = 'flux'\nseeds = true")
    assert (models["flux"].model.batch, models["seeded"].model.batch) == (4, 1)
