"""That a story is wanting is noticed."""

from pathlib import Path

import pytest

from tests.stories.arrows import PROPERTY, STORIES, Arrow, EveryArrow, every_arrow

ROOT = STORIES.parents[1]
FILES = sorted(STORIES.rglob("test_*.py"))
LATE = Arrow("action in review", "reply in review", "members", "slack")


def played(file: Path, *arrows: Arrow) -> pytest.TestReport:
    """A story of this file was played, and went along these."""
    nodeid = f"{file.relative_to(ROOT)}::test_it"
    said = [(PROPERTY, [list(each) for each in arrows])]
    return pytest.TestReport(nodeid, (str(file), 1, ""), {}, "passed", None, "teardown", user_properties=said)


def after(files: list[Path], *arrows: Arrow) -> list[Arrow]:
    """What is wanting when a story of each of these files was played, and one of them went along the arrows."""
    check = EveryArrow()
    for each in files:
        check.pytest_runtest_logreport(played(each, *(arrows if each is files[0] else ())))
    return check.untold()


def test_an_arrow_without_a_story() -> None:
    """Where nobody on Slack answers late, that is said, also where somebody on Discord does."""
    assert after(FILES, *every_arrow() - {LATE}) == [LATE]
    assert (
        str(LATE) == "No story has the members on slack where a case goes from 'action in review' to 'reply in review'."
    )


def test_every_arrow_has_its_story() -> None:
    """Nothing is wanting."""
    assert after(FILES, *every_arrow()) == []


def test_some_stories() -> None:
    """Whoever plays only some of the stories is told nothing of the others."""
    assert after(FILES[1:]) == []
