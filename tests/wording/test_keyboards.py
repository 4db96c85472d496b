"""What stands under messages: which buttons, and what they carry."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request, RequestStatus
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import MAX_SEED, Looks
from bot.wording import keyboards, picture_menus
from bot.wording.keyboards import Action, Press, Undo
from bot.wording.picture_menus import Topic
from bot.wording.texts import Locales
from tests.drawing.builders import (
    BATCHING,
    MODEL,
    delivered,
    generation,
    generation_id,
    generations,
    origin,
    placed,
    request,
    spec,
)

LOCALES = Locales()
EN, RU = LOCALES.of("en"), LOCALES.of("ru")
MODELS = {MODEL.name: MODEL, BATCHING.name: BATCHING}
DRAWN, FAILED, PENDING = GenerationStatus.DRAWN, GenerationStatus.FAILED, GenerationStatus.PENDING
INLINE = origin(inline_message_id="inline", message_id=0)
USERNAME = "palitra_bot"


def labels(markup: InlineKeyboardMarkup | None) -> list[list[str]]:
    """What people read on the buttons, row by row."""
    return [[button.text for button in row] for row in markup.inline_keyboard] if markup else []


def names(markup: InlineKeyboardMarkup | None) -> list[str]:
    """The same in one row."""
    return [name for row in labels(markup) for name in row]


def buttons(markup: InlineKeyboardMarkup | None) -> Iterator[InlineKeyboardButton]:
    return (button for row in (markup.inline_keyboard if markup else []) for button in row)


def presses(markup: InlineKeyboardMarkup | None) -> list[tuple[Action, UUID]]:
    """What the buttons carry that the bot hears of."""
    pressed = [Press.unpack(button.callback_data) for button in buttons(markup) if button.callback_data]
    return [(press.action, press.id) for press in pressed]


def under(done: Request, username: str = USERNAME) -> InlineKeyboardMarkup:
    """What stands under a delivered request's own message."""
    return keyboards.finished(EN, done, None if done.count > 1 else done.of(1), username)


def about(done: Request, position: int = 1, **more: bool) -> Topic:
    """A message that shows a picture of a request, or with ``whole`` its sheet."""
    return Topic(request=done, generation=done.of(position), **more)


def behind_more(done: Request, position: int = 1, **more: bool) -> InlineKeyboardMarkup:
    return picture_menus.more(EN, about(done, position, **more), MODELS)


def sheet(*statuses: GenerationStatus, number: int = 7) -> Request:
    return delivered(number=number, generations=generations(*statuses, number=number))


def ended(reason: Reason, *statuses: GenerationStatus, inline: bool = False) -> Request:
    """A request that ended for a reason, which its only generation shares unless there are others."""
    return request(
        status=RequestStatus.ENDED,
        reason=reason,
        due_at=None,
        origin=INLINE if inline else origin(),
        generations=generations(*statuses or [FAILED]),
    )


def test_under_a_placeholder_is_one_button_that_carries_the_requests_id() -> None:
    markup = keyboards.progress(EN, placed(number=7, count=4))
    assert (labels(markup), presses(markup)) == ([["Cancel"]], [(Action.CANCEL, UUID(int=7))])


def test_the_buttons_of_a_placeholder_are_the_same_whatever_becomes_of_its_request() -> None:
    """Otherwise it could not be recognized by them."""
    accepted = request(number=7, count=2)
    later = placed(number=7, generations=generations(PENDING, FAILED, number=7), attempts=3, fence=9)
    assert keyboards.progress(EN, accepted) == keyboards.progress(EN, later)
    assert keyboards.progress(EN, accepted) != keyboards.progress(EN, request(number=8))


def test_under_an_unfinished_sheet_are_the_numbers_that_came_or_may_come_and_cancel() -> None:
    markup = keyboards.unfinished(
        EN, placed(number=7, generations=generations(DRAWN, FAILED, DRAWN, PENDING, number=7))
    )
    assert labels(markup) == [["1", "3", "4"], ["Cancel"]]
    assert presses(markup) == [
        (Action.SHOW, generation_id(7, 1)),
        (Action.SHOW, generation_id(7, 3)),
        (Action.SHOW, generation_id(7, 4)),
        (Action.CANCEL, UUID(int=7)),
    ]


def test_under_a_finished_sheet_is_a_number_for_each_picture_and_one_row_for_all_of_them() -> None:
    markup = under(sheet(DRAWN, DRAWN, DRAWN, DRAWN))
    assert labels(markup) == [["1", "2", "3", "4"], ["Again", "Change", "More"]]
    assert presses(markup)[4:] == [
        (Action.AGAIN_ALL, UUID(int=7)),
        (Action.EDIT, generation_id(7, 1)),
        (Action.MORE, generation_id(7, 1)),
    ]


def test_behind_more_of_a_sheet_is_what_can_be_done_with_all_of_it() -> None:
    markup = behind_more(sheet(DRAWN, DRAWN), whole=True, improves=True)
    assert labels(markup) == [["Originals", "Link", "Delete"], ["Back"]]
    assert presses(markup)[0] == (Action.FILES, UUID(int=7))


def test_a_picture_that_did_not_come_has_no_number() -> None:
    assert labels(under(sheet(FAILED, DRAWN, DRAWN)))[0] == ["2", "3"]


def test_what_is_done_with_a_sheet_is_done_by_its_first_picture_that_came() -> None:
    assert (Action.MORE, generation_id(7, 2)) in presses(under(sheet(FAILED, DRAWN)))


def test_a_shared_link_is_copied_by_the_button_that_shared_it() -> None:
    markup = behind_more(delivered(number=7))
    data = Press(action=Action.LINK, id=generation_id(7)).pack()
    shared = keyboards.with_link(EN, markup, data, keyboards.shared_link("palitra_bot", "f" * 32))
    assert names(shared) == ["Copy link" if name == "Link" else name for name in names(markup)]
    (link,) = (one.copy_text for one in buttons(shared) if one.text == "Copy link")
    assert link is not None
    assert link.text == f"https://t.me/palitra_bot?start=s{'f' * 32}"


@pytest.mark.parametrize(
    ("count", "rows"),
    [(2, [2]), (5, [5]), (6, [3, 3]), (7, [4, 3]), (8, [4, 4]), (9, [5, 4]), (10, [5, 5])],
)
def test_numbers_stand_in_rows_of_at_most_five(count: int, rows: list[int]) -> None:
    *numbers, _ = labels(under(sheet(*(DRAWN,) * count)))
    assert [len(row) for row in numbers] == rows
    assert [number for row in numbers for number in row] == [str(number + 1) for number in range(count)]


def test_under_a_picture_is_one_row_that_carries_its_generation() -> None:
    markup = under(delivered(number=7))
    assert labels(markup) == [["Again", "Change", "More"]]
    assert {row for _, row in presses(markup)} == {generation_id(7)}


def test_behind_more_is_everything_else_and_back_stands_apart() -> None:
    markup = behind_more(delivered(number=7))
    assert labels(markup) == [["Style", "Shape", "Original"], ["Copy seed", "Link", "Delete"], ["Back"]]
    assert {row for _, row in presses(markup)} == {generation_id(7)}


def test_better_words_are_suggested_where_something_suggests_them() -> None:
    assert "Improve" in names(behind_more(delivered(), improves=True))


def test_a_file_offers_no_original() -> None:
    assert "Original" not in names(behind_more(delivered(), as_file=True))


def test_what_takes_something_away_is_red_and_nothing_else() -> None:
    topic = about(delivered())
    menus = [picture_menus.more(EN, topic, MODELS), picture_menus.deleting(EN, topic), under(topic.request)]
    red = [one.text for markup in menus for one in buttons(markup) if one.style == keyboards.Style.DANGER]
    assert red == ["Delete", "Delete for good"]


def test_delete_asks_once_more_and_leads_back() -> None:
    markup = picture_menus.deleting(EN, about(delivered(number=7)))
    assert labels(markup) == [["Delete for good"], ["Back"]]
    assert presses(markup) == [(Action.DELETE_NOW, generation_id(7)), (Action.MORE, generation_id(7))]


def test_what_is_deleted_can_be_undone_by_who_did_it() -> None:
    (undo,) = buttons(picture_menus.deleted(EN, 1001))
    assert Undo.unpack(undo.callback_data or "").user_id == 1001


def test_under_one_picture_of_a_sheet_in_full_are_its_own_buttons() -> None:
    request = sheet(DRAWN, DRAWN)
    markups = [keyboards.picture(EN, request.of(2)), behind_more(request, 2)]
    assert {row for markup in markups for _, row in presses(markup)} == {generation_id(7, 2)}
    copied = [one.copy_text.text for markup in markups for one in buttons(markup) if one.copy_text]
    assert copied == [str(request.of(2).seed)]


def test_a_model_without_seeds_has_no_seed_to_copy() -> None:
    assert "Copy seed" not in names(behind_more(delivered(model=BATCHING)))


def test_an_inline_picture_is_drawn_again_by_typing() -> None:
    markup = under(delivered(number=7, origin=INLINE))
    assert labels(markup) == [["Again", "Draw your own"]]
    again, own = buttons(markup)
    assert again.switch_inline_query_current_chat == "a red fox in the snow --ar 2:1"
    assert own.url == f"https://t.me/palitra_bot?start={generation_id(7).hex}"


def test_the_numbers_of_an_inline_sheet_lead_to_the_chat_with_the_bot() -> None:
    markup = under(replace(sheet(DRAWN, FAILED, DRAWN), origin=INLINE))
    assert labels(markup) == [["1", "3"], ["Again", "Draw your own"]]
    urls = [button.url for button in buttons(markup)][:2]
    assert urls == [f"https://t.me/palitra_bot?start=p{generation_id(7, position).hex}" for position in (1, 3)]
    assert presses(markup) == []


def test_what_a_link_carries_is_within_what_telegram_passes_on() -> None:
    one = generation()
    links = (keyboards.deep_link("bot", one), keyboards.picture_link("bot", one))
    assert all(len(link.rpartition("=")[2]) <= 64 for link in links)


@pytest.mark.parametrize(
    ("reason", "status", "ways"),
    [
        (Reason.CANCELLED, FAILED, [Action.RETRY, Action.EDIT]),
        (Reason.TIMEOUT, FAILED, [Action.RETRY, Action.EDIT]),
        (Reason.MISSING, FAILED, [Action.RETRY, Action.EDIT]),
        (Reason.MUTED, FAILED, [Action.RETRY, Action.EDIT]),
        (Reason.REFUSED, FAILED, [Action.EDIT]),
        (Reason.UNCERTAIN, DRAWN, [Action.RESEND]),
        (Reason.NOWHERE, DRAWN, [Action.RESEND]),
        (Reason.WITHHELD, DRAWN, [Action.RESEND]),
        (Reason.NOT_SHOWN, DRAWN, [Action.RESEND]),
        (Reason.NOT_SHOWN, FAILED, []),
        (Reason.BUG, DRAWN, [Action.RESEND, Action.EDIT]),
        (Reason.BUG, FAILED, [Action.RETRY, Action.EDIT]),
        (Reason.UNDELIVERABLE, DRAWN, []),
    ],
)
def test_under_a_sentence_is_the_way_out(reason: Reason, status: GenerationStatus, ways: list[Action]) -> None:
    assert [action for action, _ in presses(keyboards.ending(EN, ended(reason, status)))] == ways


def test_what_its_person_got_elsewhere_is_not_offered_once_more() -> None:
    brought = replace(ended(Reason.WITHHELD, DRAWN), file_id="photo")
    assert keyboards.ending(EN, brought) is None


@pytest.mark.parametrize("reason", list(Reason))
def test_nobody_is_asked_for_words_in_a_chat_where_the_bot_may_not_be(reason: Reason) -> None:
    actions = [action for action, _ in presses(keyboards.ending(EN, ended(reason, inline=True)))]
    assert Action.EDIT not in actions


@pytest.mark.parametrize("action", list(Action))
def test_a_button_carries_a_requests_id_where_it_says_so_and_else_a_generations(action: Action) -> None:
    done, going = sheet(DRAWN, DRAWN), placed(number=7, count=2)
    opened = [picture_menus.buttons(opener, EN, about(done)) for opener in picture_menus.MENUS]
    more = [behind_more(done, improves=True), behind_more(done, whole=True)]
    menus = [*opened, *more, picture_menus.deleting(EN, about(done))]
    rest = [keyboards.ending(EN, ended(reason, DRAWN)) for reason in (Reason.UNCERTAIN, Reason.TIMEOUT)]
    rest.append(keyboards.later(EN, UUID(int=7)))
    limited = [keyboards.later(EN, going.id), keyboards.postponed(EN, going.id)]
    shown = [keyboards.progress(EN, going), under(done), under(delivered(number=7)), *menus, *limited]
    of_requests, of_generations = (
        {UUID(int=7), UUID(int=1)},
        {generation_id(7, 1), generation_id(7, 2), generation_id(1)},
    )
    ids = {row for markup in [*shown, *rest] for carried, row in presses(markup) if carried is action}
    assert ids
    assert ids <= (of_requests if action in keyboards.REQUEST_ACTIONS else of_generations)


@pytest.mark.parametrize(
    ("data", "action", "value"),
    [
        ("g:again:00000000000000000000000000000007:", Action.AGAIN, ""),
        ("g:cancel:00000000000000000000000000000007:", Action.CANCEL, ""),
        ("g:style:00000000000000000000000000000007:oil", Action.STYLE, "oil"),
        ("g:ratio:00000000000000000000000000000007:16x9", Action.RATIO, "16x9"),
        ("g:file:00000000000000000000000000000007:", Action.FILE, ""),
    ],
)
def test_buttons_of_months_ago_are_still_understood(data: str, action: Action, value: str) -> None:
    press = Press.unpack(data)
    assert (press.action, press.id, press.value) == (action, UUID(int=7), value)


def test_everything_a_button_carries_fits_into_it() -> None:
    longest = max(len(Press(action=action, id=UUID(int=7)).pack()) for action in Action)
    menu = picture_menus.buttons(Action.STYLES, EN, about(sheet(DRAWN)))
    assert max(longest, *(len(button.callback_data or "") for button in buttons(menu))) <= 64


def test_the_menu_of_shapes_marks_the_present_one() -> None:
    shapes = labels(picture_menus.buttons(Action.RATIOS, EN, about(delivered(spec=spec(ratio=AspectRatio(4, 2))))))
    assert shapes == [["1:1", "4:3", "3:2", "16:9"], ["✓ 2:1", "3:4", "2:3", "9:16"], ["1:2"], ["Back"]]


def test_no_shape_is_marked_where_the_present_one_is_not_in_the_menu() -> None:
    shapes = names(picture_menus.buttons(Action.RATIOS, EN, about(delivered(spec=spec(ratio=AspectRatio(5, 4))))))
    assert not any(keyboards.MARK in one for one in shapes)


@pytest.mark.parametrize(("style", "marked"), [("oil", "✓ масло"), (None, "✓ без стиля")])
def test_the_menu_of_styles_is_in_the_persons_language_and_marks_the_present_one(style: str, marked: str) -> None:
    done = delivered(spec=spec(looks=Looks(style=style)))
    shown = names(picture_menus.buttons(Action.STYLES, RU, about(done)))
    assert [one for one in shown if keyboards.MARK in one] == [marked]
    assert {"акварель", "Назад"} < set(shown)


def test_a_menu_leads_back_to_where_it_was_opened() -> None:
    for opener in picture_menus.MENUS:
        assert presses(picture_menus.buttons(opener, EN, about(delivered(number=7))))[-1][0] is Action.MORE
    assert presses(behind_more(delivered()))[-1][0] is Action.BACK


@pytest.mark.parametrize(
    ("action", "value", "is_current"),
    [
        (Action.RATIO, "2x1", True),
        (Action.RATIO, "1x1", False),
        (Action.STYLE, keyboards.UNSET, True),
        (Action.STYLE, "oil", False),
        (Action.AGAIN, "", False),
    ],
)
def test_what_is_so_already_is_known(action: Action, value: str, *, is_current: bool) -> None:
    press = Press(action=action, id=UUID(int=7), value=value)
    assert picture_menus.is_current(press, delivered(spec=spec(ratio=AspectRatio(2, 1)))) is is_current


def test_the_longest_seed_can_be_copied() -> None:
    done = delivered(generations=(generation(status=DRAWN, seed=MAX_SEED),))
    copied = [button.copy_text.text for button in buttons(behind_more(done)) if button.copy_text]
    assert str(MAX_SEED) in copied
    assert all(0 < len(text) <= 256 for text in copied)


@pytest.mark.parametrize(
    ("offset", "size", "ways"), [(0, 1, []), (0, 3, ["Older"]), (1, 3, ["Newer", "Older"]), (2, 3, ["Newer"])]
)
def test_a_history_is_leafed_through_as_far_as_it_goes(offset: int, size: int, ways: list[str]) -> None:
    assert names(keyboards.pages(EN, 1001, offset, size)) == ways
