"""The tests themselves, tested: every rule that is broken on purpose is noticed."""

from pathlib import Path

import pytest

from tests.moderation.mutations import (
    CORE,
    MUTATIONS,
    ROOT,
    Mutation,
    NotFoundOnceError,
    attempt_all,
    copy_core,
    mutated,
    processes,
    run_tests,
)


def test_every_mutation_is_noticed() -> None:
    """No broken rule survives the tests that speak of it."""
    survivors = [f"{each.mutation.name}: {each.said}" for each in attempt_all() if not each.noticed]
    assert survivors == []


def test_untouched_copy_is_green(tmp_path: Path) -> None:
    """The same tests pass on a copy that nobody broke, and it is the copy that they test."""
    copy, tests = copy_core(tmp_path), sorted({name for mutation in MUTATIONS for name in mutation.tests})
    with processes() as pool:
        code, said, core = pool.submit(run_tests, copy, tests).result()
    assert (code, core.is_relative_to(copy)) == (0, True), said


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
