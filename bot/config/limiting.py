"""What the settings and the records of models allow: pictures and money, of people and of accounts."""

from collections.abc import Mapping

from bot.config.settings import Settings
from bot.drawing.values.budgets import UNLIMITED, Budget
from bot.drawing.values.limits import Limits
from bot.drawing.values.models import Account
from bot.providers.catalog import Catalog
from bot.providers.records import OPENAI, YANDEX


def budgets(settings: Settings, known: Catalog) -> Mapping[Account, Budget]:
    """What may be asked of each account: what its settings say, and its models' records, the stricter of both."""
    told = {YANDEX: settings.yandex.budget, OPENAI: settings.openai.budget}
    for entry in known.serving:
        account = entry.model.account
        told[account] = told.get(account, UNLIMITED).within(entry.budget)
    return told


def limits(settings: Settings, known: Catalog) -> Limits:
    """What people may ask for."""
    days = {account: budget.per_day for account, budget in budgets(settings, known).items()}
    return settings.limits.limits({name: day for name, day in days.items() if day != UNLIMITED.per_day})
