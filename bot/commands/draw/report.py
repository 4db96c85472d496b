"""What the command says in the end: a line a picture for people, or one JSON object for programs."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from bot.commands.draw.drawing import Drawing, Kept, NotKept
from bot.commands.draw.submission import NoPicture
from bot.drawing.values import shapes
from bot.drawing.values.models import Model
from bot.drawing.values.reasons import Reason
from bot.drawing.values.specs import Spec
from bot.redaction import BY_LOOKS, Redaction
from bot.wording import captions
from bot.wording.lengths import plain
from bot.wording.texts import Locale


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: a name for programs, a sentence for people."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the command ends; without a drawing nothing was asked for. No secret is told of it."""

    code: int
    problems: tuple[Problem, ...]
    drawing: Drawing | None = None
    redaction: Redaction = BY_LOOKS


def print_lines(outcome: Outcome) -> None:
    """A line a picture on stdout, a sentence a problem on stderr."""
    out, err = Console(highlight=False), Console(stderr=True, highlight=False)
    if outcome.drawing:
        for kept in outcome.drawing.kept:
            path, *told = _parts(outcome.drawing, kept)
            shown = (f" · {outcome.redaction(part)}" for part in told)
            out.print(Text.assemble((path, "bold green"), *shown), soft_wrap=True)
    for problem in outcome.problems:
        err.print(Text.assemble(("palitra: ", "red"), outcome.redaction(problem.message)), soft_wrap=True)


def print_json(outcome: Outcome) -> None:
    """One object on stdout."""
    sys.stdout.write(outcome.redaction(json.dumps(_object(outcome), ensure_ascii=False)) + "\n")


def _object(outcome: Outcome) -> dict[str, object]:
    """What is told once of several is the first picture's; ``usd`` is for all of them together."""
    drawing = outcome.drawing
    told = _told(drawing, drawing.kept) if drawing and drawing.kept else {}
    for problem in outcome.problems[:1]:
        told["error"] = {"kind": problem.kind, "message": problem.message}
    return told


def _parts(drawing: Drawing, kept: Kept) -> Iterator[str]:
    model, picture, revised = drawing.model, kept.drawn.picture, kept.drawn.revised_prompt
    yield str(kept.path)
    yield f"{picture.width}×{picture.height}"
    yield f"seed {kept.seed}" if model.seeds else "no seed"
    yield model.title
    yield f"{kept.seconds:.1f} s"
    if (usd := price(model, drawing.spec)) is not None:
        yield f"${usd}"
    if revised:
        yield f"drawn as: {' '.join(revised.split())}"


def price(model: Model, spec: Spec) -> Decimal | None:
    """US dollars for each picture of a spec, where it is known."""
    size = str(spec.size) if spec.size else shapes.fit(model.sizes, spec.ratio).size
    return model.price(size, spec.quality)


def problems(locale: Locale, drawing: Drawing) -> Iterator[Problem]:
    """Why pictures are missing."""
    for missing in drawing.missing:
        yield _problem(locale, missing)
    if not drawing.missing and len(drawing.kept) < drawing.count:
        yield Problem("incomplete", f"only {len(drawing.kept)} of {drawing.count} pictures came")


def interruption(operations: list[str]) -> Problem:
    """What is still being drawn, and paid for, when somebody presses Ctrl-C."""
    if not operations:
        return Problem("interrupted", "stopped; what was asked for may be drawn and paid for all the same")
    return Problem("interrupted", f"stopped, but still being drawn: operation {', '.join(operations)}")


def _problem(locale: Locale, missing: NoPicture | NotKept) -> Problem:
    """Why a picture is missing. Whoever draws here is the operator, who is not to be sent to one."""
    if isinstance(missing, NotKept):
        where = f"; operation {missing.operation_id} still has it" if missing.operation_id else ""
        return Problem("not-written", f"the picture came, but could not be written: {missing.problem}{where}")
    if missing.reason is Reason.UNAVAILABLE:
        return Problem(missing.reason, missing.detail)
    said = plain(captions.reason(locale, missing.reason, operation=missing.operation_id))
    return Problem(missing.reason, f"{said} ({missing.detail})" if missing.detail else said)


def _told(drawing: Drawing, pictures: Sequence[Kept]) -> dict[str, object]:
    model, spec, first = drawing.model, drawing.spec, pictures[0]
    usd = price(model, spec)
    return {
        "model": model.name,
        "prompt": spec.prompt,
        "seed": first.seed if model.seeds else None,
        "ratio": str(spec.ratio),
        "pictures": [_picture(model, kept) for kept in pictures],
        "seconds": round(max(kept.seconds for kept in pictures), 3),
        "revised_prompt": first.drawn.revised_prompt,
        "operation_id": first.operation_id,
        "usd": None if usd is None else float(usd * len(pictures)),
    }


def _picture(model: Model, kept: Kept) -> dict[str, object]:
    picture = kept.drawn.picture
    return {
        "path": str(kept.path),
        "width": picture.width,
        "height": picture.height,
        "mime": picture.mime,
        "seed": kept.seed if model.seeds else None,
        "operation_id": kept.operation_id,
    }
