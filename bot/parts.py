"""What the loops are made of; the composition root fills it once, tests fill it with other parts."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.bell import Bell
from bot.mending import Mending
from bot.moderation.model import Chat
from bot.ports import (
    ChatGateway,
    Clock,
    Core,
    Eraser,
    Fetch,
    ListingCatalog,
    MediaInspector,
    PlatformCalls,
    Resemblances,
)
from bot.service.ground import Ground


@dataclass(frozen=True, slots=True)
class Parts:
    """Every outside thing that delivery, looks, reconcile and schedule need.

    Attributes:
        core: Wakes the loops after each use case.
        quiet: The same core, for what changes nothing that a loop waits for: a loop that looks whether something is
            due must not wake itself.
        mending: For whoever has to go on where nothing can be stored.
        chance: A number from 0 to 1, by which retries are spread; tests bring one of their own.
    """

    core: Core
    quiet: Core
    gateways: Mapping[Chat, ChatGateway]
    catalog: ListingCatalog
    calls: PlatformCalls
    fetch: Fetch
    inspector: MediaInspector
    resemblances: Resemblances
    media: Eraser
    clock: Clock
    ground: Ground
    mending: Mending
    bell: Bell = field(default_factory=Bell)
    chance: Callable[[], float] = random.random
