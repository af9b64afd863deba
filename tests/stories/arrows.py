"""Along which arrows of a case's way the stories went, and which of them nobody told.

A story says it with its result, as a property of it, so that it reaches whoever started the processes.
"""

from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.moderation.transitions import TRANSITIONS
from tests.stories.ways import WAYS

PROPERTY = "went along"
STORIES = Path(__file__).parent


class Arrow(NamedTuple):
    """From one state to another, while the moderators, or the members, are on this chat; all in plain words."""

    before: str
    after: str
    people: str
    chat: str

    def __str__(self) -> str:
        """As a sentence."""
        return (
            f"No story has the {self.people} on {self.chat} where a case goes from '{self.before}' to '{self.after}'."
        )


def every_arrow() -> set[Arrow]:
    """All that there is to tell: each transition, with the moderators on each chat, and with the members on each."""
    steps = [(before.value, after.value) for before in TRANSITIONS for after in TRANSITIONS[before]]
    return {Arrow(*step, *on) for step in steps for on in product(("moderators", "members"), WAYS)}


class EveryArrow:
    """A part of pytest: where all stories were played and went well, it is a fault that none went along an arrow."""

    def __init__(self) -> None:
        self._files: set[Path] = set()
        self._told: set[Arrow] = set()
        self._wanting: list[Arrow] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A story, or another test, was played."""
        self._files.add(STORIES.parents[1] / report.nodeid.split("::")[0])
        for name, arrows in report.user_properties:
            if name == PROPERTY and isinstance(arrows, list):
                self._told.update(Arrow(*each) for each in arrows)

    def untold(self) -> list[Arrow]:
        """The arrows without a story; none, as long as there are files of stories that were not played."""
        played = self._files.issuperset(STORIES.rglob("test_*.py"))
        return sorted(every_arrow() - self._told) if played else []

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Everything was played that was asked for."""
        some = session.config.getoption("keyword") or session.config.getoption("markexpr")
        if exitstatus == pytest.ExitCode.OK and not some:
            self._wanting = self.untold()
            session.exitstatus = pytest.ExitCode.TESTS_FAILED if self._wanting else exitstatus

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which."""
        for each in self._wanting:
            terminalreporter.write_line(str(each), red=True)
