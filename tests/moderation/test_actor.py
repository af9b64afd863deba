"""Who uses which account, as far as what people do says so."""

from typing import get_args

import pytest

from bot.moderation import inbound as i
from bot.moderation.inbound import Inbound
from tests.moderation.builders import ANN, START, message

NOBODYS = (
    i.ReactionsRemoved("", message("c"), None),
    i.MessageGone("g", message("c")),
    i.Unreadable("u", "message"),
    i.Edited("e", message("m"), "words", START),
)
SOMEBODYS = (
    i.ReportSent("r", ANN, False, "", "", "", "", (), "", START),
    i.ReportConfirmed("r", ANN, "r1"),
    i.Wrote("w", message("m"), ANN, "words", (), START),
    i.AskedMyCase("a", ANN),
)


@pytest.mark.parametrize("event", SOMEBODYS)
def test_what_somebody_does(event: Inbound) -> None:
    """A report, a message, a command: the account is used."""
    assert i.actor(event) == ANN


@pytest.mark.parametrize(
    ("event", "seen"),
    [
        (SOMEBODYS[0], False),
        (SOMEBODYS[2], False),
        (i.AskedNext("n", ANN, moderator=True), True),
        (i.AskedNext("n", ANN, moderator=False), False),
        (i.OrderedPurge("p", ANN, lead=True, case=1, words="w"), True),
        (i.OrderedUnsealing("p", ANN, lead=False, case=1, words="w"), False),
    ],
)
def test_who_is_seen_to_be_a_moderator(event: Inbound, seen: bool) -> None:
    """By what only they may do; what anybody does says nothing."""
    assert i.as_moderator(event) is seen


@pytest.mark.parametrize("event", NOBODYS)
def test_what_nobody_in_particular_does(event: Inbound) -> None:
    """Something is gone, or is otherwise now: that says of no account that its person is there."""
    assert i.actor(event) is None


def test_every_kind_is_one_or_the_other() -> None:
    """Whatever says who did it is use; nothing else is."""
    named = {kind for kind in get_args(Inbound) if {"account", "reporter"} & set(kind.__dataclass_fields__)}
    assert {*get_args(Inbound)} - named == {type(each) for each in NOBODYS}
