"""Reports as they come in, many at once: limits, warnings, pauses, and crowds."""

from datetime import datetime, timedelta

from bot.moderation import effects as f
from bot.moderation import events as e
from bot.moderation.commands import Withdraw
from bot.moderation.evolve import evolve
from bot.moderation.inbound import AskedNext, ReportSent
from bot.moderation.model import Account, Chat, Choice
from bot.moderation.views import Answer, Deferred, Listed, Said
from bot.ports import Snapshot
from bot.service import intake
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.opening import take_listing
from storage.database import Work
from tests.storage.story import PICTURE, START

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ALICE, MO = Account(Chat.DISCORD, "800"), Account(Chat.DISCORD, "801")


def report(work: Work, ground: Ground, who: Account, listing: int, now: datetime, owner: str = "") -> Answer:
    """Somebody reports a listing of an artist of its own, or of the owner named; what they are told at first."""
    event = ReportSent(
        key=f"{who}/{listing}/{now}",
        reporter=who,
        moderator=False,
        link=f"https://gallery.example/{listing}",
        which="",
        category="slop",
        words="Six fingers on each hand.",
        files=(),
        token="t",  # noqa: S106 - of no chat
        expires=now + MINUTE,
    )
    answer = intake.take(work, event, ground, now)
    for row in work.outbox.lease(now, now + MINUTE, {}, 1000):
        if isinstance(row.effect, f.LookUpListing):
            found = _found(listing, owner or f"artist-{listing}", now)
            take_listing(work, row.effect.report, (found,), ground, now)
        work.outbox.done(row.id, now)
    return answer


def _found(listing: int, owner: str, now: datetime) -> Snapshot:
    account = Account(Chat.DISCORD, f"1{sum(map(ord, owner))}")
    return Snapshot(f"s{listing}", f"w/{listing}", "u", "Dusk", "", "", owner, (account,), (PICTURE,), now)


def keep(work: Work, number: int, now: datetime) -> None:
    """Moderators keep the work."""
    case = work.cases.get(number)
    assert case
    told: list[e.Event] = [e.VerdictReached(1, Choice.KEEP, ()), e.CaseCleared(now)]
    after = case
    for event in told:
        after = evolve(after, event)
    work.cases.append(case, after, told, now)


def wanted(work: Work, kind: str) -> int:
    """How many effects of a kind there were."""
    return int(work.sql.value("SELECT count(*) FROM outbox WHERE type = :kind", kind=kind))


def test_eighty_listings_in_an_hour(work: Work, ground: Ground) -> None:
    """Twenty are passed on; of the rest each is told when the next one is possible, and none is kept half-way."""
    answers = [report(work, ground, ALICE, n, START + n * MINUTE / 2) for n in range(80)]
    assert [isinstance(each, Deferred) for each in answers] == [True] * 20 + [False] * 60
    refused = answers[-1]
    assert isinstance(refused, Said)
    assert refused.say.key == "say.report_limit"
    assert refused.say.times["again"] == START + HOUR
    assert len(work.cases.in_status()) == 20
    assert isinstance(report(work, ground, ALICE, 81, START + 61 * MINUTE), Deferred)


def test_a_second_account_is_no_way_round(work: Work, ground: Ground) -> None:
    """Limits are a person's."""
    other = Account(Chat.SLACK, "U800")
    work.people.unite((ALICE, other), "alice")
    for n in range(20):
        report(work, ground, ALICE, n, START)
    assert isinstance(report(work, ground, other, 20, START), Said)


def test_forty_reports_on_one_listing_in_ten_minutes(work: Work, ground: Ground) -> None:
    """One case; that there are many is on its record once, and leads are told once, also of the member's next work."""
    for n in range(40):
        report(work, ground, Account(Chat.DISCORD, f"9{n:02}"), 1, START + n * MINUTE / 4, "ines")
    (case,) = work.cases.in_status()
    assert (len(case.reporters), case.crowded) == (40, True)
    assert [event for _, event in work.cases.history(1) if isinstance(event, e.ManyReports)] == [e.ManyReports(5, 60)]
    assert wanted(work, "CallLeads") == 1
    report(work, ground, Account(Chat.DISCORD, "999"), 2, START + 11 * MINUTE, "ines")
    assert [each.crowded for each in work.cases.in_status()] == [True, True]
    assert wanted(work, "CallLeads") == 1
    report(work, ground, Account(Chat.DISCORD, "998"), 3, START + 3 * HOUR, "ines")
    assert work.cases.in_status()[-1].crowded is False


def test_warned_paused_and_back(work: Work, ground: Ground) -> None:
    """Nearly all kept: a warning beside a report that goes its way; then a pause, in which reports are kept only."""
    now = START
    for n in range(1, 13):
        now += 2 * HOUR
        assert isinstance(report(work, ground, ALICE, n, now), Deferred), n
        keep(work, n, now)
    assert wanted(work, "TellPerson") == 1
    paused = report(work, ground, ALICE, 14, now + MINUTE)
    assert isinstance(paused, Said)
    assert paused.say.key == "say.report_paused"
    end = paused.say.times["until"]
    assert end == now + MINUTE + timedelta(days=14)
    assert report(work, ground, ALICE, 15, end - MINUTE) == paused
    assert work.sql.value("SELECT count(*) FROM reports WHERE json_extract(body, '$.state') = 'muted'") == 2
    assert work.cases.in_status() == []
    assert isinstance(report(work, ground, ALICE, 16, end + MINUTE), Deferred)
    assert len(work.cases.in_status()) == 1


def test_what_is_looked_at_first(work: Work, ground: Ground) -> None:
    """Of two that wait alike, the one whose reporter is mostly right; in the end whatever waits longer."""
    poor = Account(Chat.DISCORD, "811")
    for n in range(1, 6):
        report(work, ground, poor, n, START)
        keep(work, n, START)
    report(work, ground, poor, 6, START + MINUTE)
    report(work, ground, ALICE, 7, START + MINUTE)

    def first(now: datetime) -> int:
        answer = intake.take(work, AskedNext(f"{now}", MO, moderator=True), ground, now)
        assert isinstance(answer, Listed)
        return answer.cases[0].number

    assert first(START + HOUR) == 7
    apply_to(work, 7, Withdraw(MO, moderator=True, words="w"), START + HOUR)
    report(work, ground, ALICE, 8, START + timedelta(days=6))
    assert first(START + timedelta(days=6, hours=1)) == 6
