"""The edge for whoever runs the bot: is it alive, is it ready, how much waits."""

from handlers.web.metrics import Metrics
from handlers.web.pages import CannotListen, Page, make_app, serving
from handlers.web.probe import Probe, Readiness, Standing

__all__ = ["CannotListen", "Metrics", "Page", "Probe", "Readiness", "Standing", "make_app", "serving"]
