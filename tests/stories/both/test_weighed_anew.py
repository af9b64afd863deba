"""Accounts turn out to be one person's: what is open is weighed anew, what is final stands and says so."""

import re

import pytest

from bot.stage import DISCORD
from tests.stories.acting import says
from tests.stories.both.people import imports, link, one_person, private, reported
from tests.stories.slack_acting import ASK, KEEP, SlackScene


async def test_two_voters(scene: SlackScene) -> None:
    """Their two ballots are one: the verdict that stood falls, and nothing becomes final."""
    card = await reported(scene)
    await scene.vote("mo kai", KEEP, card)
    assert says(card.text, "say.card_stands")
    await one_person(scene, "mo", "kai")
    assert not says(card.text, "say.card_stands")
    await scene.decide()
    assert not says(card.text, "say.status_cleared")
    await scene.vote("noor", KEEP, card)
    await scene.decide()
    assert says(card.text, "say.status_cleared")


async def test_two_voters_who_differ(scene: SlackScene) -> None:
    """They void each other, and are told so privately."""
    card = await reported(scene)
    await scene.vote("mo noor", KEEP, card)
    await scene.vote("kai", ASK, card)
    await one_person(scene, "mo", "kai")
    for name in ("mo", "kai"):
        assert any(says(each, "say.voter_two", case=1) for each in scene.heard(name))
    assert not any(says(each, "say.voter_two") for each in scene.heard("noor"))


async def test_owner_and_voter(scene: SlackScene) -> None:
    """A moderator who turns out to be the artist loses the ballot, learns it privately, and nobody else does."""
    card = await reported(scene)
    await scene.vote("mo kai", KEEP, card)
    await link(scene, "ines", "mo")
    assert any(says(each, "say.voter_recused", case=1) for each in scene.heard("mo"))
    assert not any(says(each, "say.voter_recused") for each in scene.heard("kai"))
    await scene.decide()
    assert not says(card.text, "say.status_cleared")


async def test_owner_and_reporter(scene: SlackScene) -> None:
    """Who reported their own listing is asked like anybody, and hears of the end once for each part they had."""
    card = await reported(scene, by="carol")
    await link(scene, "ines", "carol")
    await scene.ask(card)
    notices = [*private(scene, "ines"), *scene.heard("carol")]
    assert sum(says(each, "notice.greeting") for each in notices) == 1


async def test_two_reporters(scene: SlackScene) -> None:
    """Two reports of one person are one: the moderators see it counted so, and one account hears of the end."""
    await reported(scene, by="alice")
    await scene.report("carol", scene.on.gallery.listings[0].url)
    await one_person(scene, "alice", "carol")
    await scene.who("mo").runs("/case", "show 1")
    await scene.settle()
    assert re.search(r"Reports\W+1\b", scene.who("mo").answers[-1].text)
    card = scene.card("Neon Koi")
    await scene.vote("mo kai", KEEP, card)
    await scene.decide()
    closed = [each for name in ("alice", "carol") for each in scene.heard(name) if says(each, "say.reporter_closed")]
    assert len(closed) == 1


async def test_after_a_final_verdict(scene: SlackScene) -> None:
    """The verdict stands, the case goes on, and the card of that round says that the count would be another."""
    card = await reported(scene)
    await scene.ask(card)
    assert says(private(scene, "ines")[-1], "notice.greeting")
    heard = len(scene.heard("mo"))
    await one_person(scene, "mo", "kai")
    assert says(card.text, "say.card_relinked")
    assert says(card.text, "say.card_decided_ask")
    assert says(card.text, "say.status_awaiting_member")
    assert not any(says(each, "say.voter_two") for each in scene.heard("mo")[heard:])
    assert "mo" not in card.text


async def test_after_the_end_of_a_case(scene: SlackScene) -> None:
    """A case that is over stays as it ended, and its card says it as well."""
    card = await reported(scene)
    await scene.vote("mo kai", KEEP, card)
    await scene.decide()
    await one_person(scene, "mo", "kai")
    assert says(card.text, "say.status_cleared")
    assert says(card.text, "say.card_relinked")


async def test_linked_by_an_import(stopped: SlackScene, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the platform's table says while the bot is stopped counts from its next start."""
    async with stopped.bot():
        card = await reported(stopped)
        await stopped.vote("mo kai", KEEP, card)
    people = [stopped.who(name) for name in ("mo", "kai")]
    imports(stopped, tmp_path_factory.mktemp("table"), *(f"member-mo,slack,{each.id}," for each in people))
    async with stopped.bot():
        assert not says(card.text, "say.card_stands")
        await stopped.decide()
        assert not says(card.text, "say.status_cleared")


async def test_linked_by_what_the_platform_says_of_another_listing(scene: SlackScene) -> None:
    """The platform names a second account of a member: cases that are open know it from then on."""
    card = await reported(scene, DISCORD)
    await scene.vote("mo kai", KEEP, card)
    ines = scene.on.gallery.artist("Ines", discord_id=str(scene.on.person("ines").id), slack_id=scene.who("mo").id)
    await scene.report("bob", scene.on.gallery.list(ines, "First Snow").url)
    assert any(says(each, "say.voter_recused", case=1) for each in scene.heard("mo"))
    assert not says(card.text, "say.card_stands")
