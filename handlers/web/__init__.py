"""The edge for whoever runs the bot: is it alive, is it ready, how much waits."""

from handlers.web.metrics import Metrics
from handlers.web.pages import make_app, serving
from handlers.web.probe import Probe, Readiness

__all__ = ["Metrics", "Probe", "Readiness", "make_app", "serving"]
