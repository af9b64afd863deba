"""Files that no sheet shows, in words: what was kept, where it can be fetched, and what was refused."""

from collections.abc import Iterable, Iterator

from bot.moderation.effects import Say
from bot.moderation.model import MediaKind
from bot.ports import StoredFile, StoredMessage
from bot.service.ground import Link


def kept_files(messages: Iterable[StoredMessage], link: Link) -> Iterator[Say]:
    """A line for each file that is no picture, or that cannot be shown."""
    for message in messages:
        for file in message.stored or ():
            if file.refused or file.kind is not MediaKind.IMAGE or not file.digest:
                yield _line(file, link)


def _line(file: StoredFile, link: Link) -> Say:
    """A moderator cannot see what somebody sent us in private: where we have an address, the file is there."""
    if file.refused:
        return Say("say.card_file_refused", {"name": file.name})
    if file.digest is None:
        return Say("say.card_file_named", {"name": file.name})
    if (there := link(file.digest)) is None:
        return Say("say.card_file_kept", {"name": file.name})
    return Say("say.card_file_linked", {"name": file.name, "link": there[0]}, {"until": there[1]})


def not_kept(files: Iterable[StoredFile]) -> Iterator[Say]:
    """A sentence for whoever sent them about each that was refused, or is known by its name alone, and what works."""
    for file in files:
        if file.digest is None:
            yield Say(file.refused or "file.name_alone", {"name": file.name})
