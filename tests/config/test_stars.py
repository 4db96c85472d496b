"""The settings of what is sold for Stars."""

from pathlib import Path
from typing import get_type_hints

import pytest

from bot import config
from bot.config import Settings, StarSettings
from bot.drawing.values.credits import Pack
from bot.errors import ConfigurationError

NAMES = [
    str(field.validation_alias) for group in get_type_hints(Settings).values() for field in group.model_fields.values()
]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment without settings but a token, and a directory without .env."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_TOKEN", "42:made-up")
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def read(bare: pytest.MonkeyPatch, **settings: str) -> StarSettings:
    for name, value in settings.items():
        bare.setenv(name, value)
    return config.load().stars


def test_nothing_is_sold_unless_the_operator_says_so(bare: pytest.MonkeyPatch) -> None:
    assert read(bare).packs == ()
    assert read(bare, STARS_PACKS=" , ").packs == ()


def test_packs_are_pictures_and_their_price_from_the_smallest(bare: pytest.MonkeyPatch) -> None:
    sale = read(bare, STARS_PACKS="50=200, 10 = 50,", PAY_SUPPORT=" @help ", TERMS_URL="https://e.org/terms").sale
    assert sale.packs == (Pack(10, 50), Pack(50, 200))
    assert (sale.support, sale.terms_url) == ("@help", "https://e.org/terms")


@pytest.mark.parametrize(
    "written",
    ["10", "10=", "=50", "10=50;20=60", "ten=50", "10=0", "0=5", "10=-5", "10=1.5", "10=99999", "10=50,10=60"],
)
def test_what_is_no_pack_is_told_with_the_right_form(bare: pytest.MonkeyPatch, written: str) -> None:
    with pytest.raises(ConfigurationError, match="STARS_PACKS"):
        read(bare, STARS_PACKS=written, PAY_SUPPORT="@help")


def test_who_sells_says_where_people_get_help(bare: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match="PAY_SUPPORT"):
        read(bare, STARS_PACKS="10=50")


def test_only_people_among_the_admins_own_the_bot(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("TELEGRAM_ADMINS", "1001,-1002003,7")
    assert config.load().telegram.owner_ids == {1001, 7}
