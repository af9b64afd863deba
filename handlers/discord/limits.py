"""Discord's limits on text, by surface (docs.discord.com: 'Message', 'Embed Limits', 'Component Reference').

Lengths are counted in UTF-16 units: Discord counts code points, which are never more.
"""

from typing import Final

CONTENT: Final = 2000
EMBEDS: Final = 10
EMBED_TOTAL: Final = 6000
EMBED_TITLE: Final = 256
EMBED_DESCRIPTION: Final = 4096
FIELD_NAME: Final = 256
FIELD_VALUE: Final = 1024
ALT_TEXT: Final = 1024
URL: Final = 2048
BUTTON: Final = 80
OPTIONS: Final = 25
OPTION: Final = 100
CUSTOM_ID: Final = 100
MODAL_TITLE: Final = 45
LABEL: Final = 45
LABEL_DESCRIPTION: Final = 100
TEXT_INPUT: Final = 4000
FILES: Final = 10
THREAD_NAME: Final = 100
COMMAND_DESCRIPTION: Final = 100
COMMAND_NAME: Final = 32
WORD: Final = 500
"""Ours: how much of one person's words fills a place in a sentence."""
