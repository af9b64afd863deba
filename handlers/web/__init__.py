"""The edge for whoever runs the bot, and for the platform: is it alive, how much waits, and what was accepted."""

from handlers.web.media import Media
from handlers.web.metrics import Metrics
from handlers.web.pages import CannotListen, Page, make_app, serving
from handlers.web.probe import Probe, Readiness, Standing

__all__ = ["CannotListen", "Media", "Metrics", "Page", "Probe", "Readiness", "Standing", "make_app", "serving"]
