"""docs/prompts.md says what the grammar does: its tables and its examples are held against the parser."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.drawing import grammar
from bot.drawing.conditions import Conditions
from bot.drawing.corrections import corrected
from bot.drawing.flags import ALL, SHAPES, Flag
from bot.drawing.values.specs import Draft, Spec
from bot.drawing.values.styles import PRESETS
from bot.providers import catalog

BUILT_IN = catalog.built_in()
DOC = Path(__file__).parents[2].joinpath("docs", "prompts.md").read_text("utf-8")


def table(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    _, _, section = DOC.partition(f"\n{heading}\n")
    rows = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert rows is not None
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[0].splitlines()[2:]]


def code(cell: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)


def commands() -> list[str]:
    """All that may be sent as it stands there."""
    blocks = re.findall(r"^```\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL)
    return [command for block in blocks for command in re.split(r"^/draw ", block, flags=re.MULTILINE)[1:]]


def plain(draft: Draft) -> dict[str, object]:
    """The fields of a draft that are no looks."""
    return {field.name: getattr(draft, field.name) for field in fields(draft)}


def test_the_table_has_every_flag_in_every_spelling() -> None:
    written = [code(cell) for cell, *_ in table("## Flags")]
    assert written == [[f"--{spelling}" for spelling in flag.spellings] for flag in ALL]


def test_the_table_says_what_each_flag_does() -> None:
    assert [about for _, _, about, _ in table("## Flags")] == [flag.about for flag in ALL]


def test_the_table_says_which_flags_take_a_value() -> None:
    assert [value != "—" for _, value, _, _ in table("## Flags")] == [flag.takes_value for flag in ALL]


def test_the_table_says_which_flags_can_do_without_dashes() -> None:
    assert ["=" in example for *_, example in table("## Flags")] == [flag.bare for flag in ALL]


def test_every_flag_has_an_example_and_those_without_dashes_have_two() -> None:
    assert [len(code(row[-1])) for row in table("## Flags")] == [2 if flag.bare else 1 for flag in ALL]


def test_the_document_has_examples_to_send() -> None:
    """A test that finds no example proves nothing."""
    assert len(commands()) == DOC.count("\n/draw ") == 17


@pytest.mark.parametrize(
    ("flag", "example"),
    [(flag, example) for flag, row in zip(ALL, table("## Flags"), strict=True) for example in code(row[-1])],
)
def test_an_example_in_the_table_is_one_of_its_flag(flag: Flag, example: str) -> None:
    assert re.match(rf"(--)?{flag.name}\b", example)
    draft = grammar.parse(example)
    assert {**dict(draft.looks.named()), **plain(draft)}[flag.field] is not None
    assert draft.prompt == ""


@pytest.mark.parametrize("flag", PRESETS)
def test_the_tables_have_every_preset_as_it_is(flag: str) -> None:
    written = [(*code(name), tuple(code(also)), *adds) for name, also, *adds in table(f"### `--{flag}`")]
    assert written == [(preset.name, preset.aliases, preset.english, preset.russian) for preset in PRESETS[flag]]


def test_the_table_has_every_shape() -> None:
    written = [(*code(english + russian), ratio) for english, russian, ratio in table("## Shapes")]
    spelled = {flag.name: flag.spellings for flag in ALL}
    assert written == [(*spelled[name], str(ratio)) for name, ratio in SHAPES.items()]


@pytest.mark.parametrize("command", commands())
def test_every_example_is_drawn(command: str) -> None:
    draft = grammar.parse(command)
    model = BUILT_IN[draft.model or "yandex-art"].model
    assert Spec.of(draft, model).prompt
    assert not re.search("--|=", draft.prompt)


def test_what_a_castle_is_drawn_as_is_true() -> None:
    castle = next(command for command in commands() if command.startswith("a castle"))
    sent = Spec.of(grammar.parse(castle), BUILT_IN["yandex-art"].model).wording
    assert f"is drawn as “{sent}”" in DOC


@pytest.mark.parametrize(("wrong", "right"), [code("".join(row)) for row in table("## When something is wrong")])
def test_the_corrections_are_those_that_people_get(wrong: str, right: str) -> None:
    models = {name: entry.model for name, entry in BUILT_IN.items()}
    correction = corrected(wrong, Conditions(models, None, 4, lambda draft: draft))
    assert correction is not None
    assert correction.text == right
