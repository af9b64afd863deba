"""What is remembered: the ledger and its cases, inbox, outbox, people, words, listings, media.

`Database` is the whole of it: it owns the file, runs use cases on its one writer thread and is the `Core` of
`bot.ports`. `MediaStore` keeps the pictures. No time is read here: whoever calls says what time it is.
"""

from storage.database import Database
from storage.lock import InUse
from storage.media import MediaStore
from storage.migrations import Newer
from storage.writer import Closed

__all__ = ["Closed", "Database", "InUse", "MediaStore", "Newer"]
