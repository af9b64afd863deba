"""The platform: what a link leads to, and what its API, its pages or an imported table say about a listing."""

from bot.catalog.lookup import Catalog
from bot.catalog.settings import CatalogSettings

__all__ = ["Catalog", "CatalogSettings"]
