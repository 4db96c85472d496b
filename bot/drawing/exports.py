"""What is kept about somebody, as one file for themselves: what it says, and the pictures that are kept."""

import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from bot.drawing.values.credits import Entry
from bot.drawing.values.generations import Generation
from bot.drawing.values.people import InlineDraft, Person
from bot.drawing.values.pictures import Picture
from bot.drawing.values.requests import Request

LIMIT = 45 * 1024 * 1024
"""Bytes of pictures in one file: bots may send 50 MB."""

WORDS = "palitra.json"
"""The file in it that says everything."""


@dataclass(slots=True)
class Collected:
    """What goes into the file; pictures by their names in it. ``left_out`` are those it has no room for.

    ``last_day`` is that on which they were seen last, as it is known for the statistics.
    """

    requests: list[dict[str, Any]] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    left_out: int = 0
    size: int = 0
    last_day: date | None = None

    def add(self, request: Request, pictures: Mapping[int, Picture]) -> None:
        """Take a request with its pictures, as far as there is room."""
        names: dict[int, str] = {}
        for position, picture in sorted(pictures.items()):
            if self.size + len(picture.data) > LIMIT:
                self.left_out += 1
                continue
            names[position] = _name(request, position, picture)
            self.pictures[names[position]] = picture.data
            self.size += len(picture.data)
        self.requests.append(_told(request, names))


@dataclass(frozen=True, slots=True)
class Export:
    """The file, and how much is in it."""

    data: bytes = field(repr=False)
    requests: int
    pictures: int
    left_out: int


def packed(person: Person, drafts: Sequence[InlineDraft], entries: Sequence[Entry], collected: Collected) -> Export:
    """All of it in one zip archive."""
    words = {
        "person": _chosen(person),
        "seen last, for the numbers of people": None if collected.last_day is None else collected.last_day.isoformat(),
        "typed inline": [draft.text for draft in drafts],
        "bought and given": [_entry(entry) for entry in entries],
        "requests": collected.requests,
        "pictures left out, for the file would be too big": collected.left_out,
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        text = json.dumps(words, ensure_ascii=False, indent=1)
        archive.writestr(WORDS, text.encode("utf-8", "replace"), zipfile.ZIP_DEFLATED)
        for name, data in collected.pictures.items():
            archive.writestr(name, data)
    return Export(out.getvalue(), len(collected.requests), len(collected.pictures), collected.left_out)


def _name(request: Request, position: int, picture: Picture) -> str:
    suffix = picture.mime.removeprefix("image/")
    return f"pictures/{request.accepted_at:%Y-%m-%d}-{request.of(position).id.hex}.{suffix}"


def _chosen(person: Person) -> dict[str, Any]:
    return {
        "telegram id": person.user_id,
        "model": person.model,
        "shape": None if person.ratio is None else str(person.ratio),
        "style": person.style,
        "language": person.language,
        "pictures come as files": person.as_file,
        "opened the chat": person.started,
        "links are opened": person.sharing,
        "asked before replies are drawn": person.asks,
    }


def _told(request: Request, names: Mapping[int, str]) -> dict[str, Any]:
    """Everything about a request; what was not chosen is left out."""
    spec, origin = request.spec, request.origin
    told = {
        "id": str(request.id),
        "accepted": _time(request.accepted_at),
        "delivered": _time(request.delivered_at),
        "status": request.status.value,
        "reason": request.reason,
        "chat": origin.chat_id,
        "message": origin.message_id,
        "topic": origin.thread_id,
        "inline message": origin.inline_message_id,
        "answer": request.placeholder,
        "language": origin.language,
        "words": spec.prompt,
        "model": spec.model,
        "shape": str(spec.ratio),
        "size": None if spec.size is None else str(spec.size),
        "quality": spec.quality,
        **dict(spec.looks.named()),
        "file": spec.as_file,
        "spoiler": spec.spoiler,
    }
    pictures = [_picture(one, names.get(one.position)) for one in request.generations]
    return dict(_set(told.items())) | {"pictures": pictures}


def _picture(one: Generation, name: str | None) -> dict[str, Any]:
    told = {
        "id": str(one.id),
        "seed": one.seed,
        "status": one.status.value,
        "reason": one.reason,
        "drawn": _time(one.drawn_at),
        "drawn by": one.stand_in,
        "operation": one.operation_id,
        "drawn as": one.revised_prompt,
        "file": name,
    }
    return dict(_set(told.items()))


def _entry(entry: Entry) -> dict[str, Any]:
    told = {"at": _time(entry.at), "kind": entry.kind.value, "for": entry.cause, "pictures": entry.pictures}
    return told | ({"stars": entry.stars} if entry.stars else {})


def _set(fields: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, value in fields if value is not None)


def _time(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat(timespec="seconds")
