"""The SQL of the stores: whole, named, and described beside it."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_BLOCK = re.compile(r"^-- name: (\w+)\n((?:--.*\n)*)((?:(?!-- name:).*\n?)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queries:
    """Every query by name; a name that stands only here or only in the files fails at start."""

    add_request: str
    add_generation: str
    add_account: str
    find_by_key: str
    adopt: str
    poke_to_cancel: str
    resend: str
    asked_in_chat: str

    find_request: str
    lock_request: str
    claim_to_place: str
    claim_to_deliver: str
    claim_to_tell: str
    claimed_requests: str
    free_message: str
    record_request: str
    give_turns: str
    cancel_generations: str
    begin_terms: str
    drop_pictures: str
    pictures_of_request: str
    next_to_place: str
    next_to_deliver: str
    messages_in_chat: str
    placeholders_in_chat: str
    shared_messages: str
    shared_placeholders: str
    full_in_chat: str
    renew_request: str

    known_accounts: str
    touch_to_submit: str
    touch_to_poll: str
    claim_to_submit: str
    claim_to_poll: str
    claimed_batches: str
    poke_to_show: str
    record_leader: str
    record_follower: str
    keep_picture: str
    poke_when_over: str
    take_request: str
    next_to_submit: str
    next_to_poll: str
    queue_position: str
    renew_generation: str

    find_containing: str
    find_shown: str
    find_full: str
    find_latest: str
    history: str
    history_size: str
    matching: str
    forget_shown: str
    find_picture: str
    begin_showing: str
    find_showing: str
    free_full_message: str
    end_showing: str
    undo_showing: str
    keep_question: str
    find_question: str

    find_person: str
    keep_person: str
    find_group: str
    keep_group: str
    move_group: str
    keep_inline_draft: str
    find_inline_draft: str

    raise_alarm: str
    busy: str
    drop_originals: str
    drop_inline_drafts: str
    mend_placing: str
    mend_delivery: str
    mend_news: str
    mend_news_between: str
    mend_held_requests: str
    mend_submission: str
    mend_polling: str
    mend_held_generations: str


@cache
def load() -> Queries:
    """Read the queries from the package's .sql files."""
    scripts = sorted(entry.name for entry in files(__package__).iterdir() if entry.name.endswith(".sql"))
    texts = (files(__package__).joinpath(name).read_text("utf-8") for name in scripts)
    return Queries(**{name: sql.strip().rstrip(";") for text in texts for name, _, sql in _BLOCK.findall(text)})
