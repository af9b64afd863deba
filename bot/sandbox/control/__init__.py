"""Acting in a running sandbox from another terminal: a small grammar, and a server on loopback that obeys it.

The words are those of somebody at a keyboard (`alice report LINK "…"`, `look mo@slack`); HELP has them all. What the
bot's own forms and buttons are called is told by whoever starts the sandbox, as recipes: the sandbox knows no bot.
"""

from .chat import Side
from .forms import Recipe
from .guide import HELP
from .markup import read_discord, read_slack
from .on_discord import DiscordSide
from .on_slack import SlackSide
from .play import Play
from .server import serving

__all__ = ["HELP", "DiscordSide", "Play", "Recipe", "Side", "SlackSide", "read_discord", "read_slack", "serving"]
