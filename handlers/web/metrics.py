"""Numbers for Prometheus. No label ever holds a person's or a listing's id."""

from typing import Final

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from handlers.web.probe import Readiness

_DEPTHS: Final = {
    "inbox": "Events that are kept and not yet handled",
    "outbox": "Effects that are due or on their way",
    "due": "Cases for which something has fallen due, and failed events whose next try has",
    "failed": "Events whose handling raised, and which wait to be tried again",
}


class Metrics:
    """The numbers, in a registry of their own, so that two bots in one process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._depths = {name: Gauge(f"salon_{name}", text, registry=self.registry) for name, text in _DEPTHS.items()}
        self._stores = Gauge("salon_storage_ok", "Whether things can be put on record", registry=self.registry)
        self._up = Gauge("salon_chat_up", "Whether a chat is connected", ["chat"], registry=self.registry)
        text = "When a chat came up, or went down, in seconds since 1970"
        self._since = Gauge("salon_chat_since_seconds", text, ["chat"], registry=self.registry)

    def draw(self, readiness: Readiness) -> bytes:
        """The numbers as Prometheus reads them."""
        for name, gauge in self._depths.items():
            gauge.set(getattr(readiness, name))
        self._stores.set(not readiness.storage)
        for chat, standing in readiness.chats.items():
            self._up.labels(chat).set(standing.up)
            self._since.labels(chat).set(standing.since.timestamp())
        return generate_latest(self.registry)
