"""One-time codes that people carry from one chat to the other: easy to read and to type, kept by their digest alone."""

import hashlib
import re
from typing import Final

LETTERS: Final = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so that no code is a word; no digits, so that none is taken for a letter."""
LENGTH: Final = 8


def fresh(secret: str) -> str:
    """The code that a secret stands for, such as BCDF-GHJK. The secret is used once and kept nowhere."""
    number = int.from_bytes(hashlib.sha256(secret.encode()).digest())
    letters = [LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(LENGTH)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def digest(typed: str) -> str:
    """By what a code is known, however it was typed; '' where nothing was."""
    said = re.sub(r"[^A-Z0-9]", "", typed.upper())
    return hashlib.sha256(said.encode()).hexdigest() if typed.strip() else ""
