"""The settings of what is sold for Telegram's Stars; without packs nothing is."""

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field
from typing_extensions import override

from bot.config import envfile
from bot.config.forms import Url
from bot.drawing.values.credits import MOST_GIVEN, Pack, Sale
from bot.errors import ConfigurationError

MOST_STARS = 10_000
"""What Telegram takes for an invoice at most."""

SUPPORT_LIMIT = 200
"""Characters of where people get help."""

_PACK = re.compile(r"(\d{1,6})\s*=\s*(\d{1,6})")


def _read(written: str) -> Iterator[Pack]:
    """Raises ValueError."""
    for part in filter(None, map(str.strip, written.split(","))):
        found = _PACK.fullmatch(part)
        if found is None:
            raise ValueError("it is pictures and their price in Stars, like: 10=50, 50=200")
        yield Pack(int(found[1]), int(found[2]))


def _packs(written: str) -> str:
    packs = list(_read(written))
    if not all(0 < pack.pictures <= MOST_GIVEN and 0 < pack.stars <= MOST_STARS for pack in packs):
        raise ValueError(f"a pack is of 1 to {MOST_GIVEN} pictures, for 1 to {MOST_STARS} Stars")
    if len({pack.pictures for pack in packs}) < len(packs):
        raise ValueError("two packs of as many pictures cannot be told apart")
    return written


Packs = Annotated[str, AfterValidator(_packs)]


class StarSettings(envfile.Group):
    """What is sold, where people get help with that, and under which terms."""

    written: Packs = Field("", validation_alias="STARS_PACKS")
    support: str = Field("", max_length=SUPPORT_LIMIT, validation_alias="PAY_SUPPORT")
    terms_url: Url | None = Field(None, validation_alias="TERMS_URL")

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs, from the smallest."""
        return tuple(sorted(_read(self.written), key=lambda pack: pack.pictures))

    @property
    def sale(self) -> Sale:
        """The same as people are told it."""
        return Sale(self.packs, self.support.strip(), self.terms_url)

    @override
    def check(self) -> None:
        if self.packs and not self.support.strip():
            raise ConfigurationError(
                "STARS_PACKS needs PAY_SUPPORT: who sells has to say where people get help, like @your_name"
            )
