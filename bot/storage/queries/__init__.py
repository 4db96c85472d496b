"""The SQL of the store: whole, named, and described beside it."""

import re
from dataclasses import dataclass
from importlib.resources import files

_BLOCK = re.compile(r"^-- name: (\w+)\n((?:--.*\n)*)((?:(?!-- name:).*\n?)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queries:
    """Every query by name; a name that stands only here or only in the files fails at start."""

    add: str
    find_by_source: str
    touch_budget: str
    claim_to_submit: str
    claim_to_poll: str
    claim_to_deliver: str
    claim_unplaced: str
    claim_waiting: str
    next_due: str
    record: str
    find: str
    newest_before: str
    known_after: str
    cancel: str
    resend: str
    keep_picture: str
    find_picture: str
    drop_picture: str
    find_shown: str
    latest: str
    history: str
    history_size: str
    forget_shown: str
    place_in_queue: str
    busy: str
    drop_old_pictures: str
    find_person: str
    keep_person: str
    keep_question: str
    find_question: str
    raise_alarm: str
    keep_sketch: str
    find_sketch: str
    drop_old_sketches: str
    matching: str
    find_group: str
    keep_group: str
    move_group: str
    asked_in_chat: str


def load() -> Queries:
    """Read the queries from the package's .sql files."""
    scripts = sorted(entry.name for entry in files(__package__).iterdir() if entry.name.endswith(".sql"))
    texts = (files(__package__).joinpath(name).read_text("utf-8") for name in scripts)
    return Queries(**{name: sql.strip().rstrip(";") for text in texts for name, _, sql in _BLOCK.findall(text)})
