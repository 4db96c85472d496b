"""The drawer that shows what happens behind the scenes."""

import pytest
from aiogram import Bot
from playwright.async_api import Page, expect

from sandbox.backstage import Side, Switch
from sandbox.telegram_api import ALICE, TelegramSandbox
from tests.sandbox.chat.acts import become_boris, send

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def turned(sandbox: TelegramSandbox) -> list[bool]:
    """How the switch "refusal" was turned, in this order."""
    assert sandbox.backstage is not None
    states: list[bool] = []
    sandbox.backstage.switches["refusal"] = Switch(states.append)
    return states


async def open_drawer(page: Page, name: str = "Behind the scenes") -> None:
    await page.reload()
    await page.get_by_role("button", name=name).click()


async def test_without_switches_there_is_no_drawer(page: Page) -> None:
    await expect(page.get_by_role("button", name="Behind the scenes")).to_have_count(0)


@pytest.mark.usefixtures("turned")
async def test_an_update_and_the_call_that_answers_it_are_shown_as_they_happen(page: Page, bot: Bot) -> None:
    await open_drawer(page)
    await send(page, "/draw a fox")
    await bot.send_message(ALICE, "Drawing…")
    steps = page.get_by_role("log", name="What happens").get_by_role("listitem")
    await expect(steps.nth(0)).to_contain_text("/draw a fox")
    await expect(steps.nth(1)).to_contain_text("sendMessage")
    await expect(steps.nth(1).locator("time")).to_contain_text("+")


@pytest.mark.usefixtures("turned")
async def test_like_calls_in_a_row_are_one_line(page: Page, sandbox: TelegramSandbox) -> None:
    assert sandbox.backstage is not None
    await open_drawer(page)
    for _ in range(3):
        sandbox.backstage.note(Side.MODEL, "operation", "fbv1", status=200, took=4)
    await expect(page.locator(".step-row")).to_have_count(1)
    await expect(page.locator(".step-row")).to_contain_text("×3")


async def test_a_switch_is_turned_on_and_off(page: Page, turned: list[bool]) -> None:
    await open_drawer(page)
    switch = page.get_by_role("switch", name="Refuse")
    await switch.click()
    await expect(switch).to_be_checked()
    await switch.click()
    await expect(switch).not_to_be_checked()
    assert turned == [True, False]


@pytest.mark.usefixtures("turned")
async def test_a_crash_is_a_button_that_stays_off(page: Page, sandbox: TelegramSandbox) -> None:
    assert sandbox.backstage is not None
    crashes: list[bool] = []
    sandbox.backstage.switches["crash"] = Switch(crashes.append, lasting=False)
    await open_drawer(page)
    await page.get_by_role("button", name="Crash").click()
    await expect(page.locator(".side-stage")).to_contain_text("Crash")
    assert crashes == [True]


@pytest.mark.usefixtures("turned")
async def test_the_drawer_speaks_russian_too(page: Page) -> None:
    await page.reload()
    await become_boris(page)
    await page.get_by_role("button", name="За кулисами").click()
    await expect(page.get_by_role("switch", name="Отказ")).to_be_visible()
