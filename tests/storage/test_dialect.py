"""What is written once for both databases, as PostgreSQL reads it."""

import pytest

from bot.storage.drivers.dialect import Query, to_postgresql

TRANSLATED = {
    "no parameter": ("SELECT 1", "SELECT 1", ()),
    "each is numbered": ("SELECT :a, :b", "SELECT $1, $2", ("a", "b")),
    "one that is named twice is one": ("SELECT :a, :b, :a", "SELECT $1, $2, $1", ("a", "b")),
    "a name that begins like another": ("SELECT :due, :due_at", "SELECT $1, $2", ("due", "due_at")),
    "beside brackets and commas": ("f(:a,:b)=:c", "f($1,$2)=$3", ("a", "b", "c")),
    "not in a string": ("SELECT ':a', 'it''s :a', :a", "SELECT ':a', 'it''s :a', $1", ("a",)),
    "not in a quoted name": ('SELECT ":a" = :a', 'SELECT ":a" = $1', ("a",)),
    "not in a comment": ("SELECT 1 -- :a\n, /* :b\n */ :c", "SELECT 1 -- :a\n, /* :b\n */ $1", ("c",)),
    "a comment with an apostrophe": ("SELECT 1 -- it's\n, :a", "SELECT 1 -- it's\n, $1", ("a",)),
    "not a cast": ("SELECT :a::text", "SELECT $1::text", ("a",)),
    "PostgreSQL's own part": ("LIMIT :n /*postgresql: FOR UPDATE*/)", "LIMIT $1 FOR UPDATE)", ("n",)),
    "SQLite's own part": ("ON t /*sqlite*/BEGIN SELECT :a; END/*end*/ :b", "ON t  $1", ("b",)),
    "the schema's types": (
        "CREATE TABLE t (a INTEGER, b BLOB NOT NULL, c REAL, d TEXT) STRICT",
        "CREATE TABLE t (a BIGINT, b BYTEA NOT NULL, c DOUBLE PRECISION, d TEXT) ",
        (),
    ),
    "no type in a string or a name": ("SELECT 'BLOB', INTEGERS, blob", "SELECT 'BLOB', INTEGERS, blob", ()),
}


@pytest.mark.parametrize(("written", "sql", "parameters"), TRANSLATED.values(), ids=TRANSLATED)
def test_a_statement_is_translated(written: str, sql: str, parameters: tuple[str, ...]) -> None:
    assert to_postgresql(written) == Query(sql, parameters)


def test_a_statement_is_translated_once() -> None:
    assert to_postgresql("SELECT :once") is to_postgresql("SELECT :once")
