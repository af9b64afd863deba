"""The platform: what a link leads to, what is known about a listing, and what the platform is told in turn."""

from bot.catalog.calls import Receiver, SignedCalls
from bot.catalog.lookup import Catalog
from bot.catalog.media_links import MediaLinks
from bot.catalog.settings import CatalogSettings

__all__ = ["Catalog", "CatalogSettings", "MediaLinks", "Receiver", "SignedCalls"]
