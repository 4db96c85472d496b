"""The settings of limits: how many pictures, how much money, for whom, in whose days."""

from decimal import Decimal
from pathlib import Path
from typing import get_type_hints

import pytest

from bot import config
from bot.config import Settings, limiting
from bot.drawing.values.limits import MICROS, Limits, Money
from bot.drawing.values.models import Account
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.catalog import Catalog
from bot.providers.records import OPENAI, YANDEX
from tests.clock import NOON

NAMES = [
    str(field.validation_alias) for group in get_type_hints(Settings).values() for field in group.model_fields.values()
]
FLUX = """
[flux]
title = "FLUX"
api = "openai-images"
address = "flux-schnell"
prompt_limit = 2000
base_url = "http://10.0.0.5:8080/v1"
per_day = 300
"""


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment without settings but a token, and a directory without .env."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_TOKEN", "42:made-up")
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def limits() -> Limits:
    """What the settings allow."""
    settings = config.load()
    entries = catalog.load(settings.drawing.models_file)
    return limiting.limits(settings, Catalog.of(entries, settings.drawing.model_names, settings.drawing.fallback))


def problem() -> str:
    """The sentences for the operator."""
    with pytest.raises(ConfigurationError) as caught:
        config.load()
    return str(caught.value)


def test_by_default_only_what_an_account_allows_is_a_limit() -> None:
    found = limits()
    assert (found.person_hour, found.person_day, found.chat_day) == (None, None, None)
    assert (found.active, found.waiting, found.day, found.month) == (None, None, Money(), Money())
    assert found.at_account == {YANDEX: 5000}


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("LIMIT_USER_PER_HOUR", "person_hour"),
        ("LIMIT_USER_PER_DAY", "person_day"),
        ("LIMIT_CHAT_PER_DAY", "chat_day"),
        ("LIMIT_USER_ACTIVE", "active"),
        ("LIMIT_QUEUE", "waiting"),
    ],
)
def test_a_limit_is_a_number_and_0_is_none(bare: pytest.MonkeyPatch, name: str, of: str) -> None:
    bare.setenv(name, "7")
    assert getattr(limits(), of) == 7
    bare.setenv(name, "0")
    assert getattr(limits(), of) is None
    bare.setenv(name, "-1")
    assert problem() == f"{name}: it is at least 0"


def test_money_is_limited_in_all_and_at_accounts(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("MODELS", "yandex-art,dall-e-3")
    bare.setenv("BUDGET_PER_DAY", "10, openai=2.5, yandex = 3")
    bare.setenv("BUDGET_PER_MONTH", "openai=100")
    found = limits()
    assert found.day == Money(10 * MICROS, {OPENAI: 2_500_000, YANDEX: 3 * MICROS})
    assert found.month == Money(None, {OPENAI: 100 * MICROS})


@pytest.mark.parametrize("written", ["ten", "10 $", "-1", "openai=", "1, 2", "openai=1, openai=2", "1e9", "0.0000001"])
@pytest.mark.parametrize("name", ["BUDGET_PER_DAY", "BUDGET_PER_MONTH"])
def test_what_is_no_money_is_told_with_its_right_form(bare: pytest.MonkeyPatch, name: str, written: str) -> None:
    bare.setenv(name, written)
    assert problem() == (f"{name}: it is US dollars, in all and for accounts, like: 10, or: 10, openai=5, yandex=2.50")


def test_an_account_that_nobody_draws_at_is_named(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("BUDGET_PER_DAY", "opnai=5")
    assert problem() == "BUDGET_PER_DAY names the account 'opnai', which is not one of: yandex"


def test_money_cannot_be_limited_where_a_model_has_no_price(bare: pytest.MonkeyPatch) -> None:
    """Nothing is spent unseen."""
    bare.setenv("MODELS", "yandex-art,gpt-image-2")
    bare.setenv("BUDGET_PER_MONTH", "100")
    assert problem() == ("BUDGET_PER_MONTH is set, and gpt-image-2 has no price: give it prices in MODELS_FILE")
    bare.setenv("BUDGET_PER_MONTH", "yandex=100")
    assert limits().month == Money(None, {YANDEX: 100 * MICROS})


@pytest.mark.parametrize(
    ("zone", "midnight"), [("UTC", 12), ("utc", 12), ("Europe/Moscow", 9), ("America/New_York", 17)]
)
def test_days_are_those_of_the_operators_time_zone(bare: pytest.MonkeyPatch, zone: str, midnight: int) -> None:
    bare.setenv("TIMEZONE", zone)
    day = limits().calendar.day(NOON)
    assert (day.until - NOON).total_seconds() == midnight * 3600


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../passwd", "/etc/passwd", "+3"])
def test_what_is_no_time_zone_is_told_with_its_right_form(bare: pytest.MonkeyPatch, zone: str) -> None:
    bare.setenv("TIMEZONE", zone)
    assert problem() == "TIMEZONE: it is the name of a time zone, like UTC or Europe/Berlin"


def test_what_openai_allows_is_a_setting(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("MODELS", "dall-e-3")
    bare.setenv("OPENAI_GENERATIONS_PER_DAY", "20")
    bare.setenv("OPENAI_GENERATIONS_PER_MINUTE", "5")
    settings = config.load()
    budget = limiting.budgets(settings, Catalog.of(catalog.load(), ["dall-e-3"]))[OPENAI]
    assert (budget.per_minute, budget.per_day) == (5, 20)
    assert limits().at_account == {YANDEX: 5000, OPENAI: 20}


def test_what_another_server_allows_stands_in_its_record(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "models.toml").write_text(FLUX)
    bare.setenv("MODELS_FILE", "models.toml")
    bare.setenv("MODELS", "flux")
    assert limits().at_account[Account("10.0.0.5:8080")] == 300


def test_of_what_settings_and_records_say_the_stricter_counts(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "models.toml").write_text("[dall-e-3]\nper_day = 300\n[dall-e-2]\nper_day = 30\n")
    bare.setenv("MODELS_FILE", "models.toml")
    bare.setenv("MODELS", "dall-e-3,dall-e-2")
    bare.setenv("OPENAI_GENERATIONS_PER_DAY", "100")
    assert limits().at_account[OPENAI] == 30


def test_prices_in_another_currency_are_converted_by_the_records_rate(tmp_path: Path) -> None:
    path = tmp_path / "models.toml"
    path.write_text('[yandex-art]\ncurrency = "RUB"\nrate = "0.0125"\nprices = [{ amount = "2.20" }]\n')
    assert catalog.load(path)["yandex-art"].model.price(None, None) == Decimal("0.0275")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('prices = [{ amount = "2" }]\ncurrency = "RUB"', "rate is missing"),
        ('prices = [{ amount = "2", usd = "1" }]', "each has either usd, or amount"),
        ('prices = [{ size = "1024x1024" }]', "each has either usd, or amount"),
        ('currency = "roubles"', "currency"),
        ('currency = "RUB"\nrate = "0"', "rate"),
        ('prices = [{ usd = "-1" }]', "prices.0.usd"),
    ],
)
def test_a_price_that_is_none_is_named_with_its_model(tmp_path: Path, written: str, told: str) -> None:
    path = tmp_path / "models.toml"
    path.write_text(f"[yandex-art]\n{written}\n")
    with pytest.raises(ConfigurationError) as error:
        catalog.load(path)
    assert "yandex-art" in str(error.value)
    assert told in str(error.value)
