"""What moderators do at their desk: notes, flags on duty, cases taken up again, and media that must not be kept."""

from pathlib import Path

from tests.stories.acting import KEEP, Scene, mixed, says

pytestmark = mixed


async def test_on_duty(scene: Scene) -> None:
    """A listing that a moderator flags is a case like any other, and they vote on it; notes stay among moderators."""
    listing = scene.listing("Neon Koi")
    await scene.commands("mo", "case open", link=listing.url)
    assert says(scene.who("mo").answers[-1].text, "say.flagged", case=1)
    await scene.commands("kai", "case open", link=listing.url)
    assert says(scene.who("kai").answers[-1].text, "say.flag_open", case=1)
    shown = await scene.commands("kai", "case note", number=1, words="She told me about the series.")
    assert says(shown.text, "say.noted", case=1)
    record = (await scene.commands("noor", "case show", number=1)).text
    assert says(record, "say.history_flagged")
    assert says(record, "say.history_note", words="She told me about the series.")
    assert "told me" not in scene.card("Neon Koi").text
    assert "Neon Koi" in (await scene.commands("mo", "case list", which="mine")).text
    await scene.vote("mo kai", KEEP, scene.card("Neon Koi"))
    assert says((await scene.commands("mo", "case list", which="mine")).text, "command.list_empty")
    await scene.decide()
    found = await scene.commands("noor", "case list", text="neon")
    assert says(found.text, "say.status_cleared")
    assert says((await scene.commands("noor", "case list", text="nowhere")).text, "command.list_empty")
    await scene.commands("kai", "case reopen", number=1)
    assert says(scene.who("kai").answers[-1].text, "say.report_decided")


async def test_taken_up_again(scene: Scene) -> None:
    """A case that was taken back is taken up as a new one; both lead to each other, and the reporter is told."""
    await scene.case(reporter="alice")
    assert says((await scene.commands("mo", "case reopen", number=1)).text, "say.case_open", case=1)
    await scene.commands("mo", "case withdraw", number=1, reason="By mistake.")
    await scene.commands("kai", "case reopen", number=1)
    assert says(scene.who("kai").answers[-1].text, "say.reopened", case=2)
    assert says(scene.told("alice"), "say.reporter_reopened", case=2, earlier=1)
    assert says((await scene.commands("noor", "case show", number=1)).text, "say.history_taken_up_again", case=2)
    assert says((await scene.commands("noor", "case show", number=2)).text, "say.history_reopened", case=1)


async def test_purge(scene: Scene, tmp_path: Path) -> None:
    """The picture is gone from the card and from the disk, stays gone though the listing is looked at again."""
    card = await scene.case("Neon Koi", works=2)
    before = [each.data for each in card.pictures]
    assert before
    media = list((tmp_path / "media").glob("??/*"))
    assert says((await scene.commands("mo", "case purge", number=1, reason="Unlawful.")).text, "say.purged", count=2)
    await scene.settle()
    left = list((tmp_path / "media").glob("??/*"))
    assert len(left) == len(media)
    assert all(not each.read_bytes() for each in left if each.suffix == ".erased")
    assert len([each for each in left if each.suffix == ".erased"]) == 2
    assert [each.data for each in card.pictures] != before
    if scene.ours.ways.threads:  # there the sheet was shared into the card's thread
        files = scene.on.slack.world.files.values()
        assert [each.deleted for each in files if each.data in before] == [True]
    assert says((await scene.commands("kai", "case show", number=1)).text, "say.history_purged", why="Unlawful.")
    looks = await scene.on.bot.quiet_core(lambda uow: uow.fingerprints.at(range(1, 10)))
    assert {len(each.windows) for _, each in looks} == {32}, "nobody could draw it from that"
    await scene.days(1)
    assert len([each for each in (tmp_path / "media").glob("??/*") if each.suffix == ".erased"]) == 2


async def test_who_reported(scene: Scene) -> None:
    """A lead is told, alone and on record; the card and everybody else hear nothing of it."""
    await scene.case(reporter="alice")
    shown = await scene.commands("mo", "case unseal", number=1, reason="The same group again.")
    assert says(shown.text, "command.unsealed", case=1)
    record = (await scene.commands("kai", "case show", number=1)).text
    assert says(record, "say.history_unsealed", why="The same group again.")
    assert "alice" not in record.lower()
    assert not [each for each in scene.cards if "same group" in each.text]
