"""What the pictures of an answer were sent as: to stand instead of the work, or to show how it was made.

The form that they came by says so, or the member's words do. Where neither does, nobody knows: nothing is guessed.
"""

from collections.abc import Mapping

from bot.moderation.model import Reply
from bot.moderation.understood import Given, given
from bot.ports import StoredMessage, UnitOfWork


def given_as(uow: UnitOfWork, reply: Reply) -> Mapping[str | None, Given]:
    """What each picture of a reply was sent as, by digest, where that is known.

    Words often come before the picture, or after it: so words of one message speak for pictures of another.
    """
    if reply.changed:
        return {media.digest: Given.INSTEAD for media in reply.media}
    messages = [message for id_ in reply.messages if (message := uow.conversation.get(id_))]
    overall = given(" ".join(each.words for each in messages))
    said = [(each, _of(each, overall)) for each in messages]
    return {file.digest: meant for message, meant in said if meant for file in message.stored or () if file.digest}


def _of(message: StoredMessage, overall: Given | None) -> Given | None:
    """Words can say that what came as another image shows how the work was made: then nobody knows."""
    said = given(message.words)
    if message.given and said not in (None, message.given):
        return None
    return message.given or said or overall
