"""Slack's limits on text and counts, by surface (docs.slack.dev: 'Block Kit reference', 'chat.postMessage', 'Views').

Lengths are counted in UTF-16 units: Slack counts code points, which are never more.
"""

from typing import Final

TEXT: Final = 4000
"""Of a message beside its blocks, in bytes: what notifications and screen readers get."""
BLOCKS: Final = 50
MESSAGE: Final = 12_000
"""Of all blocks of a message together, by `blocks.weight`. Somewhere above 13,000 Slack refuses it
(`msg_blocks_too_long`), and says neither from where on nor what it counts."""
CONTAINER: Final = 60
"""What a block weighs beside its JSON: Slack was seen to count some 125 for a block without words."""
VIEW_BLOCKS: Final = 100
VIEW: Final = 240_000
"""Of a view as JSON, in bytes: Slack refuses 250 kB ('views.publish', `view_too_large`)."""
HEADER: Final = 150
SECTION: Final = 3000
CONTEXT: Final = 2000
ALT_TEXT: Final = 2000
UPLOAD_ALT: Final = 1000
"""Of the same for a file as it is uploaded ('files.getUploadURLExternal', `alt_txt_too_large`)."""
BUTTON: Final = 75
OPTIONS: Final = 100
OPTION: Final = 75
PLACEHOLDER: Final = 150
URL: Final = 3000
ACTION_ID: Final = 255
PRIVATE_METADATA: Final = 3000
MODAL_TITLE: Final = 24
SUBMIT: Final = 24
LABEL: Final = 2000
TEXT_INPUT: Final = 3000
FILES: Final = 10
SHORTCUT: Final = 24
SHORTCUT_ABOUT: Final = 150
COMMAND_ABOUT: Final = 2000
RESPONSES_WITHIN: Final = 29 * 60
"""Seconds that a response_url can be used: a minute less than Slack says, as clocks differ."""
WORD: Final = 500
"""Ours: how much of one person's words fills a place in a sentence."""
