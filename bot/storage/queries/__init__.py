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
    find_tap: str
    lock_person: str
    tap_is_new: str
    adopt: str
    poke_to_cancel: str
    resend: str
    key_is_new: str

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
    find_picture: str
    share: str
    find_share: str
    find_shared: str
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

    stumble_request: str
    put_off_request: str
    put_off_generation: str
    stumble_generation: str
    abandon_request: str
    abandon_batch: str
    abandon_stopping: str
    poke_request_of: str
    lock_request_of: str
    mend_request: str
    mend_generations: str
    free_requests: str
    free_generations: str

    raise_alarm: str
    busy: str
    mend_placing: str
    mend_delivery: str
    mend_news: str
    mend_news_between: str
    mend_held_requests: str
    mend_submission: str
    mend_polling: str
    mend_held_generations: str

    kept_about: str
    requests_of_person: str
    drafts_of_person: str
    live_of_person: str
    over_of_person: str
    left_of_person: str
    key_of_request: str
    keep_tallies: str
    keep_past_key: str
    keep_full_copies: str
    forget_request: str
    say_farewell: str
    forget_choices: str
    forget_questions: str
    forget_drafts: str
    keep_blocked: str
    live_in_private: str
    end_unreachable: str

    drop_originals: str
    drop_inline_drafts: str
    drop_questions: str
    drop_people: str
    drop_tallies: str
    drop_past_keys: str
    old_requests: str
    farewells: str
    end_farewell: str
    keep_copy: str
    copies_left: str
    drop_copy: str
    put_off_copy: str

    count_more: str
    has_room: str
    has_room_to_postpone: str
    share_is_fair: str
    add_charges: str
    tell_left: str
    used: str
    lock_counts: str
    give_back: str
    count_no_more: str
    charge_elsewhere: str
    end_charges: str
    request_of: str
    postpone: str
    postponed_until: str
    end_postponing: str
    end_postponing_when_over: str
    put_off: str
    begin_request: str
    begin_generations: str
    turn_away: str
    drop_older: str
    find_turned_away: str
    latest_turned_away: str
    forget_turned_away: str
    drop_turned_away: str
    drop_counts: str

    count_one_more: str
    count_one_less: str

    keep_answer: str
    find_answer: str
    forget_answers: str
    drop_answers: str
    waiting_in_chat: str
    take_back_questions: str

    begin_removal: str
    undo_removal: str
    find_removal: str
    due_removals: str
    end_removal: str
    put_off_removal: str

    lock_credits: str
    add_entry: str
    tell_paid: str
    return_credits: str
    credits_of: str
    entries_of: str
    find_entry: str
    lock_buyer: str
    add_refund: str
    takes_entries: str
    compared_so_far: str
    compare_on: str

    keep_outcomes: str
    oldest_outcome: str
    lock_folding: str
    take_outcomes: str
    fold_numbers: str
    fold_times: str
    fold_last_seen: str
    fold_people: str
    keep_last_days: str
    end_fold: str
    numbers_since: str
    times_since: str
    last_day_of: str
    forget_last_day: str
    drop_last_days: str
    drop_numbers: str
    drop_times: str

    is_open: str
    closings: str
    close_to_requests: str
    open_to_requests: str
    find_operation: str
    life_of: str
    over_since: str
    reached_people: str
    next_people: str
    prepare_broadcast: str
    find_broadcast: str
    begin_broadcast: str
    stop_broadcast: str
    cancel_broadcast: str
    claim_broadcast: str
    record_broadcast: str
    put_off_broadcast: str
    end_broadcast: str
    drop_broadcasts: str


@cache
def load() -> Queries:
    """Read the queries from the package's .sql files."""
    scripts = sorted(entry.name for entry in files(__package__).iterdir() if entry.name.endswith(".sql"))
    texts = (files(__package__).joinpath(name).read_text("utf-8") for name in scripts)
    return Queries(**{name: sql.strip().rstrip(";") for text in texts for name, _, sql in _BLOCK.findall(text)})
