"""What is done about words: those that are too many, that no model may be told, or that weigh too much."""

import re
from dataclasses import replace

from bot.drawing import grammar
from bot.drawing.conditions import Conditions
from bot.drawing.mends import edits
from bot.drawing.pieces import NEGATIONS, Piece, Pieces
from bot.drawing.values import markup, parts, styles
from bot.errors import MarkupRefused, NegationUnsupported, PromptTooLong, RequestError, WeightInvalid


def in_words(given: Pieces, error: NegationUnsupported, _conditions: Conditions) -> Pieces:
    """What is not to be drawn, said in words: no snow, no people; без снега."""
    at = next(at for at, piece in enumerate(given) if (piece.name or "").lower() in NEGATIONS)
    others = (*given[:at], *given[at + 1 :])
    unwanted = [word for word in (one.strip() for one in re.split("[,;]", error.words)) if word]
    prompt = edits.prompt(others)
    if not unwanted or not prompt:
        return others
    if styles.is_russian(f"{prompt} {error.words}"):
        denied = f"без {' и '.join(unwanted)}" if given[at].name == "без" else f"без: {', '.join(unwanted)}"
    else:
        denied = ", ".join(f"no {word}" for word in unwanted)
    return edits.worded(others, f"{prompt.rstrip(' ,.;')}, {denied}")


def weights(given: Pieces, _error: WeightInvalid, _conditions: Conditions) -> Pieces:
    """The nearest weight that may be; what is to weigh nothing is left out, or said to be unwanted."""
    read = parts.read(edits.prompt(given))
    wanted = [replace(part, weight=min(max(part.weight, parts.LEAST), parts.MOST)) for part in read if part.weight > 0]
    unwanted = [part.text for part in read if part.weight < 0]
    kept = edits.worded(given, " ".join(f"{part.text}::{part.written_weight}" for part in wanted))
    if not unwanted or not wanted:
        return kept
    return (*kept, Piece(("--no", *", ".join(unwanted).split()), "no", ", ".join(unwanted)))


def plain(given: Pieces, _error: MarkupRefused, _conditions: Conditions) -> Pieces:
    """Without the commands."""
    return edits.worded(given, markup.removed(edits.prompt(given)))


def shorter(given: Pieces, _error: PromptTooLong, conditions: Conditions) -> Pieces:
    """As much as the model reads, to the end of a word where there are any."""
    prompt = edits.prompt(given)
    fewest, most = 0, len(prompt) - 1
    while fewest < most:
        middle = (fewest + most + 1) // 2
        if _is_short(edits.worded(given, prompt[:middle]), conditions):
            fewest = middle
        else:
            most = middle - 1
    beginning = prompt[:fewest] if prompt[fewest : fewest + 1] == " " else prompt[:fewest].rpartition(" ")[0]
    return edits.worded(given, (beginning or prompt[:fewest]).rstrip(" ,.;:—-"))


def _is_short(given: Pieces, conditions: Conditions) -> bool:
    try:
        conditions.spec(grammar.draft_of(given))
    except PromptTooLong:
        return False
    except RequestError:
        return True
    return True
