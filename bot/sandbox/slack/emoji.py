"""Names of emoji (docs.slack.dev: 'reactions.add'): without colons; skin tones are a second part.

Slack knows some two thousand. These are the common ones; `SlackSandbox.emoji` adds what a test needs beyond them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .errors import SlackError

if TYPE_CHECKING:
    from .world import World

_NAMES = """
    +1 -1 thumbsup thumbsdown ok_hand raised_hand hand wave clap pray muscle point_up point_down point_left point_right
    raised_hands open_hands handshake v crossed_fingers fist punch ok new up cool free ng sos id vs
    smile smiley grin joy rofl blush wink heart_eyes thinking_face neutral_face confused cry sob angry rage scream
    sunglasses upside_down_face slightly_smiling_face eyes see_no_evil hear_no_evil speak_no_evil robot_face ghost
    heart broken_heart yellow_heart green_heart blue_heart purple_heart sparkles star star2 fire boom zap tada 100
    art frame_with_picture camera camera_with_flash movie_camera film_frames paintbrush lower_left_paintbrush pencil
    pencil2 memo lower_left_crayon lower_left_fountain_pen scissors triangular_ruler speech_balloon thought_balloon
    left_speech_bubble repeat repeat_one arrows_counterclockwise arrows_clockwise octagonal_sign no_entry
    no_entry_sign x o heavy_check_mark white_check_mark ballot_box_with_check heavy_multiplication_x
    question grey_question exclamation grey_exclamation bangbang warning no_good double_vertical_bar
    black_square_for_stop arrow_forward fast_forward rewind leftwards_arrow_with_hook arrow_right_hook arrow_left
    arrow_right arrow_up arrow_down scales inbox_tray outbox_tray mailbox email envelope package bell
    no_bell mega loudspeaker lock unlock key mag mag_right link paperclip pushpin round_pushpin bookmark calendar date
    hourglass hourglass_flowing_sand alarm_clock stopwatch clock1 clock2 clock3 one two three four five six seven eight
    nine zero keycap_ten a b ab o2 information_source red_circle large_blue_circle white_circle
    black_circle large_green_circle large_yellow_circle white_large_square black_large_square rocket hammer
    hammer_and_wrench wrench gear bulb moneybag trophy medal dart game_die performing_arts wastebasket rainbow sunny
    cloud snowflake umbrella duck ocean seedling evergreen_tree rose tulip herb
"""
STANDARD = frozenset(_NAMES.split())
CHARACTERS: Final = {
    "+1": "👍",
    "-1": "👎",
    "art": "🎨",
    "double_vertical_bar": "⏸️",
    "duck": "🦆",
    "eyes": "👀",
    "hand": "✋",
    "heart": "❤️",
    "inbox_tray": "📥",
    "leftwards_arrow_with_hook": "↩️",
    "memo": "📝",
    "octagonal_sign": "🛑",
    "ok": "🆗",
    "repeat": "🔁",
    "scales": "⚖️",
    "see_no_evil": "🙈",
    "speech_balloon": "💬",
    "tada": "🎉",
    "white_check_mark": "✅",
    "x": "❌",
}
"""As people see the commonest of them; the others can be typed by name, as in Slack itself."""
_SPELLED: Final = {character.replace("\ufe0f", ""): name for name, character in CHARACTERS.items()}
TONED = re.compile(r"(.+)::skin-tone-([2-6])")


def check(name: str, world: World) -> None:
    """Refuse a name that no emoji has."""
    toned = TONED.fullmatch(name)
    if (toned[1] if toned else name) not in STANDARD | world.emoji:
        raise SlackError("invalid_name")


def drawn(name: str) -> str:
    """An emoji as people see it: a character, or its name between colons where none is known here."""
    return CHARACTERS.get(name, f":{name}:")


def spelled(seen: str) -> str:
    """The name of an emoji that somebody sees, or types as `:name:`."""
    return _SPELLED.get(seen.replace("\ufe0f", ""), seen.strip(":"))
