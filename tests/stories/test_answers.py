"""How an artist may answer."""

import re
from datetime import timedelta

from bot.sandbox.acts import File
from bot.service.listings import SECOND_LOOK
from tests.stories.acting import ACCEPT, AGAIN, DAY, REFUSE, SENTENCE, STORED, Scene, says, whole

MINUTE = timedelta(minutes=1)


async def test_another_image(scene: Scene) -> None:
    """A new image is stored (📥) and stands on a card of its own beside what was asked about."""
    await scene.asked("Neon Koi", works=2)
    written = await scene.writes("ines", "The hand-inked one, sorry.", [scene.picture("koi-ink.jpg")])
    assert STORED in written.reactions
    card = scene.reply_card
    [sheet] = card.pictures
    assert "The hand-inked one" in card.text
    before, after = "A: neon-koi-1.jpg, B: neon-koi-2.jpg", "C: koi-ink.jpg"
    assert says(sheet.alt, "card.alt_before_after", before=before, after=after)
    assert list(card.reactions) == [ACCEPT, AGAIN, REFUSE]


async def test_words(scene: Scene) -> None:
    """Words are an answer: they stand on the reply card under what was asked."""
    await scene.asked()
    written = await scene.writes("ines", "I ink every fin by hand and scan the sheet.")
    assert STORED in written.reactions
    assert "I ink every fin by hand" in scene.reply_card.text
    assert SENTENCE in scene.reply_card.text


async def test_a_link(scene: Scene) -> None:
    """A link stays a link on the reply card."""
    await scene.asked()
    await scene.writes("ines", "The sketches are at https://sketches.example/koi_1?a=b")
    assert "https://sketches.example/koi_1?a=b" in scene.reply_card.text
    assert "https://sketches.example/koi_1?a=b" in scene.reply_card.links


async def test_several_messages_are_one_answer(stopped: Scene) -> None:
    """Each is stored at once (📥); all that come within a while open one card, also if the bot was down meanwhile."""
    async with stopped.bot():
        await stopped.asked()
        for words, files in (("I ink by hand.", []), ("Here is the ink.", [stopped.picture()])):
            written = await stopped.who("ines").writes(words, files)
            await stopped.on.settle()
            assert STORED in written.reactions
            stopped.clock.jump(MINUTE)
        await stopped.on.settle()
        assert len(stopped.cards) == 1
    stopped.clock.jump(2 * MINUTE)
    async with stopped.bot():
        await stopped.on.settle()
        card = stopped.reply_card
        assert "I ink by hand." in card.text
        assert "Here is the ink." in card.text
        assert "B: koi.jpg" in card.pictures[0].alt
        await stopped.writes("ines", "The sheet is A3.")
        assert "The sheet is A3." in card.text
        assert len(stopped.cards) == 2


async def test_a_very_long_answer(scene: Scene) -> None:
    """More than a chat takes in one message still gets a card with a vote, which says where all of it can be read."""
    await scene.asked()
    words = [f"word{number}." for number in range(1000, 3000)]
    for start in range(0, len(words), 180):
        await scene.who("ines").writes(" ".join(words[start : start + 180]))
    await scene.settle()
    card = scene.reply_card
    assert words[0] in card.text
    assert words[-1] not in card.text
    assert says(card.text, "card.cut", case=1)
    await scene.commands("mo", "case show", number=1)
    assert re.findall(r"word\d+\.", whole(scene.who("mo"))) == words
    await scene.vote("mo", ACCEPT, card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_accepted", case=1)


async def test_after_the_deadline(scene: Scene) -> None:
    """Who answers too late is still heard: the answer gets a card, and can be accepted."""
    await scene.asked()
    await scene.days(15)
    assert says(scene.cards[-1].text, "card.heading_action")
    written = await scene.writes("ines", "Sorry, I was away. I inked it by hand.")
    assert STORED in written.reactions
    await scene.vote("mo", ACCEPT, scene.reply_card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_accepted", case=1)


async def test_a_vote_begins_anew(scene: Scene) -> None:
    """After a vote words join the card and votes stand; a picture opens a new card, and whoever voted is told."""
    card = await scene.answered()
    await scene.vote("mo", ACCEPT, card)
    await scene.writes("ines", "The sheet is A3.")
    assert "The sheet is A3." in card.text
    assert says(card.text, "say.card_stands")
    assert not scene.advised("mo")
    await scene.writes("ines", "Here it is.", [scene.picture()])
    assert says(card.text, "say.card_revised")
    assert says(scene.advised("mo", later=True)[-1], "say.voter_revised", case=1)
    new = scene.reply_card
    assert new.text != card.text
    assert all(each in new.text for each in ("I inked every fin", "The sheet is A3.", "Here it is."))
    await scene.decide()
    assert not says(scene.told("ines"), "say.member_accepted")
    await scene.vote("mo", ACCEPT, new)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_accepted")


async def test_removed_and_gone(scene: Scene) -> None:
    """'Removed' is looked at: a listing that is gone resolves the case without a vote and without a mark."""
    await scene.asked()
    scene.on.gallery.listings[0].remove()
    await scene.writes("ines", "I have removed it.")
    assert says(scene.told("ines"), "say.member_removed", case=1)
    assert says(scene.told("alice"), "say.reporter_closed", case=1)
    [card] = scene.cards
    assert says(card.text, "say.status_resolved")


async def test_removed_in_other_words(scene: Scene) -> None:
    """Whatever the words: who writes may have removed it. Two looks that find it gone resolve it, without a vote."""
    await scene.asked()
    scene.on.gallery.listings[0].remove()
    await scene.writes("ines", "Sorry, that one should never have been up. I have taken it off the site.")
    [card] = scene.cards
    assert says(card.text, "say.status_awaiting_member")
    await scene.passes(SECOND_LOOK)
    assert says(scene.told("ines"), "say.member_removed", case=1)
    assert says(scene.told("alice"), "say.reporter_closed", case=1)
    [card] = scene.cards
    assert says(card.text, "say.status_resolved")


async def test_away_for_a_moment(scene: Scene) -> None:
    """A listing that is back at the second look was not removed: what was written is judged."""
    await scene.asked()
    scene.on.gallery.listings[0].remove()
    await scene.writes("ines", "I ink every fin by hand.")
    scene.on.gallery.listings[0].restore()
    await scene.passes(SECOND_LOOK)
    assert "I ink every fin by hand." in scene.reply_card.text


async def test_replaced_in_other_words(scene: Scene) -> None:
    """What was replaced on the platform stands on the card, before and after, with the words; nobody had to send it."""
    await scene.asked()
    scene.on.gallery.listings[0].replace("A", scene.picture(seed=23).data)
    before = len(scene.on.gallery.requests)
    for words in ("Sorry about the old one!", "The hand-inked sheet is up now."):
        await scene.who("ines").writes(words)
        await scene.on.settle()
    await scene.settle()
    asked_for = [each.path for each in scene.on.gallery.requests[before:]]
    assert len({*asked_for}) == len(asked_for), "there is one look an answer"
    card = scene.reply_card
    assert "The hand-inked sheet is up now." in card.text
    shown = {"before": "A: neon-koi-1.jpg", "after": "B: replacement.jpg"}
    assert says(card.pictures[0].alt, "card.alt_before_after", **shown)


async def test_removed_and_still_there(scene: Scene) -> None:
    """Where the listing is still there, the artist is told so, and the clock runs on to its end."""
    await scene.asked()
    await scene.writes("ines", "removed")
    assert says(scene.told("ines"), "say.member_still_there", case=1)
    [card] = scene.cards
    assert says(card.text, "say.status_awaiting_member")
    await scene.days(15)
    assert says(scene.cards[-1].text, "card.heading_action")


async def test_removed_where_nobody_can_look(scene: Scene) -> None:
    """Where the platform does not answer, moderators judge the word 'removed' as an answer."""
    await scene.asked()
    scene.on.gallery.down()
    await scene.writes("ines", "Deleted!")
    scene.on.gallery.up()
    assert "Deleted!" in scene.reply_card.text


async def test_not_mine(scene: Scene) -> None:
    """'Not mine' stops the clock: moderators name the owner, two in a team of three, who gets a notice of their own."""
    await scene.asked()
    await scene.writes("ines", "That's not mine")
    assert says(scene.told("ines"), "say.member_not_mine")
    card = scene.cards[0]
    assert says(card.text, "say.card_owner_needed", case=1)
    await scene.passes(30 * DAY)
    assert says(card.text, "say.card_owner_needed", case=1)
    theo = scene.who("theo")
    shown = await scene.commands("mo", "case owner", number=1, person=theo)
    assert says(shown.text, "say.owner_needs_second")
    assert not scene.heard("theo")
    shown = await scene.commands("kai", "case owner", number=1, person=theo)
    assert says(shown.text, "say.owner_named")
    assert says(scene.told("theo"), "notice.greeting", title="Neon Koi")
    assert says(card.text, "say.status_awaiting_member")


async def test_not_mine_and_after_that(scene: Scene) -> None:
    """The named owner's answer counts; whom it was not is asked nothing more, and has no case: the notice was ours."""
    await scene.asked()
    await scene.writes("ines", "not mine")
    for name in ("mo", "kai"):
        await scene.commands(name, "case owner", number=1, person=scene.who("theo"))
    shown = (await scene.commands("ines", "my-case")).text
    assert says(shown, "command.my_cases_past")
    assert says(shown, "say.my_case_past", title="Neon Koi", case=1)
    assert not says((await scene.commands("theo", "my-case")).text, "say.my_case_past")
    await scene.writes("theo", "Mine, and inked by hand.")
    await scene.vote("mo", ACCEPT, scene.reply_card)
    await scene.decide()
    assert says(scene.told("theo"), "say.member_accepted", case=1)
    assert len(scene.heard("ines")) == 2


async def test_an_answer_with_a_file_that_cannot_be_shown(scene: Scene) -> None:
    """A working file is named on the card, the artist hears which one and what works, and the words count."""
    await scene.asked()
    await scene.writes("ines", "My layers.", [File("koi.psd", b"8BPS\x00\x01" + bytes(64))])
    assert says(scene.told("ines"), "file.working_file", name="koi.psd")
    assert "My layers." in scene.reply_card.text
    assert says(scene.reply_card.text, "say.card_file_refused", name="koi.psd")


async def test_an_answer_with_a_sound(scene: Scene) -> None:
    """It is an answer, and the card names it; the artist hears that nobody can hear it, and what works."""
    await scene.asked()
    written = await scene.writes("ines", files=[File("voice.ogg", b"OggS\x00\x02" + bytes(64))])
    assert STORED in written.reactions
    assert says(scene.told("ines"), "file.name_alone", name="voice.ogg")
    assert says(scene.reply_card.text, "say.card_file_named", name="voice.ogg")


async def test_an_answer_that_is_nothing_but_a_file_that_cannot_be_shown(scene: Scene) -> None:
    """It is no answer yet: the artist hears what works, no card is shown, and the clock runs on."""
    await scene.asked()
    await scene.writes("ines", files=[File("koi.zip", b"PK\x03\x04" + bytes(64))])
    assert says(scene.told("ines"), "file.archive", name="koi.zip")
    [card] = scene.cards
    assert says(card.text, "say.status_awaiting_member")
