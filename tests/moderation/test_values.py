"""What stands between the core and the rest as plain values."""

import pytest

from bot.moderation.effects import PlatformEvent, Say
from bot.moderation.file_fact import FileFact
from bot.moderation.model import Media, MediaKind
from bot.moderation.platform import Accepted, PlatformView
from bot.moderation.views import versions
from tests.moderation.builders import START

PICTURE = Media("A", MediaKind.IMAGE, "a" * 64)


def test_facts_of_a_file() -> None:
    """Two that say the same are one; what a file says elsewhere is another."""
    said = FileFact("exif", "Software", "Brush 2", "fact.editor")
    assert {said, FileFact("exif", "Software", "Brush 2", "fact.editor")} == {said}
    assert said != FileFact("xmp", "Software", "Brush 2", "fact.editor")


def test_what_the_platform_is_told() -> None:
    """Nothing was decided, accepted or asked unless it is said; a picture stands instead of none unless it is plain."""
    told = PlatformView(PlatformEvent.CASE_OPENED, START, 1, "koi", None, "Koi", None, (PICTURE,), "2026-11")
    assert (told.question, told.until, told.notice, told.reason) == (0, None, None, "")
    assert (told.accepted, told.outcome) == ((), None)
    assert Accepted(PICTURE).replaces is None


@pytest.mark.parametrize("where", ["notice", "card"])
def test_versions_are_named_where_they_differ(where: str) -> None:
    """One where work and case go by the same, both where not."""
    assert versions("2", "", where) == Say(f"{where}.version", {"policy": "2"})
    assert versions("2", "1", where) == Say(f"{where}.versions", {"policy": "2", "judged": "1"})
