"""Accounts and the persons behind them, the codes that link them, and the addresses by which they are found."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.moderation.model import Account, Chat
from bot.ports import Profile
from storage.database import Work
from tests.storage.story import ARTIST, COLLEAGUE, MODERATOR, REPORTER, START, STRANGER, evolved, told
from tests.storage.test_records import SNAPSHOT

SLACKS = Account(Chat.SLACK, "U500")
SOON, LATER = START + timedelta(minutes=1), START + timedelta(minutes=2)


def test_last_used_first(work: Work) -> None:
    """Where somebody was seen last comes first; a conversation that we begin is no use of it."""
    for account in (ARTIST, SLACKS):
        work.people.link(account, "member-7")
    assert work.people.accounts_of("member-7") == (ARTIST, SLACKS)
    work.people.seen(SLACKS, SOON)
    assert work.people.accounts_of("member-7") == (SLACKS, ARTIST)
    work.people.talks_in(ARTIST, "950")
    work.people.seen(ARTIST, START)
    assert work.people.accounts_of("member-7") == (SLACKS, ARTIST)
    assert work.people.private_channel(ARTIST) == "950"
    assert work.people.accounts(["member-7", "nobody"]) == {"member-7": (SLACKS, ARTIST)}


def test_chosen_before_used(work: Work) -> None:
    """What somebody chose goes before what they used last, and the newest choice before older ones."""
    for account in (ARTIST, SLACKS):
        work.people.link(account, "member-7")
    work.people.choose(ARTIST, START)
    work.people.seen(SLACKS, LATER)
    assert work.people.accounts_of("member-7") == (ARTIST, SLACKS)
    work.people.choose(SLACKS, SOON)
    assert work.people.accounts_of("member-7") == (SLACKS, ARTIST)


def test_united_without_the_platform(work: Work) -> None:
    """Two accounts that the platform does not know get a person of their own; further ones join them."""
    work.people.unite((ARTIST, SLACKS), "fresh-1")
    work.people.unite((REPORTER, COLLEAGUE), "fresh-2")
    assert work.people.members((ARTIST, SLACKS)) == {}
    work.people.unite((SLACKS, COLLEAGUE), "fresh-3")
    assert set(work.people.persons((ARTIST, SLACKS, REPORTER, COLLEAGUE)).values()) == {"fresh-3"}


def test_united_with_a_member(work: Work) -> None:
    """Whoever is linked with a member is that member, with all that were linked before."""
    work.people.unite((ARTIST, SLACKS), "fresh-1")
    work.people.link(REPORTER, "member-7")
    work.people.unite((SLACKS, REPORTER), "fresh-2")
    assert work.people.members((ARTIST, SLACKS, REPORTER)) == dict.fromkeys((ARTIST, SLACKS, REPORTER), "member-7")


def test_the_platform_takes_over(work: Work) -> None:
    """Once the platform names one of them, all are that member; what it said of another account stays."""
    work.people.unite((ARTIST, SLACKS), "fresh-1")
    work.people.link(SLACKS, "member-7")
    assert work.people.members((ARTIST, SLACKS)) == {ARTIST: "member-7", SLACKS: "member-7"}
    work.people.link(SLACKS, "member-8")
    assert work.people.members((ARTIST, SLACKS)) == {ARTIST: "member-7", SLACKS: "member-8"}


def test_a_code_is_of_one_account_for_a_while(work: Work) -> None:
    """A new one replaces it, use ends it, and so does time."""
    work.links.offer(ARTIST, "d1", LATER)
    assert work.links.find("d1", SOON) == ARTIST
    work.links.offer(ARTIST, "d2", LATER)
    assert [work.links.find(each, SOON) for each in ("d1", "d2", "d3")] == [None, ARTIST, None]
    work.links.spend(ARTIST)
    assert work.links.find("d2", SOON) is None
    work.links.offer(ARTIST, "d4", LATER)
    assert work.links.find("d4", LATER) is None
    assert work.sql.rows("SELECT * FROM link_codes") == []


def test_wrong_codes_are_counted_for_a_while(work: Work) -> None:
    """From the last of them on; a right one ends it."""
    assert work.links.misses(ARTIST, START) is None
    work.links.missed(ARTIST, SOON)
    work.links.missed(ARTIST, LATER)
    work.links.missed(STRANGER, LATER)
    assert work.links.misses(ARTIST, SOON) == (2, LATER)
    work.links.forgive(ARTIST)
    assert work.links.misses(ARTIST, START) is None
    assert work.links.misses(STRANGER, LATER) is None
    assert work.sql.rows("SELECT * FROM link_tries") == []


def test_an_address_is_kept_until_it_has_served(work: Work) -> None:
    """It goes once the account on that chat is known, however; where one is known none is kept."""
    work.people.link(ARTIST, "member-7")
    for address in ("old@example.org", "ines@example.org"):
        work.people.keep_address("member-7", Chat.SLACK, address)
    work.people.keep_address("member-7", Chat.DISCORD, "ines@example.org")
    assert work.people.addressed("member-7") == [Chat.SLACK]
    assert work.people.address("member-7", Chat.SLACK) == "ines@example.org"
    work.people.link(SLACKS, "member-7")
    assert work.people.address("member-7", Chat.SLACK) is None
    work.people.keep_address("member-8", Chat.SLACK, "theo@example.org")
    work.people.forget_address("member-8", Chat.SLACK)
    assert work.sql.rows("SELECT * FROM addresses") == []


def test_no_address_is_stored_with_a_listing(work: Work) -> None:
    """Nor shown where a snapshot is printed."""
    known = replace(SNAPSHOT, address=(Chat.SLACK, "ines@example.org"))
    work.listings.save(known)
    assert work.listings.get("s1") == known
    found = work.listings.get("s1")
    assert found
    assert found.address is None
    assert "ines@" not in repr(known)


@pytest.mark.parametrize(
    ("account", "cases"), [(ARTIST, [1, 2, 4, 5]), (COLLEAGUE, [1]), (MODERATOR, [1]), (STRANGER, [1])]
)
def test_cases_that_an_account_has_to_do_with(work: Work, account: Account, cases: list[int]) -> None:
    """As owner, reporter, voter or whoever named the owner, also where the case is over; and by the owner's id."""
    for events in told().values():
        work.cases.append(None, evolved(events), events, START)
    assert [case.number for case in work.cases.concerning([account], [])] == cases
    assert [case.number for case in work.cases.concerning([], ["member-7"])] == [2, 4, 5]
    assert work.cases.concerning([Account(Chat.SLACK, "U50")], []) == []


def test_what_a_chat_tells(work: Work) -> None:
    """The newest counts, what is not told stays, and one account of a person speaks for the others."""
    work.people.learn(ARTIST, Profile("es-ES"))
    work.people.learn(ARTIST, Profile(zone="Europe/Madrid"))
    assert work.people.profile(ARTIST) == Profile("es-ES", "Europe/Madrid")
    assert work.people.profile(SLACKS) == Profile()
    work.people.unite((ARTIST, SLACKS), "p1")
    work.people.learn(SLACKS, Profile("en-GB"))
    assert work.people.profile(SLACKS) == Profile("en-GB", "Europe/Madrid")
    assert work.people.profile(ARTIST).locale == "es-ES"
