"""Telegram's HTML: entities in UTF-16 units, and its complaints about markup."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import MessageEntity
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram_api import ALICE
from sandbox.telegram_api.entities import Formatted, parse_html, utf16_length
from sandbox.telegram_api.errors import ApiError
from sandbox.telegram_api.formatting import formatted, trimmed, with_found
from tests.sandbox.conftest import refuses


def entity(kind: str, offset: int, length: int, **more: object) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b><strong>b</strong>", "ab", [entity("bold", 0, 1), entity("bold", 1, 1)]),
        ("<i>a</i><em>b</em>", "ab", [entity("italic", 0, 1), entity("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike>", "ab", [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1)]),
        ("<del>a</del>", "a", [entity("strikethrough", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        ("<code>a</code>", "a", [entity("code", 0, 1)]),
        ('<code class="language-python">a</code>', "a", [entity("code", 0, 1)]),
        ("<pre>a</pre>", "a", [entity("pre", 0, 1)]),
        ('<pre><code class="language-python">a</code></pre>', "a", [entity("pre", 0, 1, language="python")]),
        ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5">a</tg-emoji>', "a", [entity("custom_emoji", 0, 1, custom_emoji_id="5")]),
        ('<a href="https://a.b/?c&amp;d">e</a>', "e", [entity("text_link", 0, 1, url="https://a.b/?c&d")]),
        ("<a href='https://a.b'>e</a>", "e", [entity("text_link", 0, 1, url="https://a.b")]),
        ("<a>a.b</a>", "a.b", [entity("text_link", 0, 3, url="http://a.b/")]),
        ('<a href="nowhere">e</a>', "e", []),
        ('<a href="tg://user?id=7">e</a>', "e", [entity("text_mention", 0, 1, user={"id": 7})]),
        ("🦊<b>🦊 a</b>", "🦊🦊 a", [entity("bold", 2, 4)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<B>a</B>", "a", [entity("bold", 0, 1)]),
        ("<b>a</>", "a", [entity("bold", 0, 1)]),
        ("<b></b>", "", []),
        ("&lt;&gt;&amp;&quot;&#65;&#x42;", '<>&"AB', []),
        ("&nbsp; &unknown; & &#0;", "&nbsp; &unknown; & &#0;", []),
        ("a > b", "a > b", []),
    ],
)
def test_markup_becomes_text_and_entities(markup: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_html(markup) == Formatted(text, tuple(entities))


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("ж<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("🦊<b", "Unclosed start tag at byte offset 4"),
        ("<", "Unclosed start tag at byte offset 0"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=x!y>a</a>", "Unexpected end of name token at byte offset 8"),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(markup: str, complaint: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(markup)
    assert caught.value.description == f"Bad Request: can't parse entities: {complaint}"


async def test_the_bot_is_told_what_is_wrong_with_its_markup(bot: Bot) -> None:
    with refuses('Bad Request: can\'t parse entities: Unsupported start tag "prompt" at byte offset 5'):
        await bot.send_message(ALICE, "draw <prompt>", parse_mode="HTML")


@given(st.text(alphabet="a<>&;#\"'ж🦊", max_size=40))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped) == Formatted(text)


@given(st.text(alphabet="<>/&;#=\"' abpre🦊", max_size=40))
def test_any_markup_is_parsed_or_refused(markup: str) -> None:
    try:
        parsed = parse_html(markup)
    except ApiError:
        return
    assert all(one["offset"] + one["length"] <= utf16_length(parsed.text) for one in parsed.entities)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/draw a fox", [entity("bot_command", 0, 5)]),
        ("🦊 /draw@some_bot x", [entity("bot_command", 3, 14)]),
        ("a/draw 1/2 //x", []),
        ("see https://example.org/a?b.", [entity("url", 4, 23)]),
        ("hello @someone, a@b.c", [entity("mention", 6, 8)]),
        ("#fox #1", [entity("hashtag", 0, 4)]),
        ("https://example.org/#fox", [entity("url", 0, 24)]),
    ],
)
def test_telegram_finds_entities_by_itself(text: str, entities: list[dict[str, Any]]) -> None:
    assert with_found(Formatted(text)).entities == tuple(entities)


def test_nothing_is_found_inside_code() -> None:
    assert formatted("<code>/draw @x #y</code>", "HTML", None, {}).entities == (entity("code", 0, 11),)


def test_trimming_moves_entities_along() -> None:
    raw = Formatted(" 🦊 ab \n", (entity("bold", 0, 4), entity("italic", 4, 2), entity("code", 6, 2)))
    assert trimmed(raw) == Formatted("🦊 ab", (entity("bold", 0, 3), entity("italic", 3, 2)))


async def test_entities_can_be_given_outright(bot: Bot) -> None:
    sent = await bot.send_message(ALICE, "🦊 bold", entities=[MessageEntity(type="bold", offset=3, length=4)])
    assert sent.entities
    assert [(one.type, one.offset, one.length) for one in sent.entities] == [("bold", 3, 4)]


async def test_a_known_person_is_mentioned_by_id_and_a_stranger_is_not(bot: Bot) -> None:
    markup = f'<a href="tg://user?id={ALICE}">Alice</a> <a href="tg://user?id=5">nobody</a>'
    sent = await bot.send_message(ALICE, markup, parse_mode="HTML")
    assert sent.entities
    assert [one.user.first_name for one in sent.entities if one.user] == ["Alice"]
