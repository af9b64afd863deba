"""What pictures were sent as: by the form that they came by, or by the member's words, before or after them."""

from datetime import timedelta

import pytest

from bot.moderation.model import Chat, Media, MediaKind, MessageRef, Reply
from bot.moderation.understood import Given
from bot.ports import StoredFile, StoredMessage
from bot.service.given import given_as
from storage.database import Work
from tests.storage.story import ARTIST, START

Sent = tuple[str, str, Given | None]
"""A message: its words, the digest of its picture, and what its form says that this is."""


def meant(work: Work, *sent: Sent) -> dict[str | None, Given]:
    """What the pictures of an answer of these messages are."""
    for index, (words, digest, given) in enumerate(sent):
        stored = (StoredFile(f"{digest}.png", MediaKind.IMAGE, digest),) if digest else ()
        ref, at = MessageRef(Chat.DISCORD, "dm", str(index)), START + timedelta(minutes=index)
        work.conversation.add(
            StoredMessage(str(index), ref, ARTIST, words, (), at, stored=stored, case=1, given=given),
        )
    return dict(given_as(work, Reply(tuple(map(str, range(len(sent)))))))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ([("", "a", None)], {}),
        ([("The inked one.", "a", None)], {}),
        ([("Hang this instead.", "a", None)], {"a": Given.INSTEAD}),
        ([("A screenshot of the layers.", "a", None)], {"a": Given.PROOF}),
        ([("", "a", Given.INSTEAD)], {"a": Given.INSTEAD}),
        ([("", "a", Given.PROOF), ("", "b", Given.INSTEAD)], {"a": Given.PROOF, "b": Given.INSTEAD}),
        ([("My first sketch", "a", Given.INSTEAD)], {}),
        ([("It was instead of a photo", "a", Given.PROOF)], {}),
        ([("", "a", None), ("That is to hang instead.", "", None)], {"a": Given.INSTEAD}),
        ([("Instead of it:", "", None), ("", "a", None), ("It was a sketch, sorry.", "", None)], {}),
        ([("Hang this instead.", "a", None), ("And the sketch.", "b", None)], {"a": Given.INSTEAD, "b": Given.PROOF}),
    ],
)
def test_each_picture(work: Work, sent: list[Sent], expected: dict[str, Given]) -> None:
    """What one message says of its own picture holds; what says nothing takes what the whole answer says."""
    assert meant(work, *sent) == expected


def test_a_changed_listing(work: Work) -> None:
    """What hangs on the platform by the member's own hand is meant to."""
    changed = Reply((), (Media("B", MediaKind.IMAGE, "b"),), changed="s2")
    assert given_as(work, changed) == {"b": Given.INSTEAD}
