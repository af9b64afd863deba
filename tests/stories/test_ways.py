"""What the chats do each in their own way: the data of `ways.py`, held against what people see."""

import pytest

from bot.sandbox.acts import ClientRefuses
from tests.stories.acting import ACCEPT, ASK, CONCERN, KEEP, LINK, SEEN, SLOP, WORDS, Scene, as_typed, says
from tests.stories.ways import EMOJI, Told


async def test_how_emoji_are_spelled(scene: Scene) -> None:
    """The bot's own reactions stand on the card as people see them, and on the wire as the table says."""
    card = await scene.case()
    assert list(card.reactions) == [KEEP, ASK]
    spelled = list(card.spelled)
    assert spelled == [scene.ours.ways.emoji[each] for each in (KEEP, ASK)]


async def test_super_reactions(scene: Scene) -> None:
    """They are votes where there are any."""
    card = await scene.case()
    if not scene.ours.ways.super_reactions:
        with pytest.raises(ClientRefuses):
            await scene.who("mo").super_reacts(KEEP, card)
        return
    for name in ("mo", "kai"):
        await scene.who(name).super_reacts(KEEP, card)
    await scene.settle()
    assert says(card.text, "say.card_stands")


async def test_taking_everybodys_reactions_off(scene: Scene) -> None:
    """Somebody who tidies up can where the chat has that."""
    card = await scene.case()
    await scene.vote("mo", KEEP, card)
    if not scene.ours.ways.clears_reactions:
        for clear in (scene.tidier.clears(card), scene.tidier.clears_emoji(KEEP, card)):
            with pytest.raises(ClientRefuses):
                await clear
        return
    await scene.tidier.clears(card)
    await scene.settle()
    assert "mo" not in card.reactors(KEEP)


async def test_the_reactions_of_people_who_do_not_vote(scene: Scene) -> None:
    """The bot takes them off where it can; elsewhere they stay and count for nothing."""
    await scene.ours.admits(scene.who("carol"))
    card = await scene.case()
    await scene.vote("carol", KEEP, card)
    assert ("carol" not in card.reactors(KEEP)) == scene.ours.ways.takes_off_reactions


async def test_how_voters_hear(scene: Scene) -> None:
    """Of a ballot that does not count: in the moderators' channel for them alone, or by a private message."""
    card = await scene.case(reporter="mo")
    before = len(scene.heard("mo")), len(scene.who("mo").answers)
    await scene.vote("mo", KEEP, card)
    after = len(scene.heard("mo")), len(scene.who("mo").answers)
    by_message = scene.ours.ways.told is Told.BY_MESSAGE
    assert [new - old for new, old in zip(after, before, strict=True)] == [by_message, not by_message]


async def test_an_answer_that_comes_later(scene: Scene) -> None:
    """While a listing is looked up, there is a first word; the answer takes its place, or comes beside it."""
    shown = await (await scene.form("alice")).submits({LINK: scene.listing("Koi").url, CONCERN: SLOP, WORDS: SEEN})
    await scene.settle()
    alice = scene.who("alice")
    taken = [says(each.text, "say.report_taken", case=1) for each in alice.answers]
    assert taken == ([True] if alice.ways.answers_change else [False, True])
    assert says(shown.text, "say.report_taken") == alice.ways.answers_change
    assert says(alice.latest(shown).text, "say.report_taken", case=1)


async def test_the_fields_of_the_report_form(scene: Scene) -> None:
    """The same five, each of the kind that the chat has for it."""
    form = await scene.form("alice")
    assert tuple(form.kinds.values()) == scene.ways("alice").report_form


async def test_who_cannot_be_reached(scene: Scene) -> None:
    """Who refuses private messages, or has no account any more: a card says so either way."""
    card = await scene.case()
    ines = scene.who("ines")
    await ines.hides()
    if ines.ways.closes_messages:
        assert says((await ines.runs("my-case")).text, "command.my_cases_none")
    else:
        with pytest.raises(LookupError):
            await ines.runs("my-case")
    await scene.ask(card)
    assert says(card.text, "say.undeliverable_closed")


async def test_threads(scene: Scene) -> None:
    """What the artist hears of a case stands in the thread of its notice where there are threads."""
    await scene.answered()
    await scene.vote("kai", ACCEPT, scene.reply_card)
    await scene.decide()
    last = scene.who("ines").inbox[-1]
    assert says(last.text, "say.member_accepted")
    assert says(last.under, "notice.greeting", title="Neon Koi") == scene.ways("ines").threads


async def test_how_commands_are_typed(scene: Scene) -> None:
    """A command that is one line of text can be mistyped, and gets help; elsewhere the client sees to it."""
    await scene.case()
    mo = scene.who("mo")
    assert says((await scene.commands("mo", "case show", number=1)).text, "command.case", case=1)
    if mo.ways.commands_are_lines:
        assert says((await scene.commands("mo", "case show", number="one")).text, "command.usage_show")
    else:
        with pytest.raises((ClientRefuses, LookupError, ValueError)):
            await scene.commands("mo", "case show", number="one")


async def test_how_much_can_be_typed(scene: Scene) -> None:
    """As many characters as the table says, and not one more."""
    most = scene.ways("theo").message
    written = await scene.writes("theo", "x" * most)
    assert len(as_typed(written.text)) == most
    with pytest.raises(ClientRefuses):
        await scene.writes("theo", "x" * (most + 1))


async def test_every_emoji_of_the_stories_has_a_spelling(scene: Scene) -> None:
    """Nobody reacts with something that their chat does not know."""
    card = await scene.case()
    for emoji in EMOJI:
        await scene.who("noor").reacts(emoji, card)
        assert "noor" in card.reactors(emoji)
        await scene.who("noor").unreacts(emoji, card)
    await scene.settle()
