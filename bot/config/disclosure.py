"""What people may know of the settings: for how long they are remembered, and who sees their words."""

import ipaddress
from urllib.parse import urlsplit

from bot.config.settings import Settings
from bot.drawing.values.terms import Disclosure, Service
from bot.providers.catalog import Catalog
from bot.providers.prompts.wire import is_yandex
from bot.providers.records import YANDEX, Entry

_OWN = ("localhost", ".local", ".internal", ".lan", ".home.arpa")


def disclosure(settings: Settings, catalog: Catalog) -> Disclosure:
    """What is told of these settings, with no address of a private network in it."""
    asked = [(entry.model.title, _who(entry, settings)) for entry in catalog.serving]
    return Disclosure(
        terms=settings.drawing.terms,
        services=tuple(dict.fromkeys(asked)),
        prompts_kept=settings.yandex.data_logging or any(entry.model.account != YANDEX for entry in catalog.serving),
        storage_chat=settings.telegram.storage_chat is not None,
        improver=_improver(settings),
        improver_keeps=settings.yandex.data_logging or not is_yandex(settings.prompts.base_url),
        credits=bool(settings.stars.packs or settings.telegram.owner_ids),
    )


def _who(entry: Entry, settings: Settings) -> str | None:
    """Whom a model is asked of; None for a server of the operator's own."""
    if entry.model.account == YANDEX:
        return "Yandex Cloud"
    host = urlsplit(entry.base_url or settings.openai.base_url).hostname or ""
    return None if _is_own(host) else host


def _improver(settings: Settings) -> Service | None:
    """What improves words, without the folder that its full name may have in it."""
    asked = settings.prompts
    if not asked.is_on:
        return None
    name = asked.model.partition("://")[2].partition("/")[2] or asked.model
    host = urlsplit(asked.base_url).hostname or ""
    who = "Yandex Cloud" if is_yandex(asked.base_url) else host
    return name, None if _is_own(host) else who


def _is_own(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_OWN)
