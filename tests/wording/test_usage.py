"""Every text is used, and every text that is used is there."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from bot.drawing.policy.talk import Talk
from bot.drawing.values.incidents import Incident
from bot.drawing.values.reasons import TROUBLES, Reason
from bot.drawing.values.statistics import Span
from bot.drawing.values.styles import PRESETS
from bot.telegram.inbound import menu_commands
from bot.telegram.inbound.handlers import groups, settings
from bot.wording import charts, helping, owner
from bot.wording.captions import WHY
from bot.wording.keyboards import Action
from bot.wording.owner import HOW, Broadcasted, OwnerPage
from bot.wording.texts import LANGUAGES, name_of
from tests.wording.examples import EXAMPLES, messages

UNNAMED = {Action.RATIO, Action.STYLE, Action.SHOW, Action.AGAIN_ALL}
"""Actions whose buttons are called by what is chosen, by a number, or as another one."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_used_and_every_text_that_is_used_is_there(language: str) -> None:
    code = "".join(path.read_text() for path in Path(str(files("bot"))).rglob("*.py"))
    called = set(re.findall(r"""(?:say\(|_fitted\(\s*locale, )"([\w-]+)\"""", code))
    quoted = set(re.findall(r'"([\w-]+)"', code))
    built = {
        *(f"button-{action}" for action in Action if action not in UNNAMED),
        *(f"button-{way}" for way in ("newer", "older")),
        *(f"help-{topic}" for topic in helping.TOPICS),
        *(f"button-help-{topic}" for topic in helping.TOPICS),
        *(f"reason-{reason}" for reason in Reason if reason is not Reason.CANCELLED),
        *(f"why-{reason}" for reason in WHY),
        *(f"incident-{incident}" for incident in Incident),
        *(f"trouble-{trouble}" for trouble in TROUBLES),
        *(f"command-{name}" for _, names in menu_commands.COMMANDS.values() for name in names),
        *(f"command-{name}" for name in (*menu_commands.SOLD, *menu_commands.OWNERS)),
        *(f"button-owner-{page}" for page in OwnerPage if page is not OwnerPage.MENU),
        *(f"owner-how-{page}" for page in HOW),
        *(f"button-broadcast-{deed}" for deed in Broadcasted),
        *(f"stats-{name}" for name in (*Span, *owner.ROWS)),
        *(f"chart-{name}" for name in charts.NAMES),
        *(f"give-back-{when}-unbooked" for when in ("ask", "done")),
        *(f"setting-{name}" for name in (*settings.FIELDS, *groups.FIELDS)),
        *(f"form-{value}" for value in ("photo", "file")),
        *(f"links-{value}" for value in ("open", "closed")),
        *(f"draws-{value}" for value in ("everybody", "admins")),
        *(f"spoiler-{value}" for value in ("no", "yes")),
        *(f"asks-{value}" for value in ("yes", "no")),
        *(f"talk-{one}" for one in Talk if one.is_talk and one not in (Talk.HELP, Talk.CALL_OFF)),
        *(f"kind-{kind}" for kind in PRESETS),
        *map(name_of, EXAMPLES),
    }
    texts = messages(language)
    there = set(texts)
    parts = {name for placeables in texts.values() for name in placeables if not name.startswith("$")}
    assert called | built <= there
    assert there <= quoted | built | parts
