"""Many listings of one member in one case: when it begins, what joins it, and one vote, one notice, one end for all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation import joint
from bot.moderation.effects import CallPlatform, LookAtListing, PlatformEvent, Say, ShowCard
from bot.moderation.evolve import evolve
from bot.moderation.model import Choice, Ending, Part, Record, Status
from tests.moderation.builders import (
    ANN,
    BEN,
    CLEO,
    DAN,
    DAY,
    EVE,
    MIA,
    MIAS,
    ROB,
    RULES,
    START,
    UNDO,
    Play,
    asked,
    decided,
    joint_case,
    opened,
    picture,
    two_pictures,
    vote,
)

HOUR = timedelta(hours=1)


def asked_about(*letters: str, listings: int = 3) -> Play:
    """A joint case of which a sentence names these media; Mia has the notice."""
    play = joint_case(listings)
    vote(play, Choice.ASK, (ANN, BEN))
    play.observe(ANN, media=letters)
    return play.finish().deliver()


def look(play: Play, *sights: c.Sight, message: str | None = None) -> None:
    """A look at its listings comes back, in their order."""
    seen = tuple(
        c.Seen(part.listing, sight, f"new-{part.listing}", two_pictures(f"new-{part.listing}"))
        for part, sight in zip(play.case.parts, sights, strict=True)
    )
    play.do(c.SeeListings(seen, message))


def gone(play: Play) -> list[str]:
    """The listings that are not there any more."""
    return [part.listing for part in play.case.parts if part.gone]


# When a case is joint.


@pytest.mark.parametrize(("open_cases", "joins"), [(0, False), (3, False), (4, True), (9, True)])
def test_from_the_fifth(open_cases: int, joins: bool) -> None:
    """The fifth open case of one member within the time is joint, and so is every later one."""
    others = [opened().case] * open_cases
    assert joint.begins(others, RULES, START + HOUR) is joins


def test_only_those_of_late_count() -> None:
    """Cases that began before the time count for nothing: four last month and one today are no flood."""
    others = [opened().case] * 4
    assert joint.begins(others, RULES, START + DAY)
    assert not joint.begins(others, RULES, START + DAY + HOUR)


def test_threshold_is_policy() -> None:
    """Both numbers are the policy's."""
    others = [opened().case] * 2
    assert joint.begins(others, replace(RULES, joint_from=3), START)
    assert not joint.begins(others, replace(RULES, joint_from=3, joint_within=HOUR), START + 2 * HOUR)


def test_an_ordinary_case_takes_nothing() -> None:
    """The first four cases are about their listing alone."""
    assert not joint.takes(opened().case, two_pictures("2"), START)
    with pytest.raises(ValueError, match="takes no further listing"):
        opened().add_listing()


# What joins.


def test_listings_are_lettered_on() -> None:
    """A further listing's media go on from the last letter; all of them are the case's media."""
    case = joint_case().case
    assert [media.letter for media in case.media] == list("ABCDEF")
    assert [[media.letter for media in part.media] for part in case.parts] == [["A", "B"], ["C", "D"], ["E", "F"]]
    assert case.listings == ("listing-1", "listing-2", "listing-3")
    assert {media.digest for media in case.parts[1].media} == {"2-a", "2-b"}


def test_one_card_and_the_platform_knows() -> None:
    """Joining redraws the one card and opens no round; the platform hears of each listing by its name."""
    play = joint_case()
    assert len(play.case.rounds) == 1
    assert {(each.case, each.round) for each in play.wanted(ShowCard)} == {(1, 1)}
    told = [(each.event, each.listing) for each in play.wanted(CallPlatform)]
    assert told == [(PlatformEvent.CASE_OPENED, f"listing-{number}") for number in (1, 2, 3)]


def test_who_reports_another_listing_has_no_ballot() -> None:
    """A moderator who reports any of its listings has no ballot on all of it, and hears so; a reporter counts once."""
    play = joint_case()
    play.react(DAN, Choice.KEEP)
    play.add_listing(DAN)
    assert (DAN, "say.voter_recused") in play.heard_by_voters()
    assert play.case.recused == (DAN,)
    play.add_listing(DAN)
    assert play.case.reporters == (ROB, DAN)
    assert play.answer
    assert play.answer.key == "say.report_taken"


def test_a_flag_on_duty_joins_and_keeps_the_ballot() -> None:
    """What a moderator flags on duty joins like a report, and takes nobody's ballot."""
    play = joint_case()
    play.add_listing(EVE, duty=True)
    assert play.case.reporters == (ROB,)
    assert play.happened(e.Flagged) == [e.Flagged("r4", EVE)]
    assert play.answer
    assert play.answer.key == "say.flagged"


def test_owners_report_nothing() -> None:
    """The owner's own report of a further listing joins nothing."""
    play = joint_case(1)
    play.add_listing(MIA)
    assert play.answer
    assert play.answer.key == "say.report_own"
    assert len(play.case.parts) == 1


def test_a_second_report_by_the_same_person_is_said_kindly() -> None:
    """Whoever reported one of its listings is told that another is in the same case."""
    play = joint_case()
    play.join(ROB)
    assert play.answer
    assert play.answer.key == "say.report_joint"


def test_voters_hear_once_that_there_is_more() -> None:
    """Ballots stand when more joins, and those who cast them are asked to look again: once, not for every listing."""
    play = joint_case(1)
    play.react(ANN, Choice.KEEP)
    play.add_listing()
    play.add_listing()
    assert play.heard_by_voters() == [(ANN, "say.voter_joined")]
    assert play.case.round.marks


@pytest.mark.parametrize("why", ["a verdict stands", "the last look is on", "a day passed", "asked", "no room"])
def test_nothing_joins(why: str) -> None:
    """Nothing joins once a verdict stands or is looked at, after its time, after the vote, or beyond its letters."""
    play = joint_case(1, replace(RULES, joint_media=5))
    media = two_pictures("2")
    assert joint.takes(play.case, media, play.now)
    match why:
        case "a verdict stands":
            vote(play, Choice.KEEP, (ANN, BEN))
        case "the last look is on":
            play.wait(RULES.decide_within).tick()
            play.now = START
        case "a day passed":
            play.wait(RULES.joint_within)
        case "asked":
            play = asked_about(listings=1)
        case _:
            media = (*media, *media)
    assert not joint.takes(play.case, media, play.now)


def test_a_verdict_that_fell_lets_more_in() -> None:
    """A ballot that is taken away within the undo window opens the case for more again."""
    play = joint_case(1)
    vote(play, Choice.KEEP, (ANN, BEN))
    play.react(BEN, Choice.KEEP, stands=False)
    assert joint.takes(play.case, two_pictures("2"), play.now)


# One vote, and what it is about.


@pytest.mark.parametrize(
    ("named", "fine", "expected"),
    [
        ((), (), ("A", "B", "C")),
        (("B",), (), ("B",)),
        ((), ("B",), ("A", "C")),
        (("A", "B"), ("B",), ("A",)),
        (("C", "C"), (), ("C",)),
        ((), ("A", "B", "C"), ()),
    ],
)
def test_exceptions_by_letter(named: tuple[str, ...], fine: tuple[str, ...], expected: tuple[str, ...]) -> None:
    """Meant is what is named, or all of it, without what is fine; it is put down by letter."""
    assert joint.meant("ABC", named, fine) == expected


def test_keeping_clears_every_listing() -> None:
    """One vote clears all of them: one end, and the platform hears of each."""
    play = joint_case()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.finish()
    assert play.is_(Status.CLEARED)
    cleared = [each.listing for each in play.wanted(CallPlatform) if each.event is PlatformEvent.CASE_CLEARED]
    assert cleared == ["listing-1", "listing-2", "listing-3"]
    assert [who for who, _ in play.heard_by_reporters()] == [ROB]


def test_one_notice_about_what_is_named() -> None:
    """There is one notice and one deadline; listings that no sentence names are spared, for good."""
    play = asked_about("A", "D")
    assert play.notices() == [(MIA, 1)]
    assert [part.listing for part in joint.touched(play.case)] == ["listing-1", "listing-2"]
    assert joint.left_out(play.case) == {"3-a", "3-b"}
    told = [each.listing for each in play.wanted(CallPlatform) if each.event is PlatformEvent.NOTICE_DELIVERED]
    assert told == ["listing-1"]
    cleared = [each.listing for each in play.wanted(CallPlatform) if each.event is PlatformEvent.CASE_CLEARED]
    assert cleared == ["listing-3"], "the platform hears that one is fine when it is left out"


def test_a_question_about_the_answer_spares_nothing_more() -> None:
    """A second question that is about the answer's own pictures leaves what was asked about as it was."""
    play = asked_about("A", "D")
    play.answers("m1", picture("", "new"))
    vote(play, Choice.AGAIN, (ANN, BEN))
    play.observe(ANN, media=("G",))
    play.finish()
    assert [part.spared for part in play.case.parts] == [False, False, True]


def test_answers_are_lettered_on_from_all() -> None:
    """What the member sends has the next letter of the whole case."""
    play = asked_about("A")
    play.answers("m1", picture("", "new"))
    assert [media.letter for media in play.case.replies[0].media] == ["G"]


@pytest.mark.parametrize(("letters", "told"), [(("C",), ["listing-2"]), (("A", "C"), ["listing-1", "listing-2"])])
def test_a_replacement_is_told_of_each_listing(letters: tuple[str, ...], told: list[str]) -> None:
    """The platform hears of accepted pictures for each listing that the question was about, and for no other."""
    play = asked_about(*letters)
    play.answers("m1", picture("", "new"))
    vote(play, Choice.ACCEPT, (ANN, BEN))
    play.finish()
    assert play.case.ending is Ending.ACCEPTED
    accepted = [each for each in play.wanted(CallPlatform) if each.event is PlatformEvent.REPLACEMENT_ACCEPTED]
    assert [each.listing for each in accepted] == told


def acted_on(outcome: Choice) -> Play:
    """The answer about two of three listings did not do, and that is what follows for somebody with a violation."""
    play = asked_about("A", "D")
    play.record = Record(earlier=1)
    play.answers()
    vote(play, Choice.REFUSE, (ANN, BEN))
    play.observe(ANN, media=("A", "D"))
    return decided(play.finish(), outcome)


def told(play: Play, event: PlatformEvent) -> list[tuple[str, Ending | None]]:
    """Of which listings the platform heard this, and which ending."""
    return [(each.listing, each.ending) for each in play.wanted(CallPlatform) if each.event is event]


@pytest.mark.parametrize(
    ("outcome", "listings"), [(Choice.UNLIST, ["listing-1", "listing-2"]), (Choice.WARN, ["listing-1"])]
)
def test_what_is_about_the_member_is_told_once(outcome: Choice, listings: list[str]) -> None:
    """Unlisting concerns each listing that was named; a warning or a pause the member, once; so when it is undone."""
    play = acted_on(outcome)
    assert told(play, PlatformEvent.ACTION_DECIDED) == [(each, None) for each in listings]
    play.withdraw()
    assert told(play, PlatformEvent.ACTION_UNDONE) == [(each, None) for each in listings]


FINE, NOTHING = ("listing-3", Ending.KEPT), ("listing-2", Ending.NOTHING_FOLLOWS)


@pytest.mark.parametrize(
    ("outcome", "cleared"),
    [
        (Choice.UNLIST, [FINE]),
        (Choice.WARN, [FINE, NOTHING]),
        (Choice.NONE, [FINE, ("listing-1", Ending.NOTHING_FOLLOWS), NOTHING]),
    ],
)
def test_each_listing_is_over_once(outcome: Choice, cleared: list[tuple[str, Ending]]) -> None:
    """What was left out is cleared then, in the end what no action concerns, and nothing a second time."""
    play = acted_on(outcome)
    assert told(play, PlatformEvent.CASE_CLEARED) == cleared
    play.withdraw()
    assert told(play, PlatformEvent.CASE_CLEARED) == cleared


def test_the_end_of_all_is_told_of_each() -> None:
    """A case that is resolved, or taken back, is over for each listing, after what was accepted is told of all."""
    play = asked_about("A", "D")
    play.answers("m1", picture("", "new"))
    vote(play, Choice.ACCEPT, (ANN, BEN))
    play.finish()
    accepted = Ending.ACCEPTED
    assert told(play, PlatformEvent.CASE_CLEARED) == [FINE, ("listing-1", accepted), ("listing-2", accepted)]
    assert [each.event for each in play.wanted(CallPlatform)[-4:]] == [
        *[PlatformEvent.REPLACEMENT_ACCEPTED] * 2,
        *[PlatformEvent.CASE_CLEARED] * 2,
    ]
    play = joint_case(2)
    play.withdraw()
    taken_back = Ending.WITHDRAWN
    assert told(play, PlatformEvent.CASE_CLEARED) == [("listing-1", taken_back), ("listing-2", taken_back)]


def test_a_refused_repair_spares_nothing() -> None:
    """What moderators say about the repair of one listing leaves the others unlisted, and to be listed again."""
    play = acted_on(Choice.UNLIST)
    play.answers("m-repair", picture("", "new"))
    vote(play, Choice.REFUSE, (CLEO, DAN))
    play.observe(CLEO, media=("A",))
    play.finish()
    assert [part.spared for part in play.case.parts] == [False, False, True]
    assert told(play, PlatformEvent.CASE_CLEARED) == [FINE]
    play.withdraw()
    assert told(play, PlatformEvent.ACTION_UNDONE) == [("listing-1", None), ("listing-2", None)]


def test_an_ordinary_case_tells_as_before() -> None:
    """A case about one listing names none: it is its own."""
    assert [each.listing for each in opened().wanted(CallPlatform)] == [""]


# The listings as an answer.


def test_one_that_is_removed_is_a_change() -> None:
    """One of two listings is gone: at the second look that is an answer, put to the moderators."""
    play = asked_about("A", "D")
    look(play, c.Sight.SAME, c.Sight.GONE, c.Sight.SAME)
    assert play.is_(Status.AWAITING_MEMBER)
    look(play, c.Sight.SAME, c.Sight.GONE, c.Sight.SAME)
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert gone(play) == ["listing-2"]


def test_all_removed_resolves() -> None:
    """With every listing gone that the question is about, it is settled; the others may stay."""
    play = asked_about("A", "D")
    look(play, c.Sight.GONE, c.Sight.GONE, c.Sight.SAME, message="removed")
    assert play.is_(Status.RESOLVED)
    assert play.case.ending is Ending.REMOVED


def test_all_removed_in_review_resolves() -> None:
    """Before anybody was asked, a case ends when all its listings are gone at a second look."""
    play = joint_case()
    look(play, *(c.Sight.GONE,) * 3)
    assert play.is_(Status.IN_REVIEW)
    look(play, *(c.Sight.GONE,) * 3)
    assert play.case.ending is Ending.GONE


def test_some_removed_in_review_are_shown() -> None:
    """Before anybody was asked, one that is gone is shown on the card, and comes back if it does."""
    play = joint_case()
    look(play, c.Sight.GONE, c.Sight.SAME, c.Sight.SAME)
    look(play, c.Sight.GONE, c.Sight.SAME, c.Sight.SAME)
    assert gone(play) == ["listing-1"]
    look(play, c.Sight.GONE, c.Sight.UNREACHABLE, c.Sight.NOWHERE)
    assert gone(play) == ["listing-1"]
    look(play, c.Sight.CHANGED, c.Sight.SAME, c.Sight.SAME)
    assert gone(play) == []
    assert play.case.parts[0].changed == "new-listing-1"
    look(play, c.Sight.SAME, c.Sight.SAME, c.Sight.SAME)
    assert play.case.parts[0].changed is None
    assert play.is_(Status.IN_REVIEW)


def test_a_passing_fault_changes_nothing() -> None:
    """A listing that one look missed and the next one finds is as it was."""
    play = asked_about("A")
    look(play, c.Sight.GONE, c.Sight.SAME, c.Sight.SAME)
    look(play, c.Sight.SAME, c.Sight.SAME, c.Sight.SAME)
    assert not play.case.parts[0].missing
    assert play.is_(Status.AWAITING_MEMBER)


def test_a_changed_listing_is_an_answer() -> None:
    """New pictures in a listing that the question is about are put to the moderators, lettered on."""
    play = asked_about("A", "D")
    look(play, c.Sight.SAME, c.Sight.CHANGED, c.Sight.SAME)
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert [media.letter for media in play.case.replies[0].media] == ["G", "H"]
    assert play.case.replies[0].changed == "new-listing-2"
    look(play, c.Sight.CHANGED, c.Sight.CHANGED, c.Sight.SAME)
    assert len(play.case.replies[0].media) == 4


def test_a_change_elsewhere_is_no_answer() -> None:
    """What the artist does to a listing that nobody asked about is shown, and is no answer."""
    play = asked_about("A")
    look(play, c.Sight.SAME, c.Sight.CHANGED, c.Sight.SAME)
    assert play.is_(Status.AWAITING_MEMBER)
    assert play.case.parts[1].changed == "new-listing-2"


def test_while_an_answer_is_judged_nothing_new_is_nothing() -> None:
    """A look that finds all as it was leaves a vote on an answer alone."""
    play = asked_about("A")
    play.answers()
    before = play.case
    look(play, *(c.Sight.SAME,) * 3)
    assert play.case == before


@pytest.mark.parametrize(
    ("sights", "status"),
    [
        ((c.Sight.SAME, c.Sight.SAME), Status.AWAITING_MEMBER),
        ((c.Sight.SAME, c.Sight.NOWHERE), Status.REPLY_IN_REVIEW),
        ((c.Sight.UNREACHABLE, c.Sight.SAME), Status.REPLY_IN_REVIEW),
        ((c.Sight.GONE, c.Sight.SAME), Status.REPLY_IN_REVIEW),
        ((c.Sight.GONE, c.Sight.GONE), Status.RESOLVED),
    ],
)
def test_a_claimed_removal(sights: tuple[c.Sight, ...], status: Status) -> None:
    """'Removed' is looked into for all: gone is believed, still there is said once, what cannot be seen is judged."""
    play = asked_about("A", "C", listings=2)
    play.do(c.ClaimRemoved("m1"))
    assert play.wanted(LookAtListing) == [LookAtListing(1, "m1")]
    look(play, *sights, message="m1")
    assert play.is_(status)
    assert play.heard_by_member().count("say.member_still_there") == (status is Status.AWAITING_MEMBER)


@pytest.mark.parametrize(
    ("sights", "silent"),
    [
        ((c.Sight.SAME, c.Sight.SAME), True),
        ((c.Sight.SAME, c.Sight.NOWHERE), True),
        ((c.Sight.SAME, c.Sight.UNREACHABLE), False),
        ((c.Sight.GONE, c.Sight.SAME), False),
    ],
)
def test_silence_after_all_were_seen(sights: tuple[c.Sight, ...], silent: bool) -> None:
    """Silence counts only when every listing was looked at: one that cannot be reached may hold the answer."""
    play = asked_about("A", "C", listings=2)
    while not (play.case.clock and play.case.clock.looking):
        play.now = play.due() or play.now
        play.tick()
    play.do(c.FinishConversationLook())
    look(play, *sights)
    assert play.is_(Status.ACTION_IN_REVIEW) is silent


def test_after_the_end_a_look_is_nothing() -> None:
    """A look that comes back when all is over changes nothing."""
    play = joint_case()
    play.withdraw()
    before = play.case
    look(play, *(c.Sight.GONE,) * 3)
    assert play.case == before


def test_what_was_decided_on_is_not_looked_for() -> None:
    """While the repair of what we unlisted ourselves is judged, that it cannot be found ends nothing."""
    play = asked_about("A", "D")
    play.answers()
    vote(play, Choice.REFUSE, (ANN, BEN))
    play.observe(ANN, media=("A", "D"))
    decided(play.finish(), Choice.UNLIST)
    unlisted = [each.listing for each in play.wanted(CallPlatform) if each.event is PlatformEvent.ACTION_DECIDED]
    assert unlisted == ["listing-1", "listing-2"]
    play.answers("m-repair")
    before = play.case
    look(play, *(c.Sight.GONE,) * 3, message="m-repair")
    assert play.case == before
    assert play.is_(Status.REPLY_IN_REVIEW)


def test_one_listing_alone_is_as_ever() -> None:
    """A case about one listing has no parts, and no look at several."""
    play = asked()
    assert play.case.parts == ()
    assert play.case.listings == ("listing-1",)
    assert joint.touched(play.case) == ()


def test_a_listing_of_one_that_is_gone_says_nothing() -> None:
    """The event is for joint cases: of a case about one listing it says nothing that its end does not."""
    play = opened()
    assert evolve(play.case, e.ListingGone("listing-1")) == replace(play.case, version=play.case.version + 1)


def test_the_undo_window_is_one_for_all() -> None:
    """One verdict stands for all listings, and is final for all at once."""
    play = joint_case()
    vote(play, Choice.ASK, (ANN, CLEO))
    play.observe(CLEO, media=("B",))
    assert play.due() == play.now + UNDO


# Taken up again.


def test_taken_up_with_all_of_them() -> None:
    """A case that opens with several listings has one round, letters all through, and tells the platform of each."""
    play = Play(RULES)
    further = (Part("listing-2", "shot-2", two_pictures("2")),)
    earlier = c.Earlier(7, (c.JoinReport("r0", ROB, moderator=False), c.JoinReport("r0", DAN, moderator=True)), 2)
    where = ("listing-1", "shot-1", two_pictures("1"), MIAS, "r1", EVE)
    play.do(
        c.OpenCase(1, "policy", RULES, *where, moderator=True, duty=True, earlier=earlier, joint=True, further=further)
    )
    assert play.answer == Say("say.reopened", {"case": 1})
    assert play.case.listings == ("listing-1", "listing-2")
    assert [media.letter for media in play.case.media] == list("ABCD")
    assert (len(play.case.rounds), play.case.recused) == (1, (DAN,))
    told = [(each.event, each.listing) for each in play.wanted(CallPlatform)]
    assert told == [(PlatformEvent.CASE_OPENED, "listing-1"), (PlatformEvent.CASE_OPENED, "listing-2")]
    assert play.heard_by_reporters() == [(ROB, "say.reporter_reopened"), (DAN, "say.reporter_reopened")]
