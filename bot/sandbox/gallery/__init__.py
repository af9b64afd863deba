"""A platform of listings on loopback: pages, an API, works, and people who change them. It knows nothing of the bot."""

from .art import Style
from .listing import Artist, Kind, Listing, Work
from .sandbox import GallerySandbox

__all__ = ["Artist", "GallerySandbox", "Kind", "Listing", "Style", "Work"]
