"""In place of which picture each one of an answer stands, and which of several listings is told of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from bot.moderation.model import Case, Chat, Media, MediaKind, MessageRef, Part, Reply
from bot.moderation.platform import Accepted
from bot.moderation.resemblance import Likeness
from bot.ports import StoredFile, StoredMessage
from bot.service.given import given_as
from bot.service.ground import Ground
from bot.service.placing import places
from bot.service.replacing import accepted
from bot.service.resemblance import Match
from bot.service.several import in_place
from storage.database import Work
from tests.service.test_joining import INES, flood, found
from tests.storage.story import START


def joint_case(work: Work, ground: Ground) -> Case:
    """A case about three listings of one picture each: A, B and C."""
    flood(work, ground, 7)
    case = work.cases.get(5)
    assert case
    assert [media.letter for media in case.media] == ["A", "B", "C"]
    return case


def sent(work: Work, *messages: tuple[str, ...]) -> Reply:
    """Ines sent these messages: words, and the names of the pictures with them; lettered on from D."""
    media: list[Media] = []
    for number, (words, *names) in enumerate(messages):
        files = tuple(StoredFile(name, MediaKind.IMAGE, f"{number}{name}") for name in names)
        ref = MessageRef(Chat.DISCORD, "dm", f"{number}")
        work.conversation.add(StoredMessage(f"m{number}", ref, INES, words, (), START, stored=files))
        media += [Media("DEFG"[len(media) + n], each.kind, each.digest, each.name) for n, each in enumerate(files)]
    return Reply(tuple(f"m{number}" for number in range(len(messages))), tuple(media))


def stands(
    work: Work, case: Case, reply: Reply, matched: Mapping[str, Match | None], asked: Iterable[Media]
) -> dict[str, str]:
    """In whose place each picture stands, as moderators are told: by letter."""
    return places(work, case, reply, matched, given_as(work, reply), asked)


LIKE: Mapping[str, Match] = {"D": Match("x", Likeness.DERIVED, "C"), "E": Match("x", Likeness.SAME, "B")}


@pytest.mark.parametrize(
    ("messages", "asked", "expected"),
    [
        ([("", "new.jpg")], "B", {"D": "B"}),
        ([("", "new.jpg")], "BC", {}),
        ([("", "1.jpg", "2.jpg")], "A", {}),
        ([("", "1.jpg", "2.jpg", "3.jpg")], "ABC", {"D": "A", "E": "B", "F": "C"}),
        ([("B: the inked one", "1.jpg")], "ABC", {"D": "B"}),
        ([("A new one, for you", "1.jpg")], "AC", {}),
        ([("B", "1.jpg"), ("C.", "2.jpg")], "ABC", {"D": "B", "E": "C"}),
        ([("C: the fox\nA: the crane", "1.jpg", "2.jpg")], "ABC", {"D": "C", "E": "A"}),
        ([("C: the fox", "1.jpg", "2.jpg")], "ABC", {}),
        ([("", "C.jpg", "B = fox.png")], "ABC", {"D": "C", "E": "B"}),
        ([("", "C.jpg", "1.jpg")], "AC", {"D": "C", "E": "A"}),
        ([("B: one, from two sides", "1.jpg"), ("B: the other", "2.jpg")], "ABC", {}),
        ([("OK. B", "1.jpg")], "BC", {}),
        ([("C: not asked about", "1.jpg")], "AB", {}),
    ],
)
def test_where_it_goes(
    work: Work, ground: Ground, messages: list[tuple[str, ...]], asked: str, expected: dict[str, str]
) -> None:
    """By letter where one is written, in turn where as many came as were asked about; else nobody can say."""
    case, reply = joint_case(work, ground), sent(work, *messages)
    about = [media for media in case.media if media.letter in asked]
    assert stands(work, case, reply, {media.letter: None for media in reply.media}, about) == expected


def test_by_its_looks(work: Work, ground: Ground) -> None:
    """What was made from one stands for it, unless the member says otherwise; the same one again stands for none."""
    case = joint_case(work, ground)
    reply = sent(work, ("", "1.jpg", "2.jpg"))
    assert stands(work, case, reply, LIKE, case.media) == {"D": "C"}
    reply = replace(reply, messages=("m9",))
    ref = MessageRef(Chat.DISCORD, "dm", "9")
    files = tuple(StoredFile(each.name, each.kind, each.digest) for each in reply.media[:1])
    work.conversation.add(StoredMessage("m9", ref, INES, "A: my fox", (), START, stored=files))
    assert stands(work, case, reply, LIKE, case.media) == {"D": "A"}


def test_a_question_about_an_answer(work: Work, ground: Ground) -> None:
    """Asked again about what was sent, the next one stands for the listings' own pictures, in their turn."""
    case = joint_case(work, ground)
    reply = sent(work, ("", "1.jpg", "2.jpg", "3.jpg"))
    assert stands(work, case, reply, dict.fromkeys("DEF"), [Media("D", MediaKind.IMAGE, "old")]) == {
        "D": "A",
        "E": "B",
        "F": "C",
    }


def test_each_listing_hears_of_its_own(work: Work, ground: Ground) -> None:
    """By the letters of the listing itself; what belongs nobody knows where is told of each."""
    case = joint_case(work, ground)
    taken = [Accepted(Media(letter, MediaKind.IMAGE, letter), place) for letter, place in (("D", "C"), ("E", "A"))]
    nowhere = Accepted(Media("G", MediaKind.IMAGE, "G"))
    told = [[*in_place(work, part, [*taken, nowhere])] for part in case.parts]
    assert told == [[replace(taken[1], replaces="A"), nowhere], [nowhere], [replace(taken[0], replaces="A"), nowhere]]


def test_what_hangs_there_already(work: Work, ground: Ground) -> None:
    """One listing was changed on the platform, a picture for another came with it: only that one is told."""
    case = joint_case(work, ground)
    work.listings.save(now := found(5, START, title="Other"))
    changed = tuple(replace(part, changed=now.id) if part.listing == now.listing else part for part in case.parts)
    reply = sent(work, ("", "1.jpg"))
    hangs = replace(now.media[0], letter="E")
    reply = replace(reply, media=(*reply.media, hangs), changed=now.id)
    case = replace(case, parts=changed, replies=(reply,))
    about = case.media[:2]
    assert stands(work, case, reply, dict.fromkeys("DE"), about) == {"D": "A", "E": "B"}
    assert accepted(work, case, reply.media, about) == (Accepted(reply.media[0], "A"),)


def test_one_listing_that_was_changed(work: Work, ground: Ground) -> None:
    """Of a case about one listing, what the member changed there is nothing to be told."""
    flood(work, ground, 1)
    case = work.cases.get(1)
    assert case
    work.listings.save(now := found(0, START, title="Other"))
    reply = Reply((), (replace(now.media[0], letter="B"),), now.id)
    assert accepted(work, replace(case, replies=(reply,)), reply.media, case.media) == ()
    assert case.parts == ()
    assert isinstance(joint_case(work, ground).parts[0], Part)
