"""What moderators put on record: notes, listings that they flag on duty, cases taken up again, media to be erased."""

from datetime import datetime

from bot.moderation import commands as c
from bot.moderation.effects import LookUpListing, Say, ShowCard
from bot.moderation.inbound import FlaggedListing, OrderedPurge, OrderedUnsealing, TookUpAgain, WroteNote
from bot.moderation.model import Case
from bot.moderation.views import Answer, Deferred, ReportersView, Said
from bot.moderation.words import clean
from bot.ports import StoredReport, UnitOfWork
from bot.service import reopening
from bot.service.deciding import apply
from bot.service.showing import snapshot_of


def note(uow: UnitOfWork, event: WroteNote, now: datetime) -> Answer:
    """`/case note N WORDS`."""
    case = uow.cases.get(event.case)
    if case is None:
        return _nothing(event.case)
    words = uow.words.put(clean(event.words), event.account, now)
    return _said(apply(uow, case, c.AddNote(event.account, event.moderator, words), now).answer)


def flag(uow: UnitOfWork, event: FlaggedListing, now: datetime) -> Answer:
    """`/case open LINK`: looked up as a report is; but it is none, and takes nobody's ballot."""
    _look_up(uow, event, event.link.strip(), None, now)
    return Deferred()


def take_up_again(uow: UnitOfWork, event: TookUpAgain, now: datetime) -> Answer:
    """`/case reopen N`: its listings are looked up as they are now. What was decided shields from it as well."""
    case = uow.cases.get(event.case)
    if case is None:
        return _nothing(event.case)
    url = snapshot_of(uow, case).url
    if unfit := _unfit(uow, case, url):
        return Said(unfit)
    _look_up(uow, event, url or "", case.number, now)
    return Deferred()


def _unfit(uow: UnitOfWork, case: Case, url: str | None) -> Say | None:
    """Why a case cannot be taken up again."""
    if case.is_open:
        return Say("say.case_open", {"case": case.number})
    others = [uow.cases.open_on(each) for each in reopening.listings_of(uow, case.number) or (case.listing,)]
    if others[0] and all(others):
        return Say("say.flag_open", {"case": others[0].number})
    return None if url else Say("say.reopen_no_page", {"case": case.number})


def _look_up(
    uow: UnitOfWork, event: FlaggedListing | TookUpAgain, link: str, reopens: int | None, now: datetime
) -> None:
    report = StoredReport(
        id=uow.new_id(),
        reporter=event.account,
        moderator=event.moderator,
        link=link,
        which="",
        category="",
        words="",
        files=(),
        token=event.token,
        expires=event.expires,
        locale="",
        sure=False,
        at=now,
        duty=True,
        reopens=reopens,
    )
    uow.reports.add(report)
    uow.outbox.put([LookUpListing(report.id)], now)


def purge(uow: UnitOfWork, event: OrderedPurge, now: datetime) -> Answer:
    """`/case purge N REASON`."""
    case = uow.cases.get(event.case)
    if case is None:
        return _nothing(event.case)
    words = uow.words.put(clean(event.words), event.account, now)
    digests = _media_of(uow, case)
    decision = apply(uow, case, c.Purge(event.account, event.lead, digests, words), now)
    if decision.events:
        others = {each.number: each for _, each in uow.cases.about(digests) if each.number != case.number}
        for each in others.values():
            apply(uow, each, c.LoseMedia(event.account, digests, words), now)
    return _said(decision.answer)


def _media_of(uow: UnitOfWork, case: Case) -> tuple[str, ...]:
    """All that was kept for a case: of its listing, then and now, of the answers, and what reporters attached."""
    changed = [each for each in (case.changed, *(part.changed for part in case.parts)) if each]
    now = [each for id_ in changed if (found := uow.listings.get(id_)) for each in found.media]
    media = (*case.media, *now, *(each for reply in case.replies for each in reply.media))
    sent = [file for report in uow.reports.of_case(case.number) for file in report.stored]
    sent += [file for message in uow.conversation.of_case(case.number) for file in message.stored or ()]
    digests = (*(each.digest for each in media), *(each.digest for each in sent))
    return tuple(dict.fromkeys(each for each in digests if each))


def have_erased(uow: UnitOfWork, case: int, digests: tuple[str, ...], now: datetime) -> None:
    """The files are gone: what was read out of them goes too, and every card that may show them is drawn anew.

    Of their fingerprints the hash of the whole picture stays, as lists of unlawful pictures have it, and where it was
    seen: should it come again, it is known. From all the rest somebody might draw what is to be gone.
    """
    for digest in digests:
        uow.file_facts.erase(digest)
        uow.fingerprints.pare(digest)
    concerned = {each.number: each for _, each in uow.cases.about(digests)}
    if (own := uow.cases.get(case)) is not None:
        concerned[own.number] = own
    cards = [
        ShowCard(each.number, round_.number) for each in concerned.values() for round_ in each.rounds if round_.card
    ]
    # One may also hang on another open card, beside a picture that it resembles or among the artist's other works.
    others = (each for each in uow.cases.in_status() if each.number not in concerned)
    uow.outbox.put([*cards, *(ShowCard(each.number, each.round.number) for each in others if each.round.card)], now)


def _nothing(number: int) -> Said:
    return Said(Say("say.no_such_case", {"case": number}))


def _said(answer: Say | None) -> Said:
    return Said(answer or Say("say.done"))


def unseal(uow: UnitOfWork, event: OrderedUnsealing, now: datetime) -> Answer:
    """`/case unseal N REASON`: on record first, then told to the lead alone."""
    case = uow.cases.get(event.case)
    if case is None:
        return _nothing(event.case)
    words = uow.words.put(clean(event.words), event.account, now)
    decision = apply(uow, case, c.Unseal(event.account, event.lead, words), now)
    return Said(decision.answer) if decision.answer else ReportersView(case.number, case.reporters)
