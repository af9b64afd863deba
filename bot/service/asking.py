"""What people ask for by command. Refusals are private and say why."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from bot.moderation import commands as c
from bot.moderation.ballots import choices, without_ballot
from bot.moderation.effects import Say
from bot.moderation.inbound import (
    AskedCase,
    AskedMyCase,
    AskedNext,
    AskedPolicy,
    AskedStanding,
    NamedOwner,
    TookBack,
)
from bot.moderation.model import IN_REVIEW, Account, Case, Facts, Media, RoundKind
from bot.moderation.policy import Policy
from bot.moderation.views import (
    Answer,
    CaseView,
    HistoryLine,
    Listed,
    MyCases,
    PolicyView,
    Said,
    StandingView,
)
from bot.moderation.words import clean
from bot.ports import UnitOfWork
from bot.service.deciding import apply, facts
from bot.service.ground import Ground
from bot.service.history import crowd, history
from bot.service.judging import policy_of, speaks
from bot.service.kept_files import not_kept
from bot.service.messaging import written
from bot.service.record import in_words, standing
from bot.service.restraining import importance
from bot.service.said_in_files import facts_in
from bot.service.several import lines, title_of, url_of
from bot.service.showing import added_notes, case_line, my_case_view, statements
from bot.service.sorting import known_to, persons_accounts


def _nothing(number: int) -> Said:
    return Said(Say("say.no_such_case", {"case": number}))


def show_case(uow: UnitOfWork, event: AskedCase, ground: Ground, now: datetime) -> Answer:
    """`/case show N`: with the number of reports and earlier outcomes, which the card leaves out on purpose.

    All that a card says of them is that nearly the same picture was unlisted before (`seen_before`).
    Owner and reporters of the case do not see it: what stands there could name a colleague's vote or report.
    """
    case = uow.cases.get(event.case)
    if case is None:
        return _nothing(event.case)
    known, languages = facts(uow, case, now, event.account), speaks(uow, event.account, ground)
    earlier = [each for each in _of_same_owner(uow, case) if each.number < case.number]
    return CaseView(
        line=case_line(uow, case),
        url=url_of(uow, case),
        reports=len({known.person(each) for each in case.reporters}),
        earlier=tuple(case_line(uow, each) for each in earlier),
        statements=statements(uow, case, policy_of(uow, case, *languages), case.noticed),
        history=tuple(HistoryLine(at, say) for at, say in history(uow, case.number)),
        written=written(uow, case.number),
        pictures=_attached(uow, case),
        facts=facts_in(uow, (*case.media, *(media for reply in case.replies for media in reply.media))),
        listings=lines(uow, case.parts) if case.parts else (),
        said=(
            *_said_in_reports(uow, case, uow.policies.get(case.policy).speaking(*languages)),
            *_not_kept_of_reports(uow, case),
        ),
        crowd=crowd(uow, case),
        notes=added_notes(uow, case),
    )


def _said_in_reports(uow: UnitOfWork, case: Case, policy: Policy) -> tuple[Say, ...]:
    """What those who reported wrote for moderators, without a name; a flag on duty says nothing."""
    concerns = {each.code: each.sentence for each in policy.categories}
    return tuple(
        Say(
            "command.reports_line_on" if report.which else "command.reports_line",
            {"concern": concerns.get(report.category, report.category), "words": report.words, "which": report.which},
        )
        for report in uow.reports.of_case(case.number)
        if report.words
    )


def _not_kept_of_reports(uow: UnitOfWork, case: Case) -> Iterator[Say]:
    """Each file of theirs that could not be kept, with what its sender read about it."""
    for report in uow.reports.of_case(case.number):
        for why in not_kept(report.stored):
            yield Say("command.reports_file", {"name": why.words["name"]}, also=(why,))


def _attached(uow: UnitOfWork, case: Case) -> tuple[Media, ...]:
    """What reporters attached, lettered anew: not part of the listing, and not to be taken for it."""
    files = [file for report in uow.reports.of_case(case.number) for file in report.stored if file.digest]
    return tuple(Media(f"+{n}", file.kind, file.digest, file.name) for n, file in enumerate(files, 1))


def _of_same_owner(uow: UnitOfWork, case: Case) -> list[Case]:
    return uow.cases.of_owner(case.owner.accounts) if case.owner else uow.cases.on_listing(case.listing)


def next_case(uow: UnitOfWork, event: AskedNext, now: datetime) -> Answer:
    """`/case next`: the case that waits most for this moderator's ballot, by its time and by who reported it."""
    wanting = [
        case
        for case in uow.cases.in_status(*IN_REVIEW)
        if wants_ballot(case, event.account, facts(uow, case, now, event.account))
    ]
    wanting.sort(key=lambda case: _urgency(uow, case, now), reverse=True)
    return Listed(Say("say.list_next"), tuple(case_line(uow, case) for case in wanting[:1]))


def _urgency(uow: UnitOfWork, case: Case, now: datetime) -> float:
    """How much of its time is gone; of a listing that was reported, by what its reporters' word is worth."""
    gone = (now - case.round.opened_at) / (case.round.deadline - case.round.opened_at)
    if case.round.kind is not RoundKind.LISTING:
        return gone
    return gone * importance(uow, case, uow.policies.get(case.policy).reporting)


def wants_ballot(case: Case, account: Account, known: Facts) -> bool:
    """Whether this moderator may vote on the case's question, and has not."""
    person = known.person(account)
    return person not in without_ballot(case, case.round, known) and person not in choices(case.round, known)


def name_owner(uow: UnitOfWork, event: NamedOwner, now: datetime) -> Answer:
    """`/case owner N PERSON`."""
    return _command(uow, event.case, c.NameOwner(event.account, event.moderator, event.owner), now)


def withdraw(uow: UnitOfWork, event: TookBack, now: datetime) -> Answer:
    """`/case withdraw N REASON`."""
    words = uow.words.put(clean(event.words), event.account, now)
    return _command(uow, event.case, c.Withdraw(event.account, event.moderator, words), now)


def _command(uow: UnitOfWork, number: int, command: c.NameOwner | c.Withdraw, now: datetime) -> Answer:
    case = uow.cases.get(number)
    if case is None:
        return _nothing(number)
    decision = apply(uow, case, command, now)
    return Said(decision.answer or Say("say.done"))


def show_standing(uow: UnitOfWork, event: AskedStanding, now: datetime) -> Answer:
    """`/case standing PERSON`: what counts, until when, and what could follow next. Nobody is shown their own here."""
    accounts = persons_accounts(uow, event.person)
    if event.account in accounts:
        return Said(Say("say.standing_yours"))
    found = standing(uow, accounts, now)
    cases = [case for each in found if (case := uow.cases.get(each.case))]
    return StandingView(tuple(in_words(found, "standing")), tuple(case_line(uow, case) for case in cases))


def my_cases(uow: UnitOfWork, event: AskedMyCase, ground: Ground, now: datetime) -> Answer:
    """`/my-case`: only cases whose notice was sent exist for the member. With one account, another may be linked."""
    mine, accounts = known_to(uow, event.account), persons_accounts(uow, event.account)
    several = len(accounts) > 1
    hint = None if several or len(ground.chats) == 1 else Say("say.my_case_link")
    stands = in_words(standing(uow, accounts, now), "my_standing") if mine else ()
    languages = speaks(uow, event.account, ground)
    views = tuple(my_case_view(uow, case, policy_of(uow, case, *languages), now) for case in mine)
    return MyCases(views, hint, here=several, standing=(*_once_told(uow, accounts, mine), *stands))


def _once_told(uow: UnitOfWork, accounts: Iterable[Account], mine: Collection[Case]) -> Iterator[Say]:
    """What we wrote to them about, and they are asked about no more: those messages were from us all the same."""
    known = {case.number for case in mine}
    for account in accounts:
        channel = uow.people.private_channel(account)
        for case in uow.cases.told_in(account.chat, channel) if channel else ():
            if case.number not in known:
                yield Say("say.my_case_past", {"title": title_of(uow, case), "case": case.number})


def show_policy(uow: UnitOfWork, event: AskedPolicy, ground: Ground) -> Answer:
    """`/ai-policy`."""
    now = ground.policy.speaking(*speaks(uow, event.account, ground))
    return PolicyView(now.version, now.stance, now.allowed, now.not_allowed, ground.support)
