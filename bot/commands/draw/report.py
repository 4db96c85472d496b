"""What the command says in the end: a line a picture for people, or one JSON object for programs."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from bot.commands.draw.easel import NoPicture
from bot.commands.draw.session import Kept, NotKept, Session
from bot.drawing.values import shapes
from bot.drawing.values.generations import Reason
from bot.drawing.values.models import Model
from bot.drawing.values.specs import Request
from bot.wording.lengths import plain
from bot.wording.texts import LANGUAGES, Texts


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: a name for programs, a sentence for people."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the command ends; without a session nothing was asked for."""

    code: int
    problems: tuple[Problem, ...]
    session: Session | None = None


def print_lines(outcome: Outcome) -> None:
    """A line a picture on stdout, a sentence a problem on stderr."""
    out, err = Console(highlight=False), Console(stderr=True, highlight=False)
    if outcome.session:
        for kept in outcome.session.kept:
            path, *told = _parts(outcome.session.model, kept)
            out.print(Text.assemble((path, "bold green"), *(f" · {part}" for part in told)), soft_wrap=True)
    for problem in outcome.problems:
        err.print(Text.assemble(("palitra: ", "red"), problem.message), soft_wrap=True)


def print_json(outcome: Outcome) -> None:
    """One object on stdout."""
    sys.stdout.write(json.dumps(_object(outcome), ensure_ascii=False) + "\n")


def _object(outcome: Outcome) -> dict[str, object]:
    """The fields of a request are those of the first picture; ``usd`` is for all of them together."""
    session = outcome.session
    told = _told(session.model, session.kept) if session and session.kept else {}
    for problem in outcome.problems[:1]:
        told["error"] = {"kind": problem.kind, "message": problem.message}
    return told


def _parts(model: Model, kept: Kept) -> Iterator[str]:
    drawn, picture = kept.drawn, kept.picture
    yield str(kept.path)
    yield f"{picture.width}×{picture.height}"
    yield f"seed {drawn.request.seed}" if model.seeds else "no seed"
    yield model.title
    yield f"{drawn.seconds:.1f} s"
    if (usd := price(model, drawn.request)) is not None:
        yield f"${usd}"
    if drawn.revised_prompt:
        yield f"drawn as: {' '.join(drawn.revised_prompt.split())}"


def price(model: Model, request: Request) -> Decimal | None:
    """US dollars for each picture of a request, where it is known."""
    size = str(request.size) if request.size else shapes.fit(model.sizes, request.ratio).size
    return model.price(size, request.quality)


def problems(session: Session) -> Iterator[Problem]:
    """Why pictures are missing."""
    yield from map(_problem, session.missing)
    if not session.missing and len(session.kept) < session.count:
        yield Problem("incomplete", f"only {len(session.kept)} of {session.count} pictures came")


def interruption(operations: list[str]) -> Problem:
    """What is still being drawn, and paid for, when somebody presses Ctrl-C."""
    if not operations:
        return Problem("interrupted", "stopped; what was asked for may be drawn and paid for all the same")
    return Problem("interrupted", f"stopped, but still being drawn: operation {', '.join(operations)}")


def _problem(missing: NoPicture | NotKept) -> Problem:
    """Why a picture is missing. Whoever draws here is the operator, who is not to be sent to one."""
    if isinstance(missing, NotKept):
        where = f"; operation {missing.operation_id} still has it" if missing.operation_id else ""
        return Problem("not-written", f"the picture came, but could not be written: {missing.problem}{where}")
    if missing.reason is Reason.UNAVAILABLE:
        return Problem(missing.reason, missing.detail)
    operation = missing.operation_id or "–"
    said = plain(Texts().get(LANGUAGES[0], f"reason-{missing.reason}", operation=operation))
    return Problem(missing.reason, f"{said} ({missing.detail})" if missing.detail else said)


def _told(model: Model, pictures: Sequence[Kept]) -> dict[str, object]:
    drawn = pictures[0].drawn
    usd = price(model, drawn.request)
    return {
        "model": model.name,
        "prompt": drawn.request.prompt,
        "seed": drawn.request.seed if model.seeds else None,
        "ratio": str(drawn.request.ratio),
        "pictures": [_picture(model, kept) for kept in pictures],
        "seconds": round(max(kept.drawn.seconds for kept in pictures), 3),
        "revised_prompt": drawn.revised_prompt,
        "operation_id": drawn.operation_id,
        "usd": None if usd is None else float(usd * len(pictures)),
    }


def _picture(model: Model, kept: Kept) -> dict[str, object]:
    picture, drawn = kept.picture, kept.drawn
    return {
        "path": str(kept.path),
        "width": picture.width,
        "height": picture.height,
        "mime": picture.mime,
        "seed": drawn.request.seed if model.seeds else None,
        "operation_id": drawn.operation_id,
    }
