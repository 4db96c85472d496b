"""Every kind of press has a row that says whom it belongs to, and who may."""

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.telegram.inbound.handlers import routers
from bot.telegram.inbound.rules import RULES, Subject, kind_of
from bot.telegram.plain_text import PlainText
from bot.wording import keyboards
from bot.wording.keyboards import REQUEST_ACTIONS, Action, Press


@pytest.mark.parametrize("action", list(Action))
def test_every_action_has_a_row(action: Action) -> None:
    assert action in RULES


def test_all_data_that_a_button_may_carry_has_a_row() -> None:
    ours = {kind for kind in CallbackData.__subclasses__() if kind.__module__.startswith("bot.")}
    assert ours - {Press} == {kind for kind in RULES if isinstance(kind, type)}


def test_every_handler_of_presses_is_for_data_that_has_a_row_but_for_the_one_for_what_is_left() -> None:
    """It is told from the filters: a class of data, or a constant that is compared with the whole of it."""
    handlers = [one for topic in routers(PlainText.OFFER) for one in topic.callback_query.handlers]
    unread = [
        one.callback.__name__
        for one in handlers
        if not any(
            "CallbackQueryFilter" in type(getattr(each.callback, "__self__", each.callback)).__name__
            for each in one.filters or []
        )
    ]
    assert sorted(unread) == ["miss", "open_shop", "show_help", "take_offer"]
    assert {keyboards.BUY, keyboards.HELP, keyboards.OFFER} <= RULES.keys()


def test_a_button_with_a_requests_id_is_about_the_request() -> None:
    of_requests = {kind for kind, rule in RULES.items() if rule.subject is Subject.REQUEST}
    assert of_requests == REQUEST_ACTIONS - {Action.LATER}


def test_what_nobody_knows_has_none() -> None:
    assert kind_of(None, "x:y") not in RULES
