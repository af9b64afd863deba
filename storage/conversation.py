"""Members' messages, and where ours stand (`bot.ports.Conversation`)."""

from dataclasses import replace
from datetime import datetime

from bot.moderation.model import ENDED, Account, MessageRef, Status
from bot.ports import StoredFile, StoredMessage
from storage.codec import MESSAGES
from storage.sql import Row, Sql, listed, place, ref_of, stamp

_ADD = """
    INSERT INTO messages (id, chat, channel, message, account, at, number, asked, body)
    VALUES (:id, :chat, :channel, :message, :account, :at, :number, :asked, :body)
    ON CONFLICT (chat, channel, message) DO NOTHING"""
_CHANGE = "UPDATE messages SET number = :number, asked = :asked, body = :body WHERE id = :id"
_AT = "SELECT body FROM messages WHERE chat = :chat AND channel = :channel AND message = :message"
_NEWEST = """
    SELECT chat, channel, message FROM messages WHERE account = :account AND channel <> ''
    ORDER BY at DESC, position DESC LIMIT 1"""
_STANDING = """
    SELECT messages.body FROM messages LEFT JOIN cases ON cases.number = messages.number
    WHERE account = :account AND channel <> ''
        AND CASE WHEN cases.status IS NOT NULL THEN cases.status NOT IN (SELECT value FROM json_each(:over))
            WHEN json_array_length(messages.body, '$.candidates') > 0 THEN 1
            ELSE json_array_length(messages.body, '$.files') > 0 AND messages.body ->> '$.stored' IS NULL END
    ORDER BY at, position"""
_UNANSWERED = """
    SELECT body FROM messages WHERE account = :account AND asked = 1 AND number IS NULL ORDER BY at, position LIMIT 1"""
_WAITING = """
    SELECT body FROM messages WHERE number IS NULL AND json_array_length(body, '$.candidates') = 1
    AND json_extract(body, '$.candidates[0]') = :case ORDER BY at, position"""
_OURS = """
    INSERT INTO our_messages (chat, channel, message, number) VALUES (:chat, :channel, :message, :number)
    ON CONFLICT DO UPDATE SET number = coalesce(excluded.number, number)"""


class Conversation:
    """The messages table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(self, message: StoredMessage) -> bool:
        """Store one; False where its reference is on record already."""
        where = {**place(message.ref), "account": str(message.account), "at": stamp(message.at)}
        return bool(self._sql.run(_ADD, **where, **_changing(message)))

    def get(self, id_: str) -> StoredMessage | None:
        """One by record id, or None."""
        return _message(self._sql.row("SELECT body FROM messages WHERE id = :id", id=id_))

    def at(self, ref: MessageRef) -> StoredMessage | None:
        """One by where it stands, or None."""
        return _message(self._sql.row(_AT, **place(ref)))

    def assign(self, id_: str, case: int) -> None:
        """It belongs to this case."""
        self._change(replace(self._known(id_), case=case))

    def offer(self, id_: str, cases: tuple[int, ...]) -> None:
        """It could belong to these; the member is asked (with none of them, no longer)."""
        self._change(replace(self._known(id_), candidates=cases))

    def store_files(self, id_: str, files: tuple[StoredFile, ...]) -> None:
        """Its files were fetched or refused."""
        self._change(replace(self._known(id_), stored=files))

    def edit(self, id_: str, words: str, at: datetime) -> bool:
        """New words, written then; the old ones are kept. False where newer ones are on record, and stay the newest."""
        message = self._known(id_)
        late = message.edited is not None and at < message.edited
        passed = words if late else message.words
        newest = message.words if late else words
        earlier = message.earlier if passed == newest else (*message.earlier, passed)
        written = message.edited if late else at
        self._change(replace(message, words=newest, earlier=earlier, edited=written))
        return not late

    def answer(self, id_: str, at: datetime) -> None:
        """It was answered that its case is over."""
        self._change(replace(self._known(id_), answered=at))

    def was_answered(self, case: int, since: datetime) -> bool:
        """Whether a message about this case was answered so, since then."""
        return any(each.answered and each.answered >= since for each in self.of_case(case))

    def mark_deleted(self, id_: str) -> None:
        """It was deleted in the chat; the record stays, marked."""
        self._change(replace(self._known(id_), deleted=True))

    def of_case(self, case: int) -> list[StoredMessage]:
        """The member's messages of a case, oldest first."""
        rows = self._sql.rows("SELECT body FROM messages WHERE number = :case ORDER BY at, position", case=case)
        return [MESSAGES.load(row["body"]) for row in rows]

    def newest_in(self, account: Account) -> MessageRef | None:
        """The newest message of the account on record."""
        row = self._sql.row(_NEWEST, account=str(account))
        return ref_of(row) if row else None

    def standing(self, account: Account) -> list[StoredMessage]:
        """What the account wrote of cases that can go on, or what waits for its case, and stands; oldest first."""
        over = listed(each.value for each in ENDED - {Status.CLOSED})  # what is closed can be repaired, or appealed
        rows = self._sql.rows(_STANDING, account=str(account), over=over)
        found = [MESSAGES.load(row["body"]) for row in rows]
        return [each for each in found if not each.deleted]

    def waiting_for(self, case: int) -> list[StoredMessage]:
        """The messages that wait until the notice of this case is known to stand, or not to; oldest first."""
        return [MESSAGES.load(row["body"]) for row in self._sql.rows(_WAITING, case=case)]

    def ours(self, case: int | None, ref: MessageRef) -> None:
        """One of our own messages stands here, about this case: a reply to it belongs to the case."""
        self._sql.run(_OURS, **place(ref), number=case)

    def unanswered_question(self, account: Account) -> StoredMessage | None:
        """The oldest message of the account whose 'which case?' is open, or None."""
        return _message(self._sql.row(_UNANSWERED, account=str(account)))

    def _known(self, id_: str) -> StoredMessage:
        message = self.get(id_)
        if message is None:
            raise KeyError(id_)
        return message

    def _change(self, message: StoredMessage) -> None:
        self._sql.run(_CHANGE, **_changing(message))


def _changing(message: StoredMessage) -> dict[str, object]:
    return {
        "id": message.id,
        "number": message.case,
        "asked": int(len(message.candidates) > 1),
        "body": MESSAGES.dump(message),
    }


def _message(row: Row | None) -> StoredMessage | None:
    return MESSAGES.load(row["body"]) if row else None
