"""How often somebody may report, and when their reports pause; and many reports about one member at once."""

from datetime import datetime, timedelta
from typing import Final

from bot.moderation import commands as c
from bot.moderation.effects import Say, TellPerson
from bot.moderation.events import ManyReports
from bot.moderation.model import Account, Case
from bot.moderation.reporters import Reporting, Restraint, Verdict, again_at, judge, weight
from bot.ports import UnitOfWork
from bot.service.deciding import apply
from bot.service.sorting import persons_accounts

DAY: Final = timedelta(days=1)
"""The longest time within which reports are counted; and for how long leads were told of a crowd once they were."""


def too_many(uow: UnitOfWork, account: Account, by: Reporting, now: datetime) -> Say | None:
    """Why this person is to wait before they report again, from whichever account, and until when."""
    made = uow.reports.made(persons_accounts(uow, account), now - DAY)
    again = again_at(made, by, now)
    return Say("say.report_limit", {}, {"again": again}) if again else None


def paused(uow: UnitOfWork, account: Account, by: Reporting, now: datetime) -> datetime | None:
    """Until when this person's reports are kept without being passed on; None where they are passed on.

    Whoever is to look closer is told so now, in private; this report goes its way.
    """
    accounts = persons_accounts(uow, account)
    restraint = uow.reports.restraint(accounts)
    if restraint and restraint.until and restraint.until > now:
        return restraint.until
    match judge(uow.reports.fates(accounts, by.last), restraint, by):
        case Verdict.WARN:
            uow.reports.restrain(account, Restraint(now))
            uow.outbox.put([TellPerson(account, Say("say.reporter_warned", {"days": max(by.pause.days, 1)}))], now)
        case Verdict.PAUSE:
            uow.reports.restrain(account, Restraint(restraint.warned_at if restraint else now, now + by.pause))
            return now + by.pause
        case Verdict.FORGIVE:
            uow.reports.forgive(accounts)
        case Verdict.NOTHING:
            pass
    return None


def importance(uow: UnitOfWork, case: Case, by: Reporting) -> float:
    """How much to give on the word of those who reported: of the best of them, and 1 where nobody did."""
    everybody = (uow.reports.fates(persons_accounts(uow, each), by.last) for each in case.reporters)
    return max(map(weight, everybody), default=1.0)


def watch(uow: UnitOfWork, case: Case, by: Reporting, now: datetime) -> None:
    """Note on a case, once, that many people reported works of its owner in a short time; leads hear of it once a day.

    Where nobody knows whose work it is, reports of this listing alone are counted.
    """
    owner = case.owner.key if case.owner else None
    crowd = uow.reports.crowd(owner, case.listing, now - by.many_within)
    known = uow.people.persons(crowd)
    people = len({known.get(each, str(each)) for each in crowd})
    if people >= by.many:
        minutes = int(by.many_within.total_seconds() // 60)
        apply(uow, case, c.Suspect(people, minutes, tell=not _told(uow, case, now)), now)


def _told(uow: UnitOfWork, case: Case, now: datetime) -> bool:
    """Whether leads heard of a crowd about the same member of late."""
    others = uow.cases.of_owner(case.owner.accounts) if case.owner else []
    crowded = (each.number for each in others if each.crowded and each.number != case.number)
    told = (line for number in crowded for line in uow.cases.history(number))
    return any(isinstance(event, ManyReports) and at > now - DAY for at, event in told)
