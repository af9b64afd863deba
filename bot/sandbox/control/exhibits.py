"""What can be done to the gallery: look, hang, replace, take down."""

from __future__ import annotations

from http import HTTPStatus
from string import ascii_uppercase
from typing import TYPE_CHECKING

from .grammar import Misunderstood

if TYPE_CHECKING:
    from bot.sandbox.gallery import Listing

    from .grammar import Order
    from .play import Play


def change(play: Play, order: Order) -> str:
    """Obey `gallery …`."""
    verb = order.words[0] if order.words else "list"
    match verb:
        case "list":
            return "\n".join(map(_line, play.gallery.listings)) or "Nothing hangs here."
        case "add":
            return _add(play, order)
        case "replace":
            return _replace(play, order)
        case "remove":
            listing = _listing(play, order)
            listing.remove()
            return f"“{listing.title}” is gone: its page answers 410."
        case "restore":
            listing = _listing(play, order)
            listing.restore()
            return f"“{listing.title}” is back."
        case _:
            raise Misunderstood(f"the gallery does not know {verb!r}: it knows list, add, replace, remove, restore")


def _add(play: Play, order: Order) -> str:
    who, title = play.person(order.word(1, "whose listing it is")), order.word(2, "a title")
    works = order.words[3] if len(order.words) > 3 else "1"  # noqa: PLR2004 - gallery add WHO TITLE WORKS
    if works not in {*"123456789"}:
        raise Misunderstood(f"a listing has 1 to 9 works, not {works!r}")
    accounts = {f"{each.name}_id": each.hand(who.name).account for each in play.chats}
    artist = play.gallery.artist(who.name.title(), style=None, **accounts)
    return _line(play.gallery.list(artist, title, works=int(works)))


def _replace(play: Play, order: Order) -> str:
    listing = _listing(play, order)
    letter = order.words[2].upper() if len(order.words) > 2 else "A"  # noqa: PLR2004 - gallery replace LISTING LETTER
    letters = ascii_uppercase[: len(listing.works)]
    if letter not in {*letters}:
        raise Misunderstood(f"“{listing.title}” has the works {', '.join(letters)}, and no {letter}")
    fresh = play.gallery.sample_picture(sum(listing.versions.values()) + 41)
    listing.replace(letter, order.files[0].data if order.files else fresh)
    return f"Another picture hangs as {letter} of “{listing.title}”: {listing.url}"


def _listing(play: Play, order: Order) -> Listing:
    wanted = order.word(1, "which listing: its title, its id or its link")
    for each in play.gallery.listings:
        if wanted.casefold() in {each.id.casefold(), each.url.casefold(), each.title.casefold()}:
            return each
    raise Misunderstood(f"the gallery has no listing {wanted!r}: `gallery list` has them all")


def _line(listing: Listing) -> str:
    gone = "" if listing.status == HTTPStatus.OK else " (taken down)"
    works = f"{len(listing.works)} work" + ("s" if len(listing.works) > 1 else "")
    return f"{listing.url}  “{listing.title}”, by {listing.owner.name}, {works}{gone}"
