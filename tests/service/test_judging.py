"""A work is judged by the policy of the day when it was listed, and handled by that of the day when its case opened."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.config import load_policy
from bot.moderation import action_events as a
from bot.moderation import effects as f
from bot.moderation import events as e
from bot.moderation.inbound import AskedPolicy, AskedStatement, ObservationSent
from bot.moderation.model import Case, Choice, Ending
from bot.moderation.policy import Consideration
from bot.moderation.views import MessageView, MyCaseView, PolicyView, Said, StatementView
from bot.ports import QueuedEffect
from bot.service import intake, sending
from bot.service.ground import Ground
from bot.service.judging import policy_for, policy_of
from bot.service.record import record_of
from bot.service.showing import card_view, my_case_view, notice_view
from storage.database import Work
from tests.service.test_joining import INES, MO, found, report
from tests.storage.story import evolved, private

NOW = datetime(2026, 12, 10, 12, tzinfo=UTC)
THEN, LATELY = datetime(2026, 8, 5, tzinfo=UTC), datetime(2026, 12, 5, tzinfo=UTC)
SPANISH = load_policy().translations["es"]
STRANGE = Consideration("strange", "Is it strange?", "appears strange", clause=1)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def ground(work: Work, ground: Ground) -> Ground:
    """A policy of December; that of July asked one thing alone, and knew one point to report."""
    now = replace(ground.policy, version="december", effective=date(2026, 12, 1), since=date(2026, 7, 1))
    words = replace(
        SPANISH, not_allowed=SPANISH.not_allowed[:1], questions={"strange": "¿Es raro?"}, statements={"strange": "raro"}
    )
    old = replace(
        now, version="july", effective=date(2026, 7, 1), considerations=(STRANGE,), not_allowed=("Nothing strange.",),
        categories=now.categories[1:2], limits=replace(now.limits, questions=5), translations={"es": words},
    )  # fmt: skip
    work.policies.keep(old)
    return replace(ground, policy=now, policy_hash=work.policies.keep(now))


def reported(work: Work, ground: Ground, listed_at: datetime | None, listing: int = 1) -> Case | None:
    """The case about a listing of that time, which was reported under the first point of December's or July's."""
    snapshot = replace(found(listing, NOW), listed_at=listed_at)
    report(work, ground, snapshot, NOW, category="low_effort")
    return work.cases.open_on(snapshot.listing)


def opened(work: Work, ground: Ground, listed_at: datetime | None, listing: int = 1) -> Case:
    """The same, where there is one."""
    case = reported(work, ground, listed_at, listing)
    assert case
    return case


def mine(work: Work, case: Case) -> MyCaseView:
    """The case as its member sees it."""
    return my_case_view(work, case, policy_of(work, case), NOW)


def test_content_of_then_and_procedure_of_now(work: Work, ground: Ground) -> None:
    """The questions, what stands alone and the sentences are July's; deadlines, quorums and reactions December's."""
    case = opened(work, ground, THEN)
    policy = policy_of(work, case)
    assert (policy.version, policy.considerations, policy.not_allowed) == (
        "december",
        (STRANGE,),
        ("Nothing strange.",),
    )
    assert (policy.presets, policy.limits) == (ground.policy.presets, ground.policy.limits)
    assert case.rules == replace(ground.rules, weak=frozenset())
    card = card_view(work, case, 1, NOW, ground)
    assert card.questions == ("Is it strange?",)
    assert card.judged == f.Say("say.card_judged", {"policy": "december", "judged": "july"})
    assert policy_for(work, case.number, "en", ground) == policy
    assert policy_for(work, 99, "en", ground) == ground.policy


def test_each_version_speaks(work: Work, ground: Ground) -> None:
    """In the reader's language, as far as it has it; what a whole room reads is in the community's."""
    case = opened(work, ground, THEN)
    work.people.seen(INES, NOW, "es-419")
    assert notice_view(work, asked(work, ground, case), INES, ground, NOW).statements[0].considerations == ("raro",)
    spanish = replace(ground, language="es")
    card = card_view(work, case, 1, NOW, spanish)
    assert (card.questions, card.legend[0].label) == (("¿Es raro?",), SPANISH.labels[Choice.KEEP])
    assert policy_for(work, case.number, "es", ground).not_allowed == SPANISH.not_allowed[:1]
    assert policy_for(work, 99, "es", ground).categories[0].sentence == SPANISH.categories["slop"]
    shown = intake.take(work, AskedPolicy("p", INES), ground, NOW)
    assert isinstance(shown, PolicyView)
    assert shown.stance == SPANISH.stance


@pytest.mark.parametrize("listed_at", [LATELY, None])
def test_a_work_of_now_or_of_nobody_knows_when(work: Work, ground: Ground, listed_at: datetime | None) -> None:
    """One version is for all of it, and is named once."""
    case = opened(work, ground, listed_at)
    assert case.judged == ""
    assert case.rules == ground.rules
    assert card_view(work, case, 1, NOW, ground).judged is None
    assert mine(work, case).version == f.Say("notice.version", {"policy": "december"})


def noticed(work: Work, ground: Ground, case: Case, touches: str) -> str:
    """A moderator sends the form: the key of what they are told."""
    words = "The hands melt into the table there."
    sent = ObservationSent(f"{case.number}/{touches}", MO, True, case.number, 1, words, (touches,), (), ())
    answer = intake.take(work, sent, ground, NOW)
    assert isinstance(answer, Said)
    return answer.say.key


def test_the_form_takes_what_was_asked_then(work: Work, ground: Ground) -> None:
    """What only December asks is nothing to find in a work of July."""
    case = opened(work, ground, THEN)
    assert noticed(work, ground, case, "intention") == "say.observation_considerations"
    assert noticed(work, ground, case, "strange").startswith("say.observed")


def asked(work: Work, ground: Ground, case: Case, *more: e.Event) -> Case:
    """The same case, once its artist was asked about what was noticed, and more happened."""
    assert noticed(work, ground, case, "strange" if case.judged else "intention").startswith("say.observed")
    before = work.cases.get(case.number)
    assert before
    finding = tuple(each.id for each in before.observations)
    delivered = e.NoticeDelivered(private(str(case.number)), NOW + 14 * DAY, NOW)
    events = [e.VerdictReached(1, Choice.ASK, finding), e.QuestionDue(1), delivered, *more]
    after, case = evolved(events, before), before
    work.cases.append(case, after, events, NOW)
    return after


def test_the_member_reads_both(work: Work, ground: Ground) -> None:
    """In the notice, among their cases and in the full statement, whose sentence is July's."""
    case = asked(work, ground, opened(work, ground, THEN))
    both = f.Say("notice.versions", {"policy": "december", "judged": "july"})
    assert notice_view(work, case, INES, ground, NOW).version == both
    assert mine(work, case).version == both
    stated = intake.take(work, AskedStatement("s", INES, case.number), ground, NOW)
    assert isinstance(stated, StatementView)
    assert (stated.policy, stated.judged, stated.clauses) == ("december", "july", ("Nothing strange.",))
    assert stated.statements[0].considerations == ("appears strange",)


@pytest.mark.parametrize(("listed_at", "key"), [(THEN, "notice.versions"), (LATELY, "notice.version")])
def test_reasons_name_what_they_go_by(work: Work, ground: Ground, listed_at: datetime, key: str) -> None:
    """A statement of reasons always does; other messages to the member do not."""
    closed = (a.ActionTaken(Choice.WARN, NOW, None, NOW + DAY), a.CaseClosed(Ending.WARNED, NOW))
    case = asked(work, ground, opened(work, ground, listed_at), *closed)
    for said, named in (("say.member_warned", key), ("say.member_accepted", None)):
        effect = f.TellMember(case.number, INES, f.Say(said))
        ready = sending.prepare(work, QueuedEffect(said, effect, said, 1, NOW), ground, NOW)
        assert isinstance(ready, sending.Ready)
        assert isinstance(ready.view, MessageView)
        assert (ready.view.version and ready.view.version.key) == named


def test_a_policy_that_changes_later_changes_no_open_case(work: Work, ground: Ground) -> None:
    """Neither what it asks nor how it is handled; nor does a version that is kept only afterwards."""
    old, new = opened(work, ground, THEN), opened(work, ground, LATELY, 2)
    before = [(policy_of(work, case), mine(work, case)) for case in (old, new)]
    work.policies.keep(replace(ground.policy, version="august", effective=date(2026, 8, 1), not_allowed=("Else.",)))
    later = replace(ground.policy, version="january", effective=date(2026, 12, 3), considerations=(STRANGE,))
    ground = replace(ground, policy=later, policy_hash=work.policies.keep(later))
    assert [(policy_of(work, case), mine(work, case)) for case in (old, new)] == before
    assert noticed(work, ground, new, "intention").startswith("say.observed")
    third = opened(work, ground, THEN, 3)
    assert mine(work, third).version == f.Say("notice.versions", {"policy": "january", "judged": "august"})
    assert work.cases.verify() == []


def test_a_version_without_another_name_is_named_once(work: Work, ground: Ground) -> None:
    """An operator may forget to count on: to say the same twice would help nobody."""
    later = replace(ground.policy, effective=date(2026, 12, 9), considerations=(STRANGE,))
    ground = replace(ground, policy=later, policy_hash=work.policies.keep(later))
    case = opened(work, ground, LATELY)
    assert policy_of(work, case).considerations != (STRANGE,)
    assert card_view(work, case, 1, NOW, ground).judged is None


def test_what_was_no_point_then_opens_nothing(work: Work, ground: Ground) -> None:
    """The reporter hears why, and may choose another; what was one opens a case."""
    snapshot = replace(found(1, NOW), listed_at=THEN)
    report(work, ground, snapshot, NOW, category="slop")
    assert work.cases.open_on(snapshot.listing) is None
    [row] = [each for each in work.outbox.lease(NOW, NOW + MINUTE, {}, 99) if isinstance(each.effect, f.AnswerReport)]
    assert isinstance(row.effect, f.AnswerReport)
    assert row.effect.say == f.Say("say.report_not_then")
    assert reported(work, ground, THEN)


def test_a_joint_case_is_of_one_version(work: Work, ground: Ground) -> None:
    """A listing of another time begins a case of its own, which takes those of its time."""
    for n, listed_at in enumerate((LATELY, LATELY, LATELY, LATELY, LATELY, THEN, LATELY, THEN)):
        reported(work, ground, listed_at, n)
    joint = [case for case in work.cases.in_status() if case.parts]
    assert [case.listings for case in joint] == [("w/4", "w/6"), ("w/5", "w/7")]
    assert [bool(case.judged) for case in joint] == [False, True]


def test_older_than_the_first_policy(work: Work, ground: Ground) -> None:
    """It is judged by the oldest version that is known, and makes no violation; what July knew of does."""
    for n, (listed_at, exempt) in enumerate(((THEN, False), (datetime(2026, 6, 30, tzinfo=UTC), True))):
        case = asked(work, ground, opened(work, ground, listed_at, n))
        assert case.judged
        assert record_of(work, case, NOW).exempt is exempt
