"""The card in the moderators' channel."""

from pathlib import Path

from bot.stage import MEMBERS, MODERATORS
from tests.stories.acting import ASK, DAY, KEEP, NOTICED, TEXTS, Scene, needs, says
from tests.stories.on_slack import SlackSeen

POLICY = Path(__file__).parents[2] / "bot" / "texts" / "policy.toml"


async def test_what_a_card_shows(scene: Scene) -> None:
    """Title, description, process notes, the questions, the legend, a picture with alt text, the button, a link."""
    listing = scene.listing("Neon Koi", works=2, description="A pond at night.", process_notes="Ink, then colour.")
    await scene.report("alice", listing.url)
    [card] = scene.cards
    for words in ("Neon Koi", "A pond at night.", "Ink, then colour.", "artistic intention", KEEP, ASK):
        assert words in card.text, words
    assert listing.url in card.links
    assert card.buttons == [NOTICED]
    [sheet] = card.pictures
    assert says(sheet.alt, "card.alt", title="Neon Koi")
    assert "A: neon-koi-1.jpg, B: neon-koi-2.jpg" in (sheet.alt)


async def test_a_new_artist_has_no_strip(scene: Scene) -> None:
    """Who has nothing else is shown nothing else, and no word about it."""
    card = await scene.case("Neon Koi")
    assert len(card.pictures) == 1
    assert not says(card.text, "card.works")


async def test_a_card_says_what_files_say(scene: Scene) -> None:
    """That they say nothing is said, and that it means nothing."""
    card = await scene.case("Neon Koi")
    assert says(card.text, "card.facts")
    assert says(card.text, "card.fact_nothing", letters="A")


async def test_process_notes_stand_on_the_card(scene: Scene) -> None:
    """Those that the artist adds are shown with the listing; somebody else's are refused, case or no case."""
    listing = scene.listing("Neon Koi")
    link, words = TEXTS["form.notes_link"], TEXTS["form.notes_words"]
    await scene.report("alice", listing.url)
    for name, key in (("ines", "say.notes_kept"), ("bob", "say.notes_not_yours")):
        form = await scene.who(name).opens("process-notes")
        shown = await form.submits({link: listing.url, words: f"{name} inked all of it, then coloured it by hand."})
        await scene.settle()
        assert says(scene.who(name).latest(shown).text, key)
    [card] = scene.cards
    assert says(card.text, "card.notes")
    assert "ines inked all of it" in card.text
    assert "bob" not in card.text


async def test_reactions_are_put_on_in_order(scene: Scene) -> None:
    """The bot puts each choice on itself, in the order of the legend, once."""
    card = await scene.case()
    assert card.reactions == {KEEP: 1, ASK: 1}
    assert list(card.reactions) == [KEEP, ASK]


async def test_a_card_shows_no_counts_and_no_names(scene: Scene) -> None:
    """However many reported and voted, the card says nothing of how many or who."""
    url = scene.listing("Neon Koi").url
    for name in ("alice", "bob", "carol"):
        await scene.report(name, url)
    [card] = scene.cards
    before = card.text
    await scene.vote("mo", ASK, card)
    await scene.vote("kai", KEEP, card)
    assert card.text == before
    assert not [name for name in (*MODERATORS, *MEMBERS) if name in card.text.lower().split()]


async def test_a_deleted_card_is_posted_anew(scene: Scene) -> None:
    """Its ballots are gone with it: those who voted are told, and vote again on the new one."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.tidier.deletes(card)
    await scene.settle()
    [anew] = scene.cards
    assert list(anew.reactions) == [KEEP, ASK]
    assert not says(anew.text, "say.card_stands")
    for name in ("mo", "kai"):
        assert says(scene.advised(name, later=True)[-1], "say.card_lost", case=1)
    assert not scene.advised("noor")
    await scene.decide()
    assert says(anew.text, "card.heading_listing")
    await scene.vote("mo kai", KEEP, anew)
    await scene.decide()
    assert says(anew.text, "say.status_cleared")


@needs("threads")
async def test_nothing_is_left_of_a_card(scene: Scene) -> None:
    """Where its thread, with its pictures, is deleted too, it is posted anew all the same, and at once."""
    card = await scene.case()
    await scene.vote("mo", KEEP, card)
    assert isinstance(card, SlackSeen)
    scene.on.slack.retains_no_more(card.view)
    await scene.settle()
    [anew] = scene.cards
    assert list(anew.reactions) == [KEEP, ASK]
    assert says(scene.advised("mo", later=True)[-1], "say.card_lost", case=1)


@needs("clears_reactions")
async def test_all_reactions_removed_at_once(scene: Scene) -> None:
    """No ballot is left, the verdict falls, and the bot puts its own reactions on again."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.tidier.clears(card)
    await scene.settle()
    assert card.reactions == {KEEP: 1, ASK: 1}
    assert not says(card.text, "say.card_stands")
    await scene.decide()
    assert says(card.text, "card.heading_listing")


@needs("clears_reactions")
async def test_one_emoji_removed_at_once(scene: Scene) -> None:
    """The ballots of that choice are gone, those of the other stand."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.vote("noor", ASK, card)
    await scene.tidier.clears_emoji(KEEP, card)
    await scene.settle()
    assert card.reactions == {ASK: 2, KEEP: 1}
    await scene.note("noor", card)
    await scene.vote("mo", ASK, card)
    assert says(card.text, "say.card_stands")


@needs("super_reactions")
async def test_super_reactions_count(scene: Scene) -> None:
    """A super reaction is a vote like any other, and one person's two kinds are one ballot."""
    card = await scene.case()
    await scene.who("mo").super_reacts(KEEP, card)
    await scene.vote("mo", KEEP, card)
    await scene.settle()
    assert not says(card.text, "say.card_stands")
    await scene.who("kai").super_reacts(KEEP, card)
    await scene.settle()
    assert says(card.text, "say.card_stands")
    await scene.decide()
    assert says(card.text, "say.status_cleared")


@needs("super_reactions")
async def test_half_a_ballot_taken_away_is_still_one(scene: Scene) -> None:
    """Who takes the super reaction away and leaves the plain one still votes."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.who("mo").super_reacts(KEEP, card)
    await scene.settle()
    await scene.unvote("mo", KEEP, card)
    assert says(card.text, "say.card_stands")


@needs("emoji_are_characters")
async def test_an_emoji_with_its_variation_selector(scene: Scene) -> None:
    """U+FE0F makes no difference to what an emoji means."""
    card = await scene.case()
    await scene.vote("mo kai", f"{KEEP}\ufe0f", card)
    assert says(card.text, "say.card_stands")


async def test_skin_tones(stopped: Scene, tmp_path: Path) -> None:
    """Where a policy chooses an emoji that has skin tones, each of them is a vote."""
    policy = tmp_path / "policy.toml"
    policy.write_text(POLICY.read_text(encoding="utf-8").replace(KEEP, "👍").replace('"art"', '"+1"'), encoding="utf-8")
    async with stopped.bot(SALON_POLICY=str(policy)):
        card = await stopped.case()
        await stopped.vote("mo", "👍🏾", card)
        await stopped.vote("kai", "👍", card)
        assert says(card.text, "say.card_stands")
        await stopped.decide()
        assert says(card.text, "say.status_cleared")


async def test_votes_on_an_old_card_change_nothing(scene: Scene) -> None:
    """The card of the first question takes no votes on the answer."""
    card = await scene.answered()
    await scene.vote("kai noor", KEEP, scene.cards[0])
    await scene.decide()
    assert says(card.text, "card.heading_reply")
    await scene.passes(8 * DAY)
    assert says(scene.told("ines"), "say.member_accepted_unjudged")
