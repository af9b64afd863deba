"""The full statement, as the transparency database takes it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.config import load_texts
from bot.moderation.model import Action, Choice, Media, MediaKind
from bot.moderation.statement import Exported, export
from bot.moderation.views import Statement
from tests.moderation.statements import STATEMENT

TEXTS = load_texts("en")
EXPECTED: Exported = {
    "puid": "o7f3",
    "content_date": "2026-03-02",
    "content_language": None,
    "content_type": ["CONTENT_TYPE_IMAGE", "CONTENT_TYPE_VIDEO"],
    "decision_visibility": [],
    "decision_monetary": None,
    "decision_provision": None,
    "decision_account": None,
    "application_date": "2026-03-04",
    "end_date_visibility_restriction": None,
    "end_date_monetary_restriction": None,
    "end_date_service_restriction": None,
    "end_date_account_restriction": None,
    "decision_facts": "The fins melt into each other. (A, B)\nNo two pictures agree.",
    "source_type": "SOURCE_TYPE_OTHER_NOTIFICATION",
    "source_identity": None,
    "automated_detection": "No",
    "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    "incompatible_content_ground": "No slop. No bulk. (AI policy, version 2026-11)",
    "decision_ground_reference_url": "https://gallery.example/policy",
    "incompatible_content_illegal": "No",
    "category": "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
    "category_specification": ["KEYWORD_OTHER"],
}


@pytest.mark.parametrize("key", EXPECTED)
def test_each_key(key: str) -> None:
    """As the schema has it; what asks restricts nothing."""
    assert export(STATEMENT, TEXTS)[key] == EXPECTED[key]


SINCE, UNTIL = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 9, 28, tzinfo=UTC)


def test_what_was_decided_since() -> None:
    """Unlisting is a restriction of visibility, a pause one of the service, each with its end; a warning is neither."""
    unlisted = export(replace(STATEMENT, action=Action(Choice.UNLIST, SINCE, UNTIL, UNTIL)), TEXTS)
    assert unlisted["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"]
    assert (unlisted["application_date"], unlisted["end_date_visibility_restriction"]) == ("2026-04-01", "2026-09-28")
    assert (unlisted["decision_provision"], unlisted["end_date_service_restriction"]) == (None, None)
    paused = export(replace(STATEMENT, action=Action(Choice.PAUSE, SINCE, UNTIL, UNTIL)), TEXTS)
    assert paused["decision_provision"] == "DECISION_PROVISION_PARTIAL_SUSPENSION"
    assert (paused["decision_visibility"], paused["end_date_service_restriction"]) == ([], "2026-09-28")
    warned = export(replace(STATEMENT, action=Action(Choice.WARN, SINCE, None, UNTIL)), TEXTS)
    assert {key: warned[key] for key in EXPECTED} == EXPECTED


def test_both_versions_are_named_where_they_differ() -> None:
    """The one that has the sentences, and the one that the procedure follows; in Spanish too."""
    older = replace(STATEMENT, judged="2026-01")
    for language, words in (("en", "version 2026-01, by which"), ("es", "versión 2026-01, según")):
        ground = str(export(older, load_texts(language))["incompatible_content_ground"])
        assert ground.startswith("No slop. No bulk. (")
        assert words in ground
        assert "2026-11" in ground
        assert len(str(export(replace(older, clauses=("x" * 300,) * 9), TEXTS)["incompatible_content_ground"])) == 2000


def test_what_a_moderator_flagged() -> None:
    """Nobody notified anybody."""
    assert export(replace(STATEMENT, flagged=True), TEXTS)["source_type"] == "SOURCE_VOLUNTARY"


def test_the_keys() -> None:
    """These and one more, the explanation, which names each consideration once and may not be longer than allowed."""
    exported = export(STATEMENT, TEXTS)
    assert exported.keys() - EXPECTED.keys() == {"incompatible_content_explanation"}
    explained = exported["incompatible_content_explanation"]
    assert isinstance(explained, str)
    assert explained.count("no visible artistic intention") == 1
    assert "with AI or without" in explained


def test_nothing_that_names_somebody() -> None:
    """No link, no title, no support contact, no number of a case."""
    said = str(export(STATEMENT, TEXTS))
    assert not [each for each in ("Neon Koi", "gallery.example/works", "support@", "4711") if each in said]


def test_limits() -> None:
    """The schema takes 5,000 and 2,000 characters."""
    many = tuple(Statement("x" * 300, (f"y{n}" * 50,), ()) for n in range(40))
    exported = export(replace(STATEMENT, statements=many), TEXTS)
    assert len(str(exported["decision_facts"])) == 5000
    assert len(str(exported["incompatible_content_explanation"])) == 2000


def test_where_little_is_known() -> None:
    """A notice that was never delivered has no date, a policy without an address none; other kinds are 'other'."""
    media = tuple(Media("A", kind, None) for kind in (MediaKind.AUDIO, MediaKind.MODEL, MediaKind.OTHER))
    exported = export(replace(STATEMENT, sent_at=None, policy_url="", media=media, synthetic=True), TEXTS)
    assert exported["application_date"] is None
    assert exported["decision_ground_reference_url"] is None
    synthetic = "CONTENT_TYPE_SYNTHETIC_MEDIA"
    assert exported["content_type"] == ["CONTENT_TYPE_AUDIO", "CONTENT_TYPE_OTHER", synthetic]
