"""Where the artist cannot be reached, and where the artist is silent."""

from tests.stories.acting import DAY, Scene, alone, says
from tests.stories.ways import DISCORD


async def test_closed_direct_messages(scene: Scene) -> None:
    """The notice cannot be delivered: the card says why, no clock runs, and nobody's silence counts."""
    card = await scene.case()
    await scene.who("ines").hides()
    await scene.ask(card)
    assert says(card.text, "say.undeliverable_closed")
    await scene.passes(60 * DAY)
    assert says(card.text, "say.undeliverable_closed")
    assert not scene.heard("alice")


async def test_nobody_can_be_asked(scene: Scene) -> None:
    """After ninety days the case is closed, and whoever reported it hears that it is."""
    card = await scene.case()
    await scene.who("ines").hides()
    await scene.ask(card)
    for days in (60, 31):
        await scene.passes(days * DAY)
    assert says(card.text, "say.status_never_delivered")
    assert [says(each, "say.reporter_closed", case=1) for each in scene.heard("alice")] == [True]


async def test_the_artist_writes_after_all(scene: Scene) -> None:
    """Who could not be reached and then writes gets the notice, with a full window from there."""
    card = await scene.case()
    ines = scene.who("ines")
    await ines.hides()
    await scene.ask(card)
    await scene.passes(20 * DAY)
    await ines.returns()
    await scene.writes("ines", "Hello?")
    assert says(scene.told("ines"), "notice.greeting", title="Neon Koi")
    assert says(card.text, "say.status_awaiting_member")


async def test_silence(scene: Scene) -> None:
    """Reminders on day 7 and day 12, a last look on day 14, then moderators are asked what follows."""
    await scene.asked()
    heard = []
    for _ in range(16):
        await scene.days(1)
        heard.append(len(scene.heard("ines")))
    assert heard == [1] * 6 + [2] * 5 + [3] * 5
    assert all(says(each, "say.member_reminder", case=1) for each in scene.heard("ines")[1:])
    assert says(scene.cards[-1].text, "card.heading_action")


async def test_a_reminder_that_cannot_be_delivered(scene: Scene) -> None:
    """Somebody who closes their messages meanwhile is not silent: the clock stops, and the card says so."""
    await scene.asked()
    [card] = scene.cards
    await scene.who("ines").hides()
    await scene.days(20)
    assert says(card.text, "say.undeliverable_closed")


async def test_an_answer_after_a_reminder_that_was_not_delivered(scene: Scene) -> None:
    """Who was asked, could not be reminded, and then answers has answered."""
    await scene.asked()
    await scene.who("ines").hides()
    await scene.days(8)
    await scene.who("ines").returns()
    await scene.writes("ines", "I ink by hand.")
    assert "I ink by hand." in scene.reply_card.text


async def test_an_answer_that_was_missed(stopped: Scene) -> None:
    """What the artist wrote while the bot was away is found by the last look: it is no silence."""
    async with stopped.bot():
        await stopped.asked()
        await stopped.days(13)
    await stopped.who("ines").writes("I inked it by hand.")
    stopped.clock.jump(2 * DAY)
    async with stopped.bot():
        await stopped.settle()
        assert "I inked it by hand." in stopped.reply_card.text


async def test_a_late_answer(scene: Scene) -> None:
    """An answer that comes after the time ran out is still taken."""
    await scene.asked()
    await scene.days(16)
    await scene.writes("ines", "Sorry, I was away. I ink by hand.")
    assert "Sorry, I was away." in scene.reply_card.text


async def test_a_listing_that_was_changed_is_an_answer(scene: Scene) -> None:
    """Another picture in the listing is found on schedule and stands on a reply card: before and after."""
    await scene.asked()
    scene.on.gallery.listings[0].replace("A", scene.on.gallery.sample_picture(42), "koi-ink.jpg")
    await scene.passes(DAY / 2)
    sheet = scene.reply_card.pictures[0].alt
    assert says(sheet, "card.alt_before_after", before="A: neon-koi-1.jpg")
    assert "koi-ink.jpg" in sheet
    assert not says(scene.reply_card.text, "say.card_changed"), "that change is what is judged"


async def test_a_listing_that_changes_before_the_artist_is_asked(scene: Scene) -> None:
    """What is judged is what was captured; the card says that the listing looks different now."""
    card = await scene.case()
    before = card.pictures[0].data
    scene.on.gallery.listings[0].replace("A", scene.on.gallery.sample_picture(42))
    await scene.passes(DAY / 2)
    assert says(card.text, "say.card_changed")
    assert card.pictures[0].data == before


@alone("an account elsewhere is one on a chat that the bot is not on")
async def test_an_account_on_a_chat_that_is_not_set_up(scene: Scene) -> None:
    """The platform knows the artist elsewhere only: that is a way that fails, and the card says so."""
    on_discord = scene.theirs.ways is DISCORD
    slack, discord = ("U0INES", "") if on_discord else ("", "204255221017214977")
    elsewhere = scene.on.gallery.artist("Ines", slack_id=slack, discord_id=discord)
    await scene.report("alice", scene.on.gallery.list(elsewhere, "Neon Koi").url)
    card = scene.card("Neon Koi")
    await scene.ask(card)
    assert says(card.text, "say.undeliverable_other")
