"""The tests themselves, tested: every rule that is broken on purpose is noticed."""

import subprocess
import sys

import pytest

from tests.moderation.mutations import CORE, MUTATIONS, ROOT, Mutation, NotFoundOnceError, mutated

ONE_IN = 10
"""`.ci/run` tries them all."""


def test_broken_rules_are_noticed() -> None:
    """None survives the tests that speak of it, and these pass on a core that nobody broke."""
    command = [sys.executable, "-m", "tests.moderation.mutations", str(ONE_IN)]  # it forks where there is no core yet
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
    assert ended.stdout.endswith(f"{len(MUTATIONS[::ONE_IN])} mutations, 0 survived\n")


def test_at_least_ten() -> None:
    """There are ten mutations and more, each with a name of its own, and each breaks what is there now."""
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS) >= 10
    for mutation in MUTATIONS:
        source = (ROOT / CORE / mutation.module).read_text("utf-8")
        assert mutated(source, mutation) != source


@pytest.mark.parametrize("source", ["nothing of the kind", "twice twice"])
def test_snippet_must_be_there_once(source: str) -> None:
    """A mutation whose snippet is missing, or ambiguous, fails loudly."""
    with pytest.raises(NotFoundOnceError):
        mutated(source, Mutation("any", "any.py", "twice", "thrice", ()))
