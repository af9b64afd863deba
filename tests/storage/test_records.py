"""Reports, messages, sentences, listings, people and policies are found again as they were stored."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.moderation import events as e
from bot.moderation.action_events import CaseClosed
from bot.moderation.inbound import FileRef
from bot.moderation.model import Account, Chat, Ending, MediaKind, MessageRef, Owner
from bot.moderation.policy import Limits, Policy
from bot.ports import Snapshot, StoredFile, StoredMessage, StoredReport
from storage.database import Work
from tests.storage.story import ARTIST, PICTURE, REPORTER, START, STRANGER, WEEK, evolved, opening, private

FILE = FileRef("f1", "sketch.jpg", "https://cdn.example/f1", 1234)
REPORT = StoredReport(
    id="r1",
    reporter=REPORTER,
    moderator=False,
    link="https://gallery.example/works/1",
    which="the first",
    category="undisclosed",
    words="six fingers",
    files=(FILE,),
    token="t" * 80,
    expires=WEEK,
    locale="en-GB",
    sure=False,
    at=START,
)
MESSAGE = StoredMessage("m1", private("1"), ARTIST, "here is how", (FILE,), START, reply_to=private("0"))
SNAPSHOT = Snapshot("s1", "works/1", None, "Dawn", "", "", "member-7", (ARTIST,), (PICTURE,), START)
POLICY = Policy(
    version="1",
    effective=date(2026, 7, 1),
    stance=("We hang what people made.",),
    allowed=(),
    not_allowed=(),
    categories=(),
    considerations=(),
    reactions={},
    presets=(),
    limits=Limits((20, 300), (0, 1000), 2, timedelta(days=3), timedelta(hours=6)),
    confirm_owner_from=3,
)


def test_a_report_is_followed_to_its_case(work: Work) -> None:
    """A report's state, its case and the reporter's 'go on' are kept beside what it said."""
    work.reports.add(REPORT)
    assert work.reports.get("r1") == REPORT
    work.reports.confirm("r1")
    work.reports.set_state("r1", "joined", 3)
    work.reports.set_state("r1", "answered")
    joined = replace(REPORT, sure=True, state="answered", case=3)
    assert work.reports.get("r1") == joined
    work.reports.add(replace(REPORT, id="r0", case=3))
    assert [report.id for report in work.reports.of_case(3)] == ["r1", "r0"], "in the order in which they came"
    assert work.reports.of_case(4) == []


def test_an_unknown_report_is_an_error(work: Work) -> None:
    """Asked for, there is none; changed, there must be one."""
    assert work.reports.get("r9") is None
    with pytest.raises(KeyError):
        work.reports.confirm("r9")


def test_a_message_is_on_record_once(work: Work) -> None:
    """A message is known by where it stands; a repeat is not stored, and changes nothing."""
    assert work.conversation.add(MESSAGE)
    assert not work.conversation.add(replace(MESSAGE, id="m2", words="again"))
    assert work.conversation.get("m1") == work.conversation.at(private("1")) == MESSAGE
    assert work.conversation.get("m2") is None
    assert work.conversation.at(private("2")) is None


def test_an_edit_that_comes_late_brings_no_older_words_back(work: Work) -> None:
    """What was written last is what counts, in whatever order edits are handled; what was passed over is kept too."""
    work.conversation.add(MESSAGE)
    assert work.conversation.edit("m1", "third", WEEK)
    assert not work.conversation.edit("m1", "second", START)
    assert work.conversation.edit("m1", "fourth", WEEK)
    kept = work.conversation.get("m1")
    assert kept
    assert (kept.words, kept.earlier, kept.edited) == ("fourth", ("here is how", "second", "third"), WEEK)


def test_a_message_changes_and_forgets_nothing(work: Work) -> None:
    """Edits keep what was said before; deletion in the chat is a mark; files are noted once they were looked at."""
    work.conversation.add(MESSAGE)
    stored = (StoredFile("sketch.jpg", MediaKind.IMAGE, "c" * 64),)
    work.conversation.edit("m1", "second", START)
    work.conversation.edit("m1", "second", START)
    work.conversation.edit("m1", "third", WEEK)
    work.conversation.mark_deleted("m1")
    work.conversation.store_files("m1", stored)
    work.conversation.assign("m1", 4)
    changed = replace(MESSAGE, words="third", earlier=("here is how", "second"), deleted=True, stored=stored, case=4)
    changed = replace(changed, edited=WEEK)
    assert work.conversation.get("m1") == changed
    assert work.conversation.of_case(4) == [changed]
    assert work.conversation.of_case(5) == []
    with pytest.raises(KeyError):
        work.conversation.assign("m9", 4)


def test_messages_of_a_case_are_in_the_order_of_writing(work: Work) -> None:
    """However late one is found, it stands where it was written; the newest is known for the next reading."""
    assert work.conversation.newest_in(ARTIST) is None
    for id_, minutes in (("m1", 5), ("m2", 9), ("m3", 1)):
        at = START + timedelta(minutes=minutes)
        work.conversation.add(replace(MESSAGE, id=id_, ref=private(id_), at=at, case=1))
    work.conversation.add(replace(MESSAGE, id="m4", ref=private("m4"), at=WEEK, account=STRANGER))
    assert [message.id for message in work.conversation.of_case(1)] == ["m3", "m1", "m2"]
    assert work.conversation.newest_in(ARTIST) == private("m2")


def test_the_oldest_open_question_is_known(work: Work) -> None:
    """'Which case?' is open until the message has a case, or is offered to none any more."""
    for id_, minutes in (("m1", 5), ("m2", 9), ("m3", 1)):
        work.conversation.add(replace(MESSAGE, id=id_, ref=private(id_), at=START + timedelta(minutes=minutes)))
    assert work.conversation.unanswered_question(ARTIST) is None
    work.conversation.offer("m2", (1, 2))
    work.conversation.offer("m1", (1, 2))
    question = work.conversation.unanswered_question(ARTIST)
    assert question == work.conversation.get("m1")
    assert question is not None
    assert question.candidates == (1, 2)
    assert work.conversation.unanswered_question(STRANGER) is None
    work.conversation.assign("m1", 2)
    assert work.conversation.unanswered_question(ARTIST) == work.conversation.get("m2")
    work.conversation.offer("m2", ())
    assert work.conversation.unanswered_question(ARTIST) is None


def test_what_waits_can_still_be_changed(work: Work) -> None:
    """A message that waits for its file, for a notice or for an answer is read again; one that nobody waits for is not.

    So an edit that comes meanwhile, and while the bot is away, is found.
    """
    plain = replace(MESSAGE, files=())
    waiting = {"file": MESSAGE, "notice": replace(plain, candidates=(3,)), "asked": replace(plain, candidates=(3, 4))}
    for id_, each in {**waiting, "for nobody": plain, "fetched": replace(MESSAGE, stored=())}.items():
        work.conversation.add(replace(each, id=id_, ref=private(id_)))
    assert [each.id for each in work.conversation.standing(ARTIST)] == [*waiting]


@pytest.mark.parametrize(
    ("end", "read"),
    [(None, True), (CaseClosed(Ending.UNLISTED, WEEK), True), (e.CaseWithdrawn(STRANGER, "w", WEEK), False)],
)
def test_what_belongs_to_a_case_that_can_go_on(work: Work, end: e.Event | None, read: bool) -> None:
    """Also to a closed one, which can be repaired or appealed: what was changed meanwhile is found later."""
    events: list[e.Event] = [*opening(1, "works/1", Owner("member-7", (ARTIST,))), *([end] if end else [])]
    work.cases.append(None, evolved(events), events, START)
    work.conversation.add(replace(MESSAGE, files=(), case=1))
    assert [each.id for each in work.conversation.standing(ARTIST)] == ["m1"] * read


def test_a_message_waits_for_the_notice_of_one_case(work: Work) -> None:
    """That is no question to the member; once the message has a case, it waits no longer."""
    work.conversation.add(replace(MESSAGE, id="m1", ref=private("1")))
    work.conversation.add(replace(MESSAGE, id="m2", ref=private("2"), candidates=(3, 4)))
    work.conversation.offer("m1", (3,))
    assert [each.id for each in work.conversation.waiting_for(3)] == ["m1"]
    assert work.conversation.waiting_for(4) == []
    question = work.conversation.unanswered_question(ARTIST)
    assert question
    assert question.id == "m2"
    work.conversation.assign("m1", 3)
    assert work.conversation.waiting_for(3) == []


def test_a_sentence_can_be_erased(work: Work) -> None:
    """A sentence is found by its id until it is erased; then nothing of it is left."""
    id_ = work.words.put("six fingers \ud83d", ARTIST, START)
    assert work.words.get(id_) == "six fingers \ufffd"
    work.words.erase(id_)
    assert work.words.get(id_) == ""
    assert work.sql.rows("SELECT * FROM words") == []


def test_what_was_captured_never_changes(work: Work) -> None:
    """A snapshot that is on record stays as it is."""
    work.listings.save(SNAPSHOT)
    work.listings.save(replace(SNAPSHOT, title="Dusk"))
    assert work.listings.get("s1") == SNAPSHOT
    assert work.listings.get("s2") is None


def test_an_imported_row_is_replaced_by_a_newer_one(work: Work) -> None:
    """An import brings rows up to date, with whatever JSON has."""
    assert work.listings.imported("works/1") is None
    work.listings.import_row("works/1", {"title": "Dawn"})
    row = {"title": "Dusk", "media": ["a", {"url": "b"}], "price": 1.5, "sold": None}
    work.listings.import_row("works/1", row)
    assert work.listings.imported("works/1") == row


def test_a_persons_accounts_are_known_last_used_first(work: Work) -> None:
    """Accounts are linked to a person, and to another one later; those that were never seen come last."""
    slack, unseen = Account(Chat.SLACK, "U500"), Account(Chat.SLACK, "U501")
    for account in (ARTIST, slack, unseen):
        work.people.link(account, "member-7")
    work.people.seen(slack, START)
    work.people.seen(ARTIST, WEEK)
    work.people.seen(ARTIST, START)
    work.people.seen(STRANGER, WEEK)
    assert work.people.accounts_of("member-7") == (ARTIST, slack, unseen)
    assert work.people.persons([ARTIST, STRANGER]) == {ARTIST: "member-7"}
    work.people.link(ARTIST, "member-8")
    assert work.people.accounts_of("member-7") == (slack, unseen)
    assert work.people.persons([]) == {}


def test_a_conversation_is_remembered(work: Work) -> None:
    """A private channel stays known when the account is seen elsewhere."""
    assert work.people.private_channel(ARTIST) is None
    work.people.seen(STRANGER, START)
    work.people.seen(ARTIST, START, "de", "D1")
    work.people.seen(ARTIST, WEEK)
    assert work.people.private_channel(ARTIST) == "D1"
    assert work.people.private_channel(STRANGER) is None
    assert work.people.known_conversations(Chat.DISCORD) == [ARTIST]
    assert work.people.known_conversations(Chat.SLACK) == []
    assert work.people.talking_in(Chat.DISCORD, work.people.private_channel(ARTIST) or "") == ARTIST
    assert work.people.talking_in(Chat.DISCORD, "somewhere") is None
    assert work.people.talking_in(Chat.DISCORD, "") is None
    assert work.sql.value("SELECT locale FROM accounts WHERE account = 'discord:500'") == "de"


def test_how_far_a_conversation_was_read_is_remembered(work: Work) -> None:
    """In the conversation itself: a message that stands elsewhere says nothing about it."""
    work.people.seen(ARTIST, START, channel="D1")
    assert work.people.read_to(ARTIST) is None
    work.people.have_read(ARTIST, MessageRef(Chat.DISCORD, "thread", "8"))
    assert work.people.read_to(ARTIST) is None
    work.people.have_read(ARTIST, MessageRef(Chat.DISCORD, "D1", "7"))
    assert work.people.read_to(ARTIST) == MessageRef(Chat.DISCORD, "D1", "7")
    work.people.talks_in(ARTIST, "D2")
    assert work.people.read_to(ARTIST) is None


def test_a_policy_is_kept_by_what_it_says(work: Work) -> None:
    """The same policy has the same hash, another has another, and one that was never kept is a KeyError."""
    hash_ = work.policies.keep(POLICY)
    assert work.policies.keep(replace(POLICY)) == hash_
    other = work.policies.keep(replace(POLICY, version="2"))
    assert other != hash_
    assert work.policies.get(hash_) == POLICY
    assert work.policies.get(other).version == "2"
    with pytest.raises(KeyError):
        work.policies.get("0" * 64)


def test_the_days_of_policies_are_known(work: Work) -> None:
    """In the order in which they were kept last, so that of two from one day the newer can count."""
    later = replace(POLICY, version="2", effective=date(2026, 8, 1))
    first, second = work.policies.keep(POLICY), work.policies.keep(later)
    repaired = work.policies.keep(replace(POLICY, url="https://gallery.example/policy"))
    july, august = POLICY.effective, later.effective
    assert list(work.policies.dates()) == [(first, july), (second, august), (repaired, july)]
    work.policies.keep(POLICY)
    assert list(work.policies.dates()) == [(second, august), (repaired, july), (first, july)]
