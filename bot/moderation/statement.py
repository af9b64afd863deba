"""The full statement as the European transparency database has it (its schema of July 2025), key by key.

No person, account, link or report is in it, and nothing that a reporter wrote.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.moderation.effects import Say
from bot.moderation.model import Choice, MediaKind
from bot.moderation.notices import Texts
from bot.moderation.views import Statement, StatementView

FACTS: Final = 5000
EXPLANATION: Final = 2000
"""The schema's limits, in characters."""
_KINDS: Final = {
    MediaKind.IMAGE: "CONTENT_TYPE_IMAGE",
    MediaKind.VIDEO: "CONTENT_TYPE_VIDEO",
    MediaKind.AUDIO: "CONTENT_TYPE_AUDIO",
    MediaKind.MODEL: "CONTENT_TYPE_OTHER",
    MediaKind.OTHER: "CONTENT_TYPE_OTHER",
}

Exported = dict[str, str | list[str] | None]


def export(view: StatementView, texts: Texts) -> Exported:
    """The statement of a notice, which restricts nothing, and of what was decided since, if anything was."""
    unlisted, paused = _until(view, Choice.UNLIST), _until(view, Choice.PAUSE)
    return {
        "puid": view.reference,
        "content_date": _day(view.captured_at),
        "content_language": None,  # pictures have none that anybody could tell for sure
        "content_type": _content_types(view),
        "decision_visibility": ["DECISION_VISIBILITY_CONTENT_DISABLED"] if unlisted else [],
        "decision_monetary": None,
        "decision_provision": "DECISION_PROVISION_PARTIAL_SUSPENSION" if paused else None,
        "decision_account": None,
        "application_date": _applied(view),
        "end_date_visibility_restriction": unlisted,
        "end_date_monetary_restriction": None,
        "end_date_service_restriction": paused,
        "end_date_account_restriction": None,
        "decision_facts": "\n".join(_fact(each, texts) for each in view.statements)[:FACTS],
        "source_type": "SOURCE_VOLUNTARY" if view.flagged else "SOURCE_TYPE_OTHER_NOTIFICATION",
        "source_identity": None,
        "automated_detection": "No",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": _ground(view, texts)[:EXPLANATION],
        "decision_ground_reference_url": view.policy_url or None,
        "incompatible_content_explanation": explanation(view, texts)[:EXPLANATION],
        "incompatible_content_illegal": "No",
        "category": "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
        "category_specification": ["KEYWORD_OTHER"],
    }


def _until(view: StatementView, outcome: Choice) -> str | None:
    """The day on which a restriction of this kind ends at the latest; None where there is none."""
    action = view.action
    return _day(action.until) if action and action.outcome is outcome and action.until else None


def _applied(view: StatementView) -> str | None:
    """From when on: what was decided, else the notice."""
    since = view.action.since if view.action and view.action.until else view.sent_at
    return _day(since) if since else None


def explanation(view: StatementView, texts: Texts, escape: Callable[[str], str] = str) -> str:
    """Why the sentences of the policy are thought to apply, and why this is not taken for work made with AI's help."""
    touched = dict.fromkeys(each for noticed in view.statements for each in noticed.considerations)
    return _fill(texts, "statement.why", escape, considerations="; ".join(touched))


def _ground(view: StatementView, texts: Texts) -> str:
    """The sentences of the policy, and its version: both, where the procedure follows another one."""
    words = {"clauses": " ".join(view.clauses), "policy": view.policy}
    if not view.judged:
        return _fill(texts, "statement.ground", str, **words)
    return _fill(texts, "statement.grounds", str, judged=view.judged, **words)


def _content_types(view: StatementView) -> list[str]:
    kinds = [_KINDS[each.kind] for each in view.media] + ["CONTENT_TYPE_SYNTHETIC_MEDIA"] * view.synthetic
    return list(dict.fromkeys(kinds))


def _fact(statement: Statement, texts: Texts) -> str:
    if not statement.media:
        return statement.sentence
    return _fill(texts, "statement.fact", str, sentence=statement.sentence, media=", ".join(statement.media))


def _fill(texts: Texts, key: str, escape: Callable[[str], str], **words: str) -> str:
    return texts.fill(Say(key, words), escape=escape, when=_day)


def _day(time: datetime) -> str:
    return f"{time:%Y-%m-%d}"
