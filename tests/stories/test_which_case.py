"""To which of several cases a message belongs."""

from bot.moderation.model import MessageRef
from bot.ports import StoredMessage, UnitOfWork
from tests.stories.acting import DAY, STORED, TEXTS, Scene, says
from tests.stories.hand import Seen

CHOOSE = TEXTS["notice.which_choose"]


def option(number: int, title: str) -> str:
    """A line of the menu."""
    return TEXTS["notice.which_option"].format(case=number, title=title)


async def both_asked(scene: Scene) -> list[Seen]:
    """Two listings of ines are reported, and she is asked about both: the notices."""
    cards = [await scene.case("Neon Koi"), await scene.case("First Snow")]
    for card in cards:
        await scene.ask(card)
    return scene.who("ines").inbox[-2:]


async def test_the_bot_asks_which(scene: Scene) -> None:
    """Without a reference the bot asks, naming both; choosing sorts the message, and the other case still waits."""
    await both_asked(scene)
    written = await scene.writes("ines", "I ink everything by hand.")
    assert STORED in written.reactions
    question = scene.who("ines").inbox[-1]
    assert says(question.text, "notice.which")
    assert question.menus == {CHOOSE: [option(1, "Neon Koi"), option(2, "First Snow")]}
    assert len(scene.cards) == 2
    shown = await scene.who("ines").chooses(CHOOSE, [option(2, "First Snow")], question)
    await scene.settle()
    assert says(shown.text, "say.sorted", case=2)
    assert says(scene.reply_card.text, "card.heading_reply", case=2)
    assert says(scene.card("Neon Koi").text, "say.status_awaiting_member")


async def test_both_clocks_wait(scene: Scene) -> None:
    """Until the artist chooses, neither case's time runs out: the other's deadline moves by as long as it took."""
    await both_asked(scene)
    await scene.days(13)
    await scene.writes("ines", "I ink everything by hand.")
    await scene.days(2)
    question = scene.who("ines").inbox[-1]
    await scene.who("ines").chooses(CHOOSE, [option(2, "First Snow")], question)
    await scene.settle()
    assert says(scene.card("Neon Koi").text, "say.status_awaiting_member")
    await scene.passes(DAY / 2)
    assert says(scene.card("Neon Koi").text, "say.status_awaiting_member")
    await scene.passes(DAY)
    assert says(scene.card("Neon Koi").text, "card.heading_action")


async def test_one_question_at_a_time(scene: Scene) -> None:
    """What the artist writes before choosing goes where the first message goes, without a second question."""
    await both_asked(scene)
    await scene.writes("ines", "I ink everything by hand.")
    question = scene.who("ines").inbox[-1]
    await scene.writes("ines", "And here is the ink.", [scene.picture()])
    assert len([each for each in scene.heard("ines") if says(each, "notice.which")]) == 1
    await scene.who("ines").chooses(CHOOSE, [option(1, "Neon Koi")], question)
    await scene.settle()
    card = scene.reply_card
    assert says(card.text, "card.heading_reply", case=1)
    assert "I ink everything by hand." in card.text
    assert "And here is the ink." in card.text


async def test_unanswered_for_three_days(scene: Scene) -> None:
    """Where the artist does not choose, the message counts as an answer in each case."""
    await both_asked(scene)
    await scene.writes("ines", "I ink everything by hand.")
    await scene.days(2)
    assert len(scene.cards) == 2
    await scene.days(2)
    replies = [card.text for card in scene.cards if says(card.text, "card.heading_reply")]
    assert len(replies) == 2
    assert all("I ink everything by hand." in each for each in replies)


async def test_a_reply_to_a_notice_belongs_to_its_case(scene: Scene) -> None:
    """Who answers by the chat's 'reply', or in its thread, is not asked which case is meant."""
    [first, _] = await both_asked(scene)
    await scene.writes("ines", "I ink everything by hand.", reply_to=first)
    assert says(scene.reply_card.text, "card.heading_reply", case=1)
    assert len(scene.heard("ines")) == 2


async def test_a_choice_can_be_made_only_once(scene: Scene) -> None:
    """Choosing again says where the message went, and moves nothing."""
    await both_asked(scene)
    await scene.writes("ines", "I ink everything by hand.")
    question = scene.who("ines").inbox[-1]
    for number, title in ((1, "Neon Koi"), (2, "First Snow")):
        shown = await scene.who("ines").chooses(CHOOSE, [option(number, title)], question)
        await scene.settle()
    assert says(shown.text, "say.sorted_before", case=1)
    assert len([card for card in scene.cards if says(card.text, "card.heading_reply")]) == 1


async def test_an_edit_keeps_both_versions(scene: Scene) -> None:
    """The reply card shows what the artist wrote last, and that it is deleted; what stood there is still on record."""
    await scene.asked()
    written = await scene.writes("ines", "I used a generator.")
    await scene.who("ines").edits(written, "I used a generator for the first sketch, and inked by hand.")
    await scene.settle()
    assert "and inked by hand" in scene.reply_card.text
    kept = await scene.on.bot.quiet_core(_at, written.ref)
    assert kept
    assert kept.earlier == ("I used a generator.",)
    assert not says(scene.reply_card.text, "card.deleted")
    await scene.who("ines").removes(written)
    await scene.settle()
    assert "and inked by hand" in scene.reply_card.text
    assert says(scene.reply_card.text, "card.deleted")


def _at(uow: UnitOfWork, where: MessageRef) -> StoredMessage | None:
    """What is on record and not on show."""
    return uow.conversation.at(where)
