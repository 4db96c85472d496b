"""The settings of what people may ask for and what that may cost; 0 means no limit."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from bot.config import envfile
from bot.drawing.policy.charging import unpriced
from bot.drawing.values.limits import Calendar, Limits, Money, micros
from bot.drawing.values.models import Account
from bot.providers.catalog import Catalog

_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,6})?")
_IN_ALL = ""


def _parts(written: str) -> dict[str, Decimal]:
    """Amounts of money by account; the one without a name is in all. Raises ValueError."""
    amounts: dict[str, Decimal] = {}
    for part in filter(None, map(str.strip, written.split(","))):
        account, _, amount = (each.strip() for each in part.rpartition("="))
        if not _AMOUNT.fullmatch(amount) or account in amounts:
            raise ValueError("it is US dollars, in all and for accounts, like: 10, or: 10, openai=5, yandex=2.50")
        amounts[account] = Decimal(amount)
    return amounts


def _money(written: str) -> str:
    _parts(written)
    return written


def _zone(written: str) -> str:
    try:
        _zone_of(written)
    except (ValueError, OSError, LookupError):
        raise ValueError("it is the name of a time zone, like UTC or Europe/Berlin") from None
    return written


def _zone_of(name: str) -> tzinfo:
    return UTC if name.strip().upper() == "UTC" else ZoneInfo(name.strip())


Amounts = Annotated[str, AfterValidator(_money)]
Zone = Annotated[str, AfterValidator(_zone)]


class LimitSettings(envfile.Group):
    """How many pictures, and how much money, for whom and in which time. Days are those of ``zone``."""

    user_per_hour: int = Field(0, ge=0, validation_alias="LIMIT_USER_PER_HOUR")
    user_per_day: int = Field(0, ge=0, validation_alias="LIMIT_USER_PER_DAY")
    chat_per_day: int = Field(0, ge=0, validation_alias="LIMIT_CHAT_PER_DAY")
    user_active: int = Field(0, ge=0, validation_alias="LIMIT_USER_ACTIVE")
    queue: int = Field(0, ge=0, validation_alias="LIMIT_QUEUE")
    budget_per_day: Amounts = Field("0", validation_alias="BUDGET_PER_DAY")
    budget_per_month: Amounts = Field("0", validation_alias="BUDGET_PER_MONTH")
    zone: Zone = Field("UTC", validation_alias="TIMEZONE")

    def limits(self, at_account: Mapping[Account, int]) -> Limits:
        """The same as intake takes it, with how many pictures a day each account allows."""
        return Limits(
            person_hour=self.user_per_hour or None,
            person_day=self.user_per_day or None,
            chat_day=self.chat_per_day or None,
            active=self.user_active or None,
            waiting=self.queue or None,
            day=_budget(self.budget_per_day),
            month=_budget(self.budget_per_month),
            at_account=at_account,
            calendar=Calendar(_zone_of(self.zone)),
        )

    def mistakes(self, known: Catalog) -> Iterator[str]:
        """What of the budgets nobody could keep to."""
        accounts = dict.fromkeys(entry.model.account for entry in known.serving)
        for setting, written in (("BUDGET_PER_DAY", self.budget_per_day), ("BUDGET_PER_MONTH", self.budget_per_month)):
            for name in _parts(written):
                if name != _IN_ALL and name not in accounts:
                    yield f"{setting} names the account {name!r}, which is not one of: {', '.join(accounts)}"
            for entry in known.serving:
                if unpriced(_budget(written), entry.model):
                    yield f"{setting} is set, and {entry.model.name} has no price: give it prices in MODELS_FILE"


def _budget(written: str) -> Money:
    amounts = {name: micros(amount) for name, amount in _parts(written).items() if amount}
    in_all = amounts.pop(_IN_ALL, None)
    return Money(in_all, {Account(name): amount for name, amount in amounts.items()})
