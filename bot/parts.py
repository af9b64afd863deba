"""What the loops are made of; the composition root fills it once, tests fill it with other parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.bell import Bell
from bot.moderation.model import Chat
from bot.ports import ChatGateway, Clock, Core, Fetch, ListingCatalog, MediaInspector
from bot.service.ground import Ground


@dataclass(frozen=True, slots=True)
class Parts:
    """Every outside thing that delivery, looks, reconcile and schedule need."""

    core: Core
    gateways: Mapping[Chat, ChatGateway]
    catalog: ListingCatalog
    fetch: Fetch
    inspector: MediaInspector
    clock: Clock
    ground: Ground
    bell: Bell = field(default_factory=Bell)
