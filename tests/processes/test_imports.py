"""`salon listings import` and `salon people import` as processes."""

from pathlib import Path

from tests.processes.salon import salon

SETTINGS = {
    "SALON_TEAM": "3",
    "SALON_SUPPORT": "help@gallery.example",
    "SALON_LISTING_HOSTS": "gallery.example",
    "DISCORD_TOKEN": "a-token-of-the-tests",
    "DISCORD_GUILD_ID": "100000000000000001",
    "DISCORD_MODERATOR_CHANNEL_ID": "100000000000000002",
}


async def test_a_table_of_listings(tmp_path: Path) -> None:
    """A bar says how far it is, and the last line how many there were."""
    lines = [f"https://gallery.example/listing/{number},Work {number}" for number in range(450)]
    (tmp_path / "works.csv").write_text("\n".join(["listing,title", *lines]), encoding="utf-8")
    ended = await salon(tmp_path, SETTINGS, "listings", "import", "works.csv")
    assert (ended.code, ended.out) == (0, "Imported from works.csv: 450\n")
    assert "Importing works.csv" in ended.err
    assert "100%" in ended.err


async def test_a_table_of_people(tmp_path: Path) -> None:
    """Whose account is whose."""
    (tmp_path / "people.csv").write_text("person,chat,account\nm1,discord,200000000000000001\n", encoding="utf-8")
    ended = await salon(tmp_path, SETTINGS, "people", "import", "people.csv")
    assert (ended.code, ended.out) == (0, "Imported from people.csv: 1\n")


async def test_faults_are_listed_by_line(tmp_path: Path) -> None:
    """All of them, and nothing is stored."""
    rows = ("person,chat,account", "m1,discord,200000000000000001", ",discord,2", "m2,pigeon,3")
    (tmp_path / "people.csv").write_text("\n".join(rows), encoding="utf-8")
    ended = await salon(tmp_path, SETTINGS, "people", "import", "people.csv")
    assert ended.code == 2
    assert "- people.csv, line 3" in ended.err
    assert "- people.csv, line 4" in ended.err
    assert "Traceback" not in ended.printed
    assert not (tmp_path / "salon-data").exists()
