"""What a prompt says is not to be there: "no clouds or birds", "a fox, not red", "без людей и машин"."""

from collections.abc import Sequence

from sandbox.painter.words import Found

#: How many words may stand between a denial and what it denies.
REACH = 2
#: A word that alone between two nouns makes the denial hold for both.
JOINTS = frozenset({"and", "or", "nor", "и", "или"})
#: What is said about a noun on the way to it, and is denied with it.
ATTRIBUTES = frozenset({"color", "number"})


def denied(found: Sequence[Found], tokens: Sequence[str]) -> frozenset[Found]:
    """Everything that a denial before it takes back, the denials themselves included."""
    telling = [one for one in found if one.concept.kind != "filler"]
    taken: set[Found] = set()
    for place, one in enumerate(telling):
        if one.concept.kind == "denial":
            taken |= {one, *_after(one, telling[place + 1 :], tokens)}
    return frozenset(taken)


def _after(denial: Found, following: Sequence[Found], tokens: Sequence[str]) -> list[Found]:
    """The noun that follows a denial with what is said about it, and the nouns joined to that one."""
    taken: list[Found] = []
    before, named = denial, False
    for one in following:
        between = tokens[before.end : one.start]
        joined = len(between) == 1 and between[0] in JOINTS
        if one.concept.kind == "denial" or len(between) > REACH or (named and not joined):
            break
        taken.append(one)
        before, named = one, one.concept.kind not in ATTRIBUTES
    return taken
