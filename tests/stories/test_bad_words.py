"""Words at and over every limit, and words that try to be more than words."""

import pytest

from bot.sandbox.acts import ClientRefuses
from tests.stories.acting import (
    ACCEPT,
    CONCERN,
    INTENTION,
    LINK,
    ONE_SENTENCE,
    SLOP,
    TOUCHES,
    WHICH,
    WORDS,
    Scene,
    says,
)

NASTY = (
    "@everyone @here @channel <@1> <@&2> <#3> <!channel> <!here> <!subteam^S1> <https://bad.example|x> "
    "**bold** ||hidden|| [x](https://bad.example) `code`\n# big\x00\x07\u202e\u200b"
)
CONTROLS = ("\x00", "\x07", "\u202e")


@pytest.mark.parametrize("length", [10, 1000])
async def test_a_reason_at_its_limits(scene: Scene, length: int) -> None:
    """The shortest and the longest reason are taken."""
    shown = await scene.report("alice", scene.listing("Neon Koi").url, "x" * length)
    assert says(shown.text, "say.report_taken")


async def test_a_reason_over_its_limit(scene: Scene) -> None:
    """One character more never leaves the form."""
    form = await scene.form("alice")
    with pytest.raises(ClientRefuses):
        await form.submits({LINK: scene.listing("Neon Koi").url, CONCERN: SLOP, WORDS: "x" * 1001})


@pytest.mark.parametrize(("field", "length"), [(LINK, 501), (WHICH, 501)])
async def test_the_other_fields_over_their_limits(scene: Scene, field: str, length: int) -> None:
    """Link and 'which image' have limits of their own, which the form keeps."""
    form = await scene.form("alice")
    with pytest.raises(ClientRefuses):
        await form.submits({CONCERN: SLOP, WORDS: "x" * 20, field: "x" * length})


@pytest.mark.parametrize("length", [20, 300])
async def test_a_sentence_at_its_limits(scene: Scene, length: int) -> None:
    """The shortest and the longest sentence about what was noticed reach the artist whole."""
    await scene.ask(await scene.case(), sentence="x" * length)
    assert "“" + "x" * length + "”" in scene.told("ines")


@pytest.mark.parametrize("length", [19, 301])
async def test_a_sentence_over_its_limits(scene: Scene, length: int) -> None:
    """Too short and too long never leave the form."""
    form = await scene.noticing("mo", await scene.case())
    with pytest.raises(ClientRefuses):
        await form.submits({ONE_SENTENCE: "x" * length, TOUCHES: [INTENTION]})


async def test_a_sentence_of_nothing_but_spaces(scene: Scene) -> None:
    """Spaces are no sentence: the form says so, or the bot says how long one must be."""
    card = await scene.case()
    if scene.ways("mo").takes_spaces:
        shown = await scene.note("mo", card, " " * 40)
        assert says(shown.text, "say.observation_length", least=20, most=300, length=0)
    else:
        with pytest.raises(ClientRefuses):
            await scene.note("mo", card, " " * 40)


@pytest.mark.parametrize("nothing", ["\u200b", "\u2060", "\u200d", "\u3164"])
async def test_a_sentence_that_nobody_can_see(scene: Scene, nothing: str) -> None:
    """Signs that show nothing are no words: neither a report nor a concern is made of them, and nobody is written."""
    shown = await scene.report("alice", scene.listing("First Snow").url, nothing * 25)
    assert says(shown.text, "say.report_words", least=10, most=1000)
    card = await scene.case()
    shown = await scene.note("mo", card, nothing * 25)
    assert says(shown.text, "say.observation_length", least=20, most=300, length=0)
    await scene.ask(card)
    told = len(scene.heard("ines"))
    for command, words in (("case message", "words"), ("case withdraw", "reason"), ("case note", "words")):
        shown = await scene.commands("kai", command, number=1, **{words: nothing * 3})
        assert says(shown.text, "say.message_empty"), (command, shown.text)
    assert len(scene.heard("ines")) == told


async def test_the_longest_finding(scene: Scene) -> None:
    """Sentences of three moderators at their longest stand in the notice whole, and in their order."""
    card = await scene.case("Neon Koi")
    await scene.vote("mo kai noor", "💬", card)
    for name, letter in (("mo", "*"), ("kai", "_"), ("noor", "~")):
        await scene.note(name, card, letter * 300)
    await scene.decide()
    notice = scene.told("ines")
    assert [notice.count(each) >= 300 for each in "*_~"] == [True] * 3
    assert says(notice, "notice.nothing_now")


async def test_the_longest_answer(scene: Scene) -> None:
    """As much as the chat takes, of markup, which may double when it is made harmless, still makes a card."""
    await scene.asked()
    await scene.writes("ines", "*" * scene.ways("ines").message)
    assert scene.ours.ways.star * 500 in scene.reply_card.text


async def test_a_very_long_listing(scene: Scene) -> None:
    """Title, description and notes of any length make a card and a notice within the chat's limits."""
    listing = scene.listing("Koi", description="Pond 🐟 " * 3000, process_notes="Ink _and_ water. " * 1000)
    listing.retitle("Koi " * 500)
    await scene.report("alice", listing.url)
    [card] = scene.cards
    await scene.ask(card)
    assert says(scene.told("ines"), "notice.contact")


async def test_a_listing_without_a_title(scene: Scene) -> None:
    """A title of nothing but spaces is called untitled."""
    await scene.report("alice", scene.listing("   ").url)
    assert says(scene.cards[0].text, "card.untitled")


async def test_words_that_try_to_be_more(scene: Scene) -> None:
    """Pings, markup and control characters in everything that people can write are words, and call nobody."""
    everyone = f"Koi {NASTY}"
    listing = scene.listing(everyone, description=NASTY, process_notes=NASTY)
    await scene.report("alice", listing.url, NASTY, which=NASTY.replace("\n", " "))
    [card] = scene.cards
    await scene.ask(card, sentence=NASTY)
    await scene.writes("ines", NASTY)
    await scene.vote("mo", ACCEPT, scene.reply_card)
    await scene.commands("mo", "case show", number=1)
    await scene.commands("ines", "my-case")
    await scene.decide()
    for side in scene.sides:
        assert side.said
        for message in side.said:
            assert not [bad for bad in (*side.ways.dangers, *CONTROLS) if bad in message.wire], message.wire
            assert not message.called
    assert says(scene.told("ines"), "say.member_accepted")


async def test_a_reason_for_withdrawing_at_its_limits(scene: Scene) -> None:
    """Three to three hundred characters; more does not leave the command, or is said to be too much."""
    await scene.case()
    if scene.ways("mo").commands_are_lines:
        shown = await scene.commands("mo", "case withdraw", number=1, reason="x" * 301)
        assert says(shown.text, "command.usage_withdraw")
    else:
        with pytest.raises(ClientRefuses):
            await scene.commands("mo", "case withdraw", number=1, reason="x" * 301)
    shown = await scene.commands("mo", "case withdraw", number=1, reason="x" * 300)
    assert says(shown.text, "say.withdrawn", case=1)
