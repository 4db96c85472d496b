"""Pictures for Telegram's Stars as people meet them: bought, spent beyond the free ones, put back, given back."""

from dataclasses import replace

import pytest

from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import buttons, forged, group, now, picture, pressed, replied
from tests.end_to_end.stage import Message, Stage

PACKS: dict[str, object] = {"written": "10=50, 50=200", "support": "@help_desk", "terms_url": None}


@pytest.fixture
def shop(stage: Stage) -> Stage:
    """Two packs are sold; one picture a day is free. Alice runs the bot."""
    stage.given |= {"stars": PACKS, "limits": {"user_per_day": 1}, "telegram": {"admins": str(ALICE)}}
    return stage


async def said(stage: Stage, text: str, person: int = ALICE, chat: int | None = None) -> Message:
    """What the bot answers."""
    (answer,) = await replied(stage, stage.ask(text, person, chat), "text")
    return answer


async def invoice(stage: Stage, person: int = ALICE, label: str = "10 pictures · 50 ⭐") -> Message:
    """The invoice that somebody gets for a pack."""
    shown = await said(stage, "/buy", person)
    before = len(stage.telegram.world.messages(person))
    pressed(stage, shown, label, person)
    await stage.telegram.world.until(lambda: len(stage.telegram.world.messages(person)) > before)
    return stage.telegram.world.messages(person)[-1]


async def bought(stage: Stage, person: int = ALICE, label: str = "10 pictures · 50 ⭐") -> Message:
    """The receipt of somebody who buys a pack."""
    return await paid(stage, await invoice(stage, person, label), person)


async def paid(stage: Stage, bill: Message, person: int) -> Message:
    """The receipt of somebody who pays an invoice."""
    world = stage.telegram.world
    query = world.pay(person, bill["chat"]["id"], bill["message_id"])
    await world.until(lambda: world.checkout(query).state == "paid")
    note = next(one for one in reversed(world.messages(person)) if "successful_payment" in one)
    (receipt,) = await replied(stage, note, "text")
    return receipt


async def test_a_pack_is_bought_in_the_private_chat(shop: Stage) -> None:
    async with shop.bot():
        shown = await said(shop, "/buy")
        assert list(buttons(shown)) == ["10 pictures · 50 ⭐", "50 pictures · 200 ⭐"]
        receipt = await bought(shop)
    assert receipt["text"].startswith("Thank you! 10 more pictures are yours, so you have 10 now.")
    assert shop.telegram.world.stars.balance(ALICE) == 950
    assert shop.read("SELECT kind, pictures, stars FROM credit_entries") == [("bought", 10, 50)]


async def test_it_is_bought_in_ones_own_language(shop: Stage) -> None:
    async with shop.bot():
        shown = await said(shop, "/buy", BORIS)
        assert shown["text"].startswith("Выберите, сколько картинок купить. Купленных у вас пока нет.")
        receipt = await bought(shop, BORIS, "50 картинок · 200 ⭐")
    assert receipt["text"].startswith("Спасибо! Добавлено 50 картинок, теперь у вас 50.")


async def test_what_is_beyond_the_free_pictures_is_paid_and_that_is_told(shop: Stage) -> None:
    async with shop.bot():
        await bought(shop)
        free, paid_for = await picture(shop), await shop.answered(shop.ask("/draw two owls --n 2"))
        last = (await said(shop, "/balance"))["text"]
    assert "bought" not in free["caption"]
    assert paid_for["caption"].endswith("Paid with 2 of your 10 bought pictures.")
    assert last.startswith("You have 8 bought pictures.")
    assert "−2 drawn" in last
    assert "+10 bought for 50 ⭐" in last


async def test_in_a_group_nobody_reads_how_many_somebody_has(shop: Stage) -> None:
    chat = group(shop)
    async with shop.bot():
        await bought(shop)
        await picture(shop)
        shown = await picture(shop, "/draw an owl", ALICE, chat)
    assert shown["caption"].endswith("Paid with a bought picture.")


async def test_at_the_limit_there_is_the_way_to_buy(shop: Stage) -> None:
    async with shop.bot():
        await picture(shop)
        sentence = await said(shop, "/draw an owl")
        assert list(buttons(sentence)) == ["Draw it then", "Buy pictures"]
        pressed(shop, sentence, "Buy pictures")
        (shown,) = await replied(shop, sentence, "text")
    assert "50 pictures · 200 ⭐" in buttons(shown)


async def test_in_a_group_that_way_leads_to_the_private_chat(shop: Stage) -> None:
    chat = group(shop)
    async with shop.bot():
        await picture(shop, "/draw a fox", BORIS, chat)
        sentence = await said(shop, "/draw an owl", BORIS, chat)
        query = pressed(shop, sentence, "Купить картинки", BORIS)
        answer = await shop.telegram.world.until(lambda: shop.telegram.world.answer(query))
        assert answer["url"] == "https://t.me/palitra_sandbox_bot?start=buy"
        assert "50 картинок · 200 ⭐" in buttons(await said(shop, "/start buy", BORIS))
        referred = await said(shop, "/buy", BORIS, chat)
    assert referred["text"] == "Купить картинки можно в нашем личном чате."


async def test_who_has_too_few_is_told_how_many(shop: Stage) -> None:
    async with shop.bot():
        await picture(shop)
        await said(shop, f"/grant {ALICE} 1")
        sentence = await said(shop, "/draw owls --n 2")
    assert "You also have one bought picture, which isn’t enough for this." in sentence["text"]


async def test_a_paid_picture_that_does_not_come_out_is_put_back_and_that_is_told(shop: Stage) -> None:
    async with shop.bot() as app:
        await bought(shop)
        await picture(shop)
        ended = await said_at_last(shop, "/draw something forbidden")
        await shop.settled(app)
        balance = (await said(shop, "/balance"))["text"]
    assert ended["text"].endswith("The picture you paid with is back on your balance.")
    assert balance.startswith("You have 10 bought pictures.")
    assert "+1 didn’t come out" in balance


async def said_at_last(stage: Stage, text: str) -> Message:
    """How a request ends."""
    return await stage.answered(stage.ask(text))


# Nobody pays for what cannot be sold, and whoever paid has it.


async def refused(stage: Stage, bill: Message, person: int = ALICE) -> str:
    """Why somebody cannot pay an invoice."""
    world = stage.telegram.world
    query = world.pay(person, bill["chat"]["id"], bill["message_id"])
    await world.until(lambda: world.checkout(query).state == "refused")
    assert world.stars.charges == {}
    return world.checkout(query).error


async def test_an_invoice_of_a_pack_that_is_sold_no_more_cannot_be_paid(shop: Stage) -> None:
    async with shop.bot():
        bill = await invoice(shop)
    shop.given["stars"] = PACKS | {"written": "10=60"}
    async with shop.bot():
        assert (await refused(shop, bill)).startswith("This pack isn’t sold any more")


async def test_nothing_is_paid_where_nothing_is_sold_any_more(shop: Stage) -> None:
    async with shop.bot():
        bill = await invoice(shop, BORIS, "10 картинок · 50 ⭐")
    shop.given["stars"] = PACKS | {"written": ""}
    async with shop.bot():
        assert (await refused(shop, bill, BORIS)).startswith("Здесь ничего не продаётся")
        assert (await said(shop, "/buy"))["text"].startswith("There’s nothing to buy here.")


async def test_an_invoice_that_somebody_else_made_cannot_be_paid(shop: Stage) -> None:
    async with shop.bot():
        bill = await invoice(shop)
        known = shop.telegram.world.stars.invoices
        spot = bill["chat"]["id"], bill["message_id"]
        payload = known[spot].payload
        for forgery in ("", "x", payload[:-1] + "A", payload.replace("10.50.", "9999.50.", 1), "10.50.1001.aa."):
            known[spot] = replace(known[spot], payload=forgery)
            assert (await refused(shop, bill)).startswith("This pack isn’t sold any more")


async def test_a_forged_press_of_a_better_offer_is_no_offer(shop: Stage) -> None:
    async with shop.bot():
        shown = await said(shop, "/buy")
        assert "no longer works" in await forged(shop, shown, "bp:9999:1")
    assert shop.telegram.world.stars.invoices == {}


async def test_a_copy_of_an_invoice_gives_pictures_to_who_pays_it(shop: Stage) -> None:
    async with shop.bot():
        await paid(shop, await invoice(shop, ALICE), BORIS)
        assert (await said(shop, "/balance", BORIS))["text"].startswith("У вас 10 купленных картинок.")
        assert (await said(shop, "/balance", ALICE))["text"].startswith("You have no bought pictures.")


async def test_a_payment_that_is_told_again_is_booked_once(shop: Stage) -> None:
    async with shop.bot():
        await bought(shop)
        update = next(number for number, one in shop.telegram.world.updates.past.items() if "successful" in str(one))
        shop.telegram.world.redeliver(update)
        assert (await said(shop, "/balance"))["text"].startswith("You have 10 bought pictures.")
    assert shop.read("SELECT pictures FROM credits") == [(10,)]


async def test_a_payment_that_was_never_told_is_found_in_telegrams_book(shop: Stage) -> None:
    world = shop.telegram.world
    async with shop.bot():
        bill = await invoice(shop)
    world.updates.allowed = ("message", "pre_checkout_query")
    invoiced = world.stars.invoices[bill["chat"]["id"], bill["message_id"]]
    world.stars.pay(world.person(ALICE), invoiced, world.now())
    async with shop.bot():
        await world.until(lambda: "Your payment only reached me now" in str(world.messages(ALICE)[-1].get("text")))
        assert (await said(shop, "/balance"))["text"].startswith("You have 10 bought pictures.")
    async with shop.bot():
        assert (await said(shop, "/balance"))["text"].startswith("You have 10 bought pictures.")


# The owner gives pictures and payments back.


async def test_the_owner_gives_a_payment_back_after_a_question(shop: Stage) -> None:
    async with shop.bot():
        receipt = await bought(shop, BORIS, "10 картинок · 50 ⭐")
        await picture(shop, "/draw a fox", BORIS)
        await shop.answered(shop.ask("/draw foxes --n 3", BORIS))
        charge = next(iter(shop.telegram.world.stars.charges))
        assert charge in receipt["text"]
        question = await said(shop, f"/refund {charge}")
        assert "Of the 10 pictures, 3 have been used; 7 come off their balance." in question["text"]
        pressed(shop, question, "Give it back")
        await shop.telegram.world.until(lambda: "were given back" in now(shop, question)["text"])
        told = await last_text(shop, BORIS, "Вам вернули 50 ⭐. С баланса списано 7 картинок.")
        again = await said(shop, f"/refund {charge}")
    assert charge in told
    assert again["text"].startswith("This payment was given back before")
    assert shop.telegram.world.stars.balance(BORIS) == 1000
    assert shop.read("SELECT pictures FROM credits") == [(0,)]


async def last_text(stage: Stage, person: int, beginning: str) -> str:
    """What somebody reads as the last words in their chat, as soon as these begin so."""
    world = stage.telegram.world
    await world.until(lambda: str(world.messages(person)[-1].get("text")).startswith(beginning))
    return str(world.messages(person)[-1]["text"])


async def test_it_is_found_by_a_receipt_that_was_forwarded(shop: Stage) -> None:
    world = shop.telegram.world
    async with shop.bot():
        receipt = await bought(shop, ALICE)
        forward = world.forward(ALICE, ALICE, ALICE, receipt["message_id"])
        request = world.say(ALICE, ALICE, "/refund", reply_to=forward["message_id"])
        (question,) = await replied(shop, request, "text")
        pressed(shop, question, "Keep it")
        await world.until(lambda: now(shop, question)["text"] == "The payment stays as it is.")
    assert world.stars.balance(ALICE) == 950


async def test_what_telegram_gave_back_already_is_booked(shop: Stage) -> None:
    world = shop.telegram.world
    async with shop.bot():
        await bought(shop)
        (charge,) = world.stars.charges.values()
        question = await said(shop, f"/refund {charge.id}")
        world.stars.give_back(charge, world.now())
        pressed(shop, question, "Give it back")
        await world.until(lambda: "were given back" in now(shop, question)["text"])
    assert world.stars.balance(ALICE) == 1000
    assert shop.read("SELECT pictures FROM credits") == [(0,)]


async def test_what_another_program_sold_is_given_back_by_its_payer(shop: Stage) -> None:
    world = shop.telegram.world
    async with shop.bot():
        bill = await invoice(shop, BORIS, "10 картинок · 50 ⭐")
        theirs = replace(world.stars.invoices[BORIS, bill["message_id"]], payload="theirs")
        charge = world.stars.pay(world.person(BORIS), theirs, world.now())
        assert "I don’t know a payment" in (await said(shop, f"/refund {charge.id}"))["text"]
        question = await said(shop, f"/refund {charge.id} {BORIS}")
        pressed(shop, question, "Give it back")
        await world.until(lambda: "was given back" in now(shop, question)["text"])
    assert world.stars.balance(BORIS) == 1000


async def test_nobody_else_gives_anything(shop: Stage) -> None:
    async with shop.bot():
        await bought(shop, BORIS, "10 картинок · 50 ⭐")
        (charge,) = shop.telegram.world.stars.charges
        unknown = await said(shop, "/nonsense", BORIS)
        for command in (f"/grant {BORIS} 10", f"/refund {charge}"):
            answer = await said(shop, command, BORIS)
            assert answer["text"].split()[0] == unknown["text"].split()[0]
        question = await said(shop, f"/refund {charge}")
        await forged(shop, question, "rf:1", BORIS)
    assert shop.telegram.world.stars.balance(BORIS) == 950
    assert shop.read("SELECT pictures FROM credits") == [(10,)]


async def test_a_gift_is_told_to_who_gets_it(shop: Stage) -> None:
    async with shop.bot():
        await picture(shop, "/draw a fox", BORIS)
        answer = await said(shop, f"/grant {BORIS} 5 за терпение")
        await last_text(shop, BORIS, "Оператор подарил вам 5 картинок, теперь у вас 5. за терпение")
        taken = await said(shop, f"/grant {BORIS} -2")
        refused_ = await said(shop, f"/grant {BORIS} -9")
        unknown = await said(shop, "/grant 424 5")
    assert answer["text"] == f"{BORIS} has 5 pictures now. I told them."
    assert taken["text"] == f"{BORIS} has 3 pictures now. I told them."
    assert refused_["text"] == "They have only 3 pictures, so 9 can’t be taken back."
    assert unknown["text"].endswith("I couldn’t tell them: they haven’t opened a chat with me, or have blocked me.")


@pytest.mark.parametrize("written", ["", "1001", "many 5", "1001 many", "0 5", "-1001 5"])
async def test_a_gift_to_nobody_is_asked_about(shop: Stage, written: str) -> None:
    async with shop.bot():
        assert "/grant 1001 10" in (await said(shop, f"/grant {written}".strip()))["text"]


@pytest.mark.parametrize("person", [ALICE, BORIS])
async def test_terms_and_support_are_there_as_telegram_demands(shop: Stage, person: int) -> None:
    async with shop.bot():
        terms = await said(shop, "/terms", person)
        support = await said(shop, "/paysupport", person)
    assert "/paysupport" in terms["text"]
    assert "@help_desk" in support["text"]
    assert any(one["type"] == "mention" for one in support["entities"])


async def test_menus_have_what_is_sold_only_where_it_is(shop: Stage) -> None:
    async with shop.bot():
        await said(shop, "/help")
        sold = [one["command"] for one in shop.telegram.world.menu(ALICE, ALICE)]
    shop.given["stars"] = PACKS | {"written": ""}
    async with shop.bot():
        await said(shop, "/help")
        free = [one["command"] for one in shop.telegram.world.menu(ALICE, ALICE)]
    assert set(sold) - set(free) == {"buy", "balance"}


async def test_what_was_bought_stays_after_forget_and_that_is_said(shop: Stage) -> None:
    async with shop.bot():
        await bought(shop)
        assert "What you bought and were given" in (await said(shop, "/privacy"))["text"]
        question = await said(shop, "/forget")
        assert "Your 10 bought pictures stay yours" in question["text"]
        pressed(shop, question, "Forget everything")
        await shop.telegram.world.until(lambda: "forgotten" in now(shop, question)["text"])
        assert (await said(shop, "/balance"))["text"].startswith("You have 10 bought pictures.")


async def test_who_buys_has_what_was_turned_away_before_drawn_by_one_press(shop: Stage) -> None:
    async with shop.bot():
        await picture(shop)
        await said(shop, "/draw an owl --seed 99")
        receipt = await bought(shop)
        request = next(one for one in shop.telegram.world.messages(ALICE) if one.get("text", "").endswith("--seed 99"))
        pressed(shop, receipt, "Draw what I asked for")
        pressed(shop, receipt, "Draw what I asked for")
        (shown,) = await replied(shop, request)
    assert shown["caption"].endswith("Paid with 1 of your 10 bought pictures.")
    assert shop.read("SELECT pictures FROM credits") == [(9,)]
