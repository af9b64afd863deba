"""An owner of whom the platform knows an e-mail address and no account."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.stage import SLACK
from tests.stories.acting import says
from tests.stories.both.people import Log, imports, stored
from tests.stories.slack_acting import ASK, SlackScene


def by_address(scene: SlackScene, email: str) -> str:
    """The link to a listing of ines, of whom the platform knows an address and no account."""
    return scene.on.gallery.list(scene.on.gallery.artist("Ines", email=email), "Neon Koi").url


async def test_found_by_address(stopped: SlackScene, tmp_path: Path, log: Log) -> None:
    """Who has no account on record is found on Slack by the address, which is kept no longer and never logged."""
    async with stopped.bot():
        await stopped.report("alice", by_address(stopped, "ines@sandbox.example"))
        await stopped.ask(stopped.card("Neon Koi"))
        assert any(says(each, "notice.greeting") for each in stopped.heard("ines"))
    assert not stored(tmp_path, "ines@sandbox.example")
    assert not any("ines@sandbox.example" in str(each) for each in log)


async def test_an_address_that_nobody_has(stopped: SlackScene, tmp_path: Path) -> None:
    """The owner stays to be named, and the address is not kept either."""
    async with stopped.bot():
        await stopped.report("alice", by_address(stopped, "nobody@sandbox.example"))
        card = stopped.card("Neon Koi")
        await stopped.vote("mo kai", ASK, card)
        await stopped.note("mo", card)
        assert says(card.text, "say.card_waits_owner", case=1)
    assert not stored(tmp_path, "nobody@sandbox.example")


async def test_where_the_workspace_does_not_tell(stopped: SlackScene, tmp_path: Path) -> None:
    """Without the scope nothing happens: the owner stays to be named, and the address is not kept for it."""
    stopped.on.slack.withholds("users:read.email")
    async with stopped.bot():
        await stopped.report("alice", by_address(stopped, "ines@sandbox.example"))
        card = stopped.card("Neon Koi")
        await stopped.vote("mo kai", ASK, card)
        await stopped.note("mo", card)
        assert says(card.text, "say.card_waits_owner", case=1)
    assert not stored(tmp_path, "ines@sandbox.example")


async def test_an_address_imported_while_the_case_is_open(
    stopped: SlackScene, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A case that waits for its owner goes on once the address leads to her."""
    async with stopped.bot():
        await stopped.report("alice", stopped.on.gallery.list(stopped.on.gallery.artist("Ines"), "Neon Koi").url)
        card = stopped.card("Neon Koi")
        await stopped.vote("mo kai", ASK, card)
        await stopped.note("mo", card)
        assert says(card.text, "say.card_waits_owner", case=1)
    imports(stopped, tmp_path_factory.mktemp("table"), "member-ines,,,ines@sandbox.example")
    async with stopped.bot():
        stopped.clock.jump(timedelta(minutes=1))  # a look that came before the connection is repeated
        await stopped.settle()
        assert not says(card.text, "say.card_waits_owner")
        await stopped.decide()
        assert any(says(each, "notice.greeting") for each in stopped.heard("ines"))


async def test_known_by_the_platform_later(scene: SlackScene) -> None:
    """The listing is looked at again from time to time: an account that the platform knows by then is taken over."""
    listing = scene.on.gallery.list(scene.on.gallery.artist("Ines"), "Neon Koi")
    await scene.report("alice", listing.url)
    card = scene.card("Neon Koi")
    await scene.vote("mo kai", ASK, card)
    await scene.note("mo", card)
    assert says(card.text, "say.card_waits_owner", case=1)
    listing.owner = scene.on.artist("ines", SLACK)
    scene.clock.jump(timedelta(hours=7))
    await scene.settle()
    assert not says(card.text, "say.card_waits_owner")
    await scene.decide()
    assert any(says(each, "notice.greeting") for each in scene.heard("ines"))


async def test_an_imported_address(stopped: SlackScene, tmp_path_factory: pytest.TempPathFactory) -> None:
    """An address of the table is used when a listing of that member is reported."""
    imports(stopped, tmp_path_factory.mktemp("table"), "member-ines,,,ines@sandbox.example")
    async with stopped.bot():
        await stopped.report("alice", stopped.on.gallery.list(stopped.on.gallery.artist("Ines"), "Neon Koi").url)
        await stopped.ask(stopped.card("Neon Koi"))
        assert any(says(each, "notice.greeting") for each in stopped.heard("ines"))
