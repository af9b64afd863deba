"""Acting in a running sandbox from another terminal: a small grammar, and a server on loopback that obeys it.

The words are those of somebody at a keyboard (`alice report LINK "…"`, `look mo`); HELP has them all. What the bot's
own forms and buttons are called is told by whoever starts the sandbox, as recipes: the sandbox knows no bot.
"""

from .forms import Recipe
from .guide import HELP
from .markup import readable
from .play import Play
from .server import serving

__all__ = ["HELP", "Play", "Recipe", "readable", "serving"]
