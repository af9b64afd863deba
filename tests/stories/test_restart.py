"""The bot stops, people go on, the bot starts again on the same data."""

from tests.stories.acting import (
    ACCEPT,
    ASK,
    CONCERN,
    DAY,
    INTENTION,
    KEEP,
    LINK,
    MY_CASES,
    NOTICED,
    ONE_SENTENCE,
    SEEN,
    SENTENCE,
    SLOP,
    STORED,
    TOUCHES,
    WORDS,
    Scene,
    says,
)


async def test_votes_while_the_bot_was_away(stopped: Scene) -> None:
    """Reactions that came meanwhile count as if it had seen them."""
    async with stopped.bot():
        card = await stopped.case()
    for name in ("mo", "kai"):
        await stopped.who(name).reacts(KEEP, card)
    async with stopped.bot():
        await stopped.settle()
        assert says(card.text, "say.card_stands")
        await stopped.decide()
        assert says(card.text, "say.status_cleared")


async def test_votes_taken_away_while_the_bot_was_away(stopped: Scene) -> None:
    """A verdict that stood is none any more, though its undo window passed meanwhile."""
    async with stopped.bot():
        card = await stopped.case()
        await stopped.vote("mo kai", KEEP, card)
        assert says(card.text, "say.card_stands")
    await stopped.who("kai").unreacts(KEEP, card)
    stopped.clock.jump(DAY)
    async with stopped.bot():
        await stopped.decide()
        assert says(card.text, "card.heading_listing")
        assert not says(card.text, "say.card_stands")


async def test_a_deadline_that_passed_while_the_bot_was_away(stopped: Scene) -> None:
    """Votes cast in time and seen late still count: the card is read before anything lapses."""
    async with stopped.bot():
        card = await stopped.case()
    for name in ("mo", "kai"):
        await stopped.who(name).reacts(KEEP, card)
    stopped.clock.jump(8 * DAY)
    async with stopped.bot():
        await stopped.decide()
        assert says(card.text, "say.status_cleared")


async def test_an_answer_while_the_bot_was_away(stopped: Scene) -> None:
    """A private message that came meanwhile is stored (📥) and judged, once."""
    async with stopped.bot():
        await stopped.asked()
    written = await stopped.who("ines").writes("I inked it by hand.", files=[stopped.picture()])
    async with stopped.bot():
        await stopped.settle()
        assert STORED in written.reactions
        assert "I inked it by hand." in stopped.reply_card.text
    async with stopped.bot():
        await stopped.settle()
        assert len(stopped.cards) == 2
        assert stopped.reply_card.text.count("I inked it by hand.") == 1


async def test_two_answers_of_which_the_bot_hears_the_later_one_first(stopped: Scene) -> None:
    """One came while it was away, the other before it could read the conversation again: both are on record."""
    async with stopped.bot():
        await stopped.asked()
    missed = await stopped.who("ines").writes("I inked it by hand.")
    stopped.on.discord.faults.answer("GET", "/channels/{channel_id}/messages", 503)
    async with stopped.bot():
        heard = await stopped.writes("ines", "The sketches are on paper.")
        await stopped.passes(DAY / 24)
        assert ["📥" in each.reactions for each in (missed, heard)] == [True, True]
        assert "I inked it by hand." in stopped.reply_card.text


async def test_two_messages_after_the_end_of_a_case(stopped: Scene) -> None:
    """The same where no case is open any more, however often that happens: each is read, and one an hour answered."""
    async with stopped.bot():
        await stopped.answered()
        await stopped.vote("kai", ACCEPT, stopped.reply_card)
        await stopped.decide()
    for answers in (1, 2):
        first = await stopped.who("ines").writes("Thank you, too.")
        stopped.on.discord.faults.answer("GET", "/channels/{channel_id}/messages", 503, times=2)  # alice's, and hers
        async with stopped.bot():
            second = await stopped.writes("ines", "And a good evening.")
            await stopped.passes(DAY / 48)
            assert sum(says(each, "say.member_over", case=1) for each in stopped.heard("ines")) == answers
            assert STORED in {*first.reactions} & {*second.reactions}
            await stopped.passes(DAY / 24)


async def test_a_card_deleted_while_the_bot_was_away(stopped: Scene) -> None:
    """It is posted anew."""
    async with stopped.bot():
        card = await stopped.case()
    await stopped.tidier.deletes(card)
    async with stopped.bot():
        await stopped.settle()
        [card] = stopped.cards
        assert list(card.reactions) == [KEEP, ASK]


async def test_buttons_and_forms_outlive_the_bot(stopped: Scene) -> None:
    """A form opened before a restart is taken after it, and a card's and a notice's buttons work."""
    url = stopped.listing("Neon Koi").url
    async with stopped.bot():
        form = await stopped.form("alice")
    async with stopped.bot():
        await stopped.fill("alice", form, **{LINK: url})
        [card] = stopped.cards
        await stopped.vote("mo kai", ASK, card)
        noticing = await stopped.noticing("mo", card)
    async with stopped.bot():
        await noticing.submits({ONE_SENTENCE: SENTENCE, TOUCHES: [INTENTION]})
        await stopped.decide()
    async with stopped.bot():
        shown = await stopped.who("ines").clicks(MY_CASES, stopped.who("ines").inbox[-1])
        await stopped.settle()
        assert "Neon Koi" in shown.text


async def test_nothing_is_told_twice(stopped: Scene) -> None:
    """Restarts in between change nothing about who hears what, once."""
    async with stopped.bot():
        card = await stopped.case()
        await stopped.vote("mo kai", ASK, card)
        await stopped.note("mo", card)
    async with stopped.bot():
        await stopped.decide()
    async with stopped.bot():
        await stopped.writes("ines", "I ink by hand.")
        await stopped.vote("kai", ACCEPT, stopped.reply_card)
    async with stopped.bot():
        await stopped.decide()
    async with stopped.bot():
        await stopped.settle()
    assert len(stopped.heard("ines")) == 2
    assert len(stopped.heard("alice")) == 1
    assert len(stopped.cards) == 2


async def test_a_report_whose_listing_could_not_be_reached(stopped: Scene) -> None:
    """A report that waits for its listing survives a restart, and its answer comes by private message."""
    url = stopped.listing("Neon Koi").url
    async with stopped.bot():
        stopped.on.gallery.down()
        form = await stopped.form("alice")
        await form.submits({LINK: url, CONCERN: SLOP, WORDS: SEEN})
        await stopped.settle()
    stopped.on.gallery.up()
    stopped.clock.jump(DAY / 24)
    async with stopped.bot():
        await stopped.settle()
        assert says(stopped.told("alice"), "say.report_taken", case=1)
        [card] = stopped.cards
        assert ONE_SENTENCE in (await stopped.who("mo").presses(NOTICED, card)).kinds
        await stopped.settle()


async def test_a_bot_with_nothing_to_do_rests(scene: Scene) -> None:
    """While nothing happens and nothing is due, no loop of the bot wakes: it waits for a time or an event."""
    await scene.case()
    before = scene.clock.waits
    for _ in range(20):
        await scene.who("noor").writes("Tea, anybody?", where="room")
        await scene.settle()
    assert scene.clock.waits - before <= 2
