"""What people and groups chose, were asked, and typed."""

from datetime import datetime
from uuid import UUID

from bot.drawing.values.groups import Group, Quiet
from bot.drawing.values.people import InlineDraft, Person, Question
from bot.drawing.values.requests import MessageAddress
from bot.drawing.values.shapes import AspectRatio
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Row


def address(message: MessageAddress) -> dict[str, object]:
    """The columns that name a message."""
    return {"chat_id": message.chat_id, "message_id": message.message_id}


def columns_of_question(question: Question, asked: MessageAddress, now: datetime) -> dict[str, object]:
    """The columns of what a message asks."""
    return address(asked) | {
        "user_id": question.user_id,
        "generation_id": None if question.generation_id is None else str(question.generation_id),
        "asked_at": to_stamp(now),
        "whole": int(question.whole),
    }


def question(row: Row) -> Question:
    """What a message of the bot's asked."""
    generation_id = row["generation_id"]
    return Question(
        user_id=row["user_id"],
        generation_id=None if generation_id is None else UUID(generation_id),
        whole=bool(row["whole"]),
    )


def columns_of_draft(draft: InlineDraft, now: datetime) -> dict[str, object]:
    """The columns of what somebody typed inline."""
    return {"key": draft.key, "user_id": draft.user_id, "text": draft.text, "kept_at": to_stamp(now)}


def inline_draft(row: Row) -> InlineDraft:
    """What somebody typed inline."""
    return InlineDraft(key=row["key"], user_id=row["user_id"], text=row["text"])


def columns_of_person(person: Person) -> dict[str, object]:
    """The columns of what somebody chose."""
    return {
        "user_id": person.user_id,
        "model": person.model,
        "ratio": None if person.ratio is None else str(person.ratio),
        "style": person.style,
        "language": person.language,
        "as_file": int(person.as_file),
        "started": int(person.started),
        "sharing": int(person.sharing),
        "asks": int(person.asks),
    }


def person(row: Row) -> Person:
    """What somebody chose, as it stands in the database."""
    ratio = row["ratio"]
    return Person(
        user_id=row["user_id"],
        model=row["model"],
        ratio=None if ratio is None else AspectRatio.of(ratio),
        style=row["style"],
        language=row["language"],
        as_file=bool(row["as_file"]),
        started=bool(row["started"]),
        sharing=bool(row["sharing"]),
        asks=bool(row["asks"]),
    )


def columns_of_group(group: Group) -> dict[str, object]:
    """The columns of what a group's admins chose."""
    return {
        "chat_id": group.chat_id,
        "admins_only": int(group.admins_only),
        "model": group.model,
        "language": group.language,
        "daily": group.daily,
        "quiet_begin": group.quiet.begin if group.quiet else None,
        "quiet_end": group.quiet.end if group.quiet else None,
        "zone": group.zone,
        "spoiler": int(group.spoiler),
    }


def group(row: Row) -> Group:
    """What a group's admins chose, as it stands in the database."""
    begin, end = row["quiet_begin"], row["quiet_end"]
    return Group(
        chat_id=row["chat_id"],
        admins_only=bool(row["admins_only"]),
        model=row["model"],
        language=row["language"],
        daily=row["daily"],
        quiet=None if begin is None else Quiet(begin, end),
        zone=row["zone"],
        spoiler=bool(row["spoiler"]),
    )
