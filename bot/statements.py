"""The statements of reasons, as the European transparency database takes them: for whoever runs the bot to hand in."""

import json
from datetime import UTC, datetime

from bot import data
from bot.config import Configuration
from bot.moderation.model import Action, Case, Status
from bot.moderation.statement import export
from bot.ports import UnitOfWork
from bot.service.judging import policy_of
from bot.service.stating import statement

EVER = datetime.min.replace(tzinfo=UTC)


def exported(given: Configuration, since: datetime | None) -> list[str]:
    """One JSON object a line for each decision since then that restricts somebody, the first one first.

    A question restricts nothing, a warning neither, and what was undone is as if it had never been.
    """
    with data.reading(given.settings) as work:
        decided = [(case.action, case) for case in work.cases.in_status(*Status) if case.action]
        chosen = [(action.since, case) for action, case in decided if _restricted(action, since or EVER)]
        return [_line(work, case, given) for _, case in sorted(chosen, key=lambda each: each[0])]


def _restricted(action: Action, since: datetime) -> bool:
    return action.until is not None and not action.undone and action.since >= since


def _line(work: UnitOfWork, case: Case, given: Configuration) -> str:
    settings = given.settings
    policy = policy_of(work, case, settings.language)
    view = statement(work, case, policy, (), settings.support, datetime.now(UTC))
    return json.dumps(export(view, given.texts), ensure_ascii=False)
