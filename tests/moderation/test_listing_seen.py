"""The listing itself: changed, gone, back, or said to be removed."""

from collections.abc import Callable

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import LookAtListing, ShowCard
from bot.moderation.model import Choice, Ending, Status
from tests.moderation.builders import ANN, Play, asked, awaited, opened, picture, replied, silent


def test_change_while_awaited() -> None:
    """A changed listing is an answer, with the new pictures lettered on."""
    play = awaited()
    play.see(c.Sight.CHANGED, "shot-2")
    assert play.is_(Status.REPLY_IN_REVIEW)
    reply = play.case.replies[-1]
    assert (reply.changed, reply.messages) == ("shot-2", ())
    assert [each.letter for each in reply.media] == ["B"]


def test_change_while_judged() -> None:
    """It belongs to the answer that is judged: it joins the card or, after a vote, is voted on anew."""
    play = replied()
    play.see(c.Sight.CHANGED, "shot-2")
    assert (len(play.case.rounds), play.case.replies[0].changed) == (2, "shot-2")
    play.react(ANN, Choice.ACCEPT)
    play.do(c.SeeListing(c.Sight.CHANGED, "shot-3", (picture("", "newer"),)))
    assert (len(play.case.rounds), play.case.replies[0].changed) == (3, "shot-3")
    assert [each.letter for each in play.case.replies[0].media] == ["B", "C"]


@pytest.mark.parametrize("somewhere", [opened, asked, silent])
def test_change_elsewhere(somewhere: Callable[[], Play]) -> None:
    """Otherwise the card says 'changed since', once for each change, and what was captured is judged."""
    play = somewhere()
    status, number = play.case.status, play.case.round.number
    decision = play.see(c.Sight.CHANGED, "shot-2")
    assert (decision.events, decision.effects) == ((e.ListingChanged("shot-2"),), (ShowCard(1, number),))
    assert (play.case.changed, play.case.status) == ("shot-2", status)
    assert play.see(c.Sight.CHANGED, "shot-2").events == ()
    assert play.case.snapshot == "shot-1"


def test_changed_back() -> None:
    """A listing that shows again what was captured is no longer changed."""
    play = opened()
    play.see(c.Sight.CHANGED, "shot-2")
    play.see(c.Sight.CHANGED, "shot-1")
    assert play.case.changed is None


@pytest.mark.parametrize("somewhere", [opened, asked, replied, silent])
def test_same_again(somewhere: Callable[[], Play]) -> None:
    """A look that finds it as it was captured ends the change, once, and the card no longer says 'changed since'."""
    play = somewhere()
    status, number = play.case.status, play.case.round.number
    play.see(c.Sight.CHANGED, "shot-2")
    decision = play.see(c.Sight.SAME)
    assert (decision.events, decision.effects) == ((e.ListingChanged("shot-1"),), (ShowCard(1, number),))
    assert (play.case.changed, play.case.status) == (None, status)
    assert play.see(c.Sight.SAME).events == ()


@pytest.mark.parametrize("sight", [c.Sight.UNREACHABLE, c.Sight.NOWHERE])
def test_not_seen_again(sight: c.Sight) -> None:
    """A look that could not see anything leaves it changed."""
    play = opened()
    play.see(c.Sight.CHANGED, "shot-2")
    assert play.see(sight).events == ()
    assert play.case.changed == "shot-2"


@pytest.mark.parametrize("somewhere", [opened, asked, replied, silent])
def test_gone(somewhere: Callable[[], Play]) -> None:
    """Two looks that find the listing gone resolve the case; one does not."""
    play = somewhere()
    status = play.case.status
    play.see(c.Sight.GONE)
    assert (play.case.missing, play.case.status) == (True, status)
    play.see(c.Sight.GONE)
    assert play.case.ending is Ending.GONE


def test_gone_while_awaited() -> None:
    """A removal while the member is awaited is the member's answer."""
    play = awaited()
    play.see(c.Sight.GONE)
    play.see(c.Sight.GONE)
    assert play.case.ending is Ending.REMOVED
    assert play.heard_by_member() == ["say.member_removed"]


@pytest.mark.parametrize(
    ("sight", "snapshot", "changed"),
    [(c.Sight.SAME, None, (e.ListingChanged("shot-1"),)), (c.Sight.CHANGED, "shot-2", ())],
)
def test_back(sight: c.Sight, snapshot: str | None, changed: tuple[e.ListingChanged, ...]) -> None:
    """A listing that is there again, as it was or changed, must be missed twice anew."""
    play = opened()
    play.see(c.Sight.CHANGED, "shot-2")
    play.see(c.Sight.GONE)
    assert play.see(sight, snapshot).events == (e.ListingBack(), *changed)
    play.see(c.Sight.GONE)
    assert play.is_(Status.IN_REVIEW)


def test_back_with_a_new_face() -> None:
    """Nor does a change that nobody has seen before leave it missing."""
    play = opened()
    play.see(c.Sight.GONE)
    play.see(c.Sight.CHANGED, "shot-3")
    assert not play.case.missing


@pytest.mark.parametrize("sight", [c.Sight.UNREACHABLE, c.Sight.NOWHERE])
def test_not_seen(sight: c.Sight) -> None:
    """A look that could not see anything neither misses the listing nor brings it back."""
    play = opened()
    play.see(c.Sight.GONE)
    assert play.see(sight).events == ()
    assert play.case.missing


def claimed() -> Play:
    """The member wrote 'removed'."""
    play = awaited()
    assert play.do(c.ClaimRemoved("m1")).effects == (LookAtListing(1, "m1"),)
    return play


def test_claim_is_true() -> None:
    """'Removed', and it is gone: resolved at the first look."""
    play = claimed()
    play.see(c.Sight.GONE, claim="m1")
    assert play.is_(Status.RESOLVED)
    assert play.case.ending is Ending.REMOVED


def test_claim_is_not() -> None:
    """'Removed', and it is still there: the bot says so, and the clock runs on."""
    play = claimed()
    due = play.due()
    assert play.see(c.Sight.SAME, claim="m1").events == ()
    assert play.heard_by_member() == ["say.member_still_there"]
    assert play.due() == due


@pytest.mark.parametrize("sight", [c.Sight.UNREACHABLE, c.Sight.NOWHERE])
def test_claim_nobody_can_check(sight: c.Sight) -> None:
    """'Removed', and the bot cannot look: moderators judge it as a reply."""
    play = claimed()
    play.see(sight, claim="m1")
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.replies[-1].messages == ("m1",)


def test_claim_and_changed() -> None:
    """'Removed', and it was changed instead: a reply of both."""
    play = claimed()
    play.see(c.Sight.CHANGED, "shot-2", claim="m1")
    assert (play.case.replies[-1].messages, play.case.replies[-1].changed) == (("m1",), "shot-2")


def test_claim_while_judged() -> None:
    """After an answer 'removed' stands on the card, and two looks that find the listing gone resolve the case."""
    play = replied()
    assert play.do(c.ClaimRemoved("m2")).effects == (ShowCard(1, 2), LookAtListing(1))
    assert play.case.replies[0].messages == ("m1", "m2")
    play.see(c.Sight.GONE)
    assert play.is_(Status.REPLY_IN_REVIEW)
    play.see(c.Sight.GONE)
    assert play.is_(Status.RESOLVED)


def test_late_claim() -> None:
    """After the time is over it is the late answer."""
    play = silent()
    play.do(c.ClaimRemoved("m2"))
    assert play.is_(Status.REPLY_IN_REVIEW)


def test_after_the_end() -> None:
    """What happens to the listing of a case that is over changes nothing."""
    play = opened()
    play.withdraw()
    assert play.see(c.Sight.GONE).events == ()
