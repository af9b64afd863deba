"""What the pictures of an answer were sent as: to stand instead of the work, or to show how it was made.

The form that they came by says so, or the member's words, or a letter with them. Where none does, nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.moderation.model import Reply
from bot.moderation.understood import Given, given
from bot.ports import StoredMessage, UnitOfWork

_LETTERED: Final = re.compile(r"^\s*([A-Z]{1,2})(?:\s*[:.)=]|\s+[-\u2013\u2014]\s|\s*$)", re.MULTILINE)
"""A letter at the beginning of a line, or of a file's name: 'B: the inked one', 'B.jpg'."""


def given_as(uow: UnitOfWork, reply: Reply) -> Mapping[str | None, Given]:
    """What each picture of a reply was sent as, by digest, where that is known.

    Words often come before the picture, or after it: so words of one message speak for pictures of another.
    """
    if reply.changed:
        return {media.digest: Given.INSTEAD for media in reply.media}
    messages = [*_messages(uow, reply)]
    overall = given(" ".join(each.words for each in messages))
    said = [(each, meant) for each in messages if (meant := _of(each, overall))]
    told: dict[str | None, Given] = {file.digest: meant for each, meant in said for file in each.stored or ()}
    return {**dict.fromkeys(lettered(uow, reply), Given.INSTEAD), **told}


def lettered(uow: UnitOfWork, reply: Reply) -> Mapping[str | None, str]:
    """The letter of what each picture of a reply stands instead of, by digest, where the member wrote it.

    By the names of the files, else as many letters in a message as pictures came with it.
    """
    found: dict[str | None, str] = {}
    for message in _messages(uow, reply):
        came = [each for each in message.stored or () if each.digest]
        words = _LETTERED.findall(message.words)
        in_turn = words if len(words) == len(came) else [""] * len(came)
        for file, word in zip(came, in_turn, strict=True):
            name = _LETTERED.match(file.name)
            found[file.digest] = name[1] if name else word
    return {digest: letter for digest, letter in found.items() if letter}


def _messages(uow: UnitOfWork, reply: Reply) -> Iterator[StoredMessage]:
    return (message for id_ in reply.messages if (message := uow.conversation.get(id_)))


def _of(message: StoredMessage, overall: Given | None) -> Given | None:
    """Words can say that what came as another image shows how the work was made: then nobody knows."""
    said = given(message.words)
    if message.given and said not in (None, message.given):
        return None
    return message.given or said or overall
