"""What the texts take: the arguments of each, and the worst that somebody could make of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from fluent.syntax import FluentParser, ast

PLURALS = {"zero", "one", "two", "few", "many", "other"}
LONGEST = 32000
"""Characters of the longest prompt that any model reads."""

WORST = {
    name: (piece * LONGEST)[:LONGEST]
    for name, piece in {
        "ampersands": "&",
        "tags": "<b>",
        "end tags": "</code>",
        "entities": "&amp;",
        "emoji": "😀",
        "joined people": "👨‍👩‍👧‍👦",
        "combining marks": "e\u0301\u0301",
        "right to left": "\u202eשלום ",
        "newlines": "\n",
        "marks of slots": "\ue000prompt\ue001",
    }.items()
}
"""Texts that escaping, Telegram's count, or a careless cut makes longest."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a text: ``words`` is what it is chosen by, and whether it is a number, or a time."""

    words: frozenset[str]
    counts: bool
    is_time: bool = False


@cache
def arguments(language: str) -> Mapping[str, Mapping[str, Argument]]:
    """Every message of a locale file with what it takes."""
    source = files("bot.wording").joinpath("locales", f"{language}.ftl").read_text("utf-8")
    messages = {entry.id.name: entry for entry in FluentParser().parse(source).body if isinstance(entry, ast.Message)}
    return {name: _arguments(message, messages) for name, message in messages.items()}


def _arguments(message: ast.Message, messages: Mapping[str, ast.Message]) -> Mapping[str, Argument]:
    keys: defaultdict[str, set[str]] = defaultdict(set)
    within = (messages[node.id.name] for node in nodes(message) if isinstance(node, ast.MessageReference))
    whole = list(chain(nodes(message), *map(nodes, within)))
    times = {variable for node in whole if isinstance(node, ast.FunctionReference) for variable in dated(node)}
    for node in whole:
        if isinstance(node, ast.VariableReference):
            keys[node.id.name].update()
        elif isinstance(node, ast.SelectExpression) and isinstance(node.selector, ast.VariableReference):
            keys[node.selector.id.name].update(variant_keys(node))
    return {name: _argument(chosen, is_time=name in times) for name, chosen in keys.items()}


def dated(function: ast.FunctionReference) -> Iterator[str]:
    """What a function writes as a date."""
    for argument in function.arguments.positional if function.id.name == "DATETIME" else ():
        if isinstance(argument, ast.VariableReference):
            yield argument.id.name


def _argument(keys: set[str], *, is_time: bool) -> Argument:
    words = {key for key in keys - PLURALS if not key.isdecimal()}
    return Argument(frozenset(words), counts=bool(keys) and not words, is_time=is_time)


def variant_keys(select: ast.SelectExpression) -> Iterator[str]:
    """What a text chooses among."""
    for variant in select.variants:
        yield variant.key.name if isinstance(variant.key, ast.Identifier) else variant.key.value


def nodes(node: ast.BaseNode) -> Iterator[ast.BaseNode]:
    """A node of a locale file and all that is in it."""
    yield node
    for value in vars(node).values():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.BaseNode):
                yield from nodes(child)
