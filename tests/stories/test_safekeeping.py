"""Copies of everything, made beside the running bot, and a life that begins again from one of them."""

from pathlib import Path

from bot.stage import DISCORD
from tests.processes.salon import Ended, salon
from tests.stories.acting import ACCEPT, Scene, alone, only, says

pytestmark = [only(DISCORD, "a backup knows no chat"), alone("the same")]


async def does(scene: Scene, folder: Path, *words: str, **settings: str) -> Ended:
    """Use the command line; it shows no traceback."""
    ended = await salon(folder, {**scene.on.environment, **settings}, *words)
    assert "Traceback" not in ended.printed
    return ended


def put_aside(data: Path) -> list[Path]:
    """Databases that were replaced."""
    return list(data.glob("replaced-*/salon.db"))


async def test_a_life_that_begins_again_from_a_backup(stopped: Scene, tmp_path: Path) -> None:
    """Saved while the bot runs, restored elsewhere: the case goes on, with what was said in the chats meanwhile."""
    new = str(tmp_path / "new")
    async with stopped.bot():
        await stopped.asked()
        saved = await does(stopped, tmp_path, "backup", "copy")
        assert (saved.code, saved.out) == (0, "Backed up to copy: the database and its pictures (1).\n")
        checked = await does(stopped, tmp_path, "check")
        assert (checked.code, checked.out) == (0, "All that is stored is sound.\n")
        refused = await does(stopped, tmp_path, "restore", "copy", "--replace")
        assert refused.code == 1
        assert "in use by another Salon" in refused.err
        again = await does(stopped, tmp_path, "backup", "copy")
        assert again.code == 1
        assert "copy exists already" in again.err
        await stopped.writes("ines", "I inked every fin by hand.")
        cards = len(stopped.cards)
    restored = await does(stopped, tmp_path, "restore", "copy", SALON_DATA=new)
    assert restored.code == 0
    assert f"Restored from copy to {new}.\n" in restored.out
    async with stopped.bot(SALON_DATA=new):
        await stopped.settle()
        assert [says(each, "notice.greeting") for each in stopped.heard("ines")].count(True) == 1
        assert "I inked every fin by hand." in stopped.reply_card.text
        assert len(stopped.cards) <= cards + 1
        await stopped.vote("kai", ACCEPT, stopped.reply_card)
        await stopped.decide()
        assert says(stopped.told("ines"), "say.member_accepted")


async def test_what_was_damaged_comes_back(stopped: Scene, tmp_path: Path) -> None:
    """A picture is lost and a case altered: both are found with exit 1, and each line says truly what helps."""
    async with stopped.bot():
        await stopped.case()
        assert (await does(stopped, tmp_path, "backup", "copy")).code == 0
        [picture] = [each for each in (tmp_path / "media").rglob("*") if each.is_file()]
        picture.unlink()
        found = await does(stopped, tmp_path, "check")
        assert (found.code, found.out.count("✗ ")) == (1, 1)
        assert f"✗ Picture {picture.name} is missing. Copy it from a backup's folder" in found.out
        refused = await does(stopped, tmp_path, "check", "--rebuild")
        assert (refused.code, "in use by another Salon" in refused.err) == (1, True)
        partly = await does(stopped, tmp_path, "backup", "partly")
        assert partly.code == 1
        assert f"picture {picture.name}" in partly.err
    picture.write_bytes((tmp_path / "copy" / "media" / picture.parent.name / picture.name).read_bytes())
    assert (await does(stopped, tmp_path, "check")).code == 0
    assert (await does(stopped, tmp_path, "check", "--rebuild")).code == 0


async def test_data_that_stand_are_put_aside_when_told(stopped: Scene, tmp_path: Path) -> None:
    """Without being told, nothing is touched."""
    async with stopped.bot():
        await stopped.case()
    assert (await does(stopped, tmp_path, "backup", "copy")).code == 0
    refused = await does(stopped, tmp_path, "restore", "copy")
    assert refused.code == 1
    assert "with --replace they are put aside" in refused.err
    done = await does(stopped, tmp_path, "restore", "copy", "--replace")
    assert done.code == 0
    [aside] = put_aside(tmp_path)
    assert f"What stood there before is in {aside.parent}." in done.out
    assert (await does(stopped, tmp_path, "restore", "nowhere")).code == 2
    assert "is no backup" in (await does(stopped, tmp_path, "restore", "media", "--replace")).err
