"""By which versions of the policy a case goes: one says how it is handled, one what is asked of its work."""

from bot.moderation import versions
from bot.moderation.effects import Say
from bot.moderation.model import Account, Case
from bot.moderation.policy import Policy
from bot.ports import Snapshot, UnitOfWork
from bot.service.ground import Ground


def policy_of(uow: UnitOfWork, case: Case, *locales: str) -> Policy:
    """The policy that a case opened under, asking of the work what was asked when it was listed.

    In the first of these languages that there is, else as its file has it.
    """
    return _judging(uow, uow.policies.get(case.policy), case.judged, *locales)


def policy_for(uow: UnitOfWork, number: int, locale: str, ground: Ground) -> Policy:
    """The same for whoever knows a case by its number; where there is none, what new cases open under."""
    case = uow.cases.get(number)
    return policy_of(uow, case, locale) if case else ground.policy.speaking(locale)


def speaks(uow: UnitOfWork, account: Account, ground: Ground) -> tuple[str, str]:
    """In which languages somebody is told something: in theirs, where that is known, else in the community's."""
    return uow.people.profile(account).locale, ground.language


def judged_version(uow: UnitOfWork, case: Case) -> str:
    """The version that the work is judged under, where that is not the one that the case opened under; else ''."""
    version = uow.policies.get(case.judged or case.policy).version
    return version if version != uow.policies.get(case.policy).version else ""


def in_force(uow: UnitOfWork, snapshot: Snapshot, ground: Ground) -> str:
    """Hash of the policy in force when a listing was listed; '' where that is the one that new cases open under."""
    return versions.judged_under(uow.policies.dates(), ground.policy.effective, snapshot.listed_at)


def policy_then(uow: UnitOfWork, judged: str, ground: Ground) -> Policy:
    """The policy for a case that opens now about a work of that time."""
    return _judging(uow, ground.policy, judged)


def not_asked_then(uow: UnitOfWork, judged: str, category: str) -> Say | None:
    """Why a report on a work of that time opens nothing: its point was none then. A flag on duty names no point."""
    if not judged or not category:
        return None
    known = {each.code for each in uow.policies.get(judged).categories if each.opens_case}
    return None if category in known else Say("say.report_not_then")


def _judging(uow: UnitOfWork, own: Policy, judged: str, *locales: str) -> Policy:
    spoken = own.speaking(*locales)
    return spoken.judging_by(uow.policies.get(judged).speaking(*locales)) if judged else spoken
