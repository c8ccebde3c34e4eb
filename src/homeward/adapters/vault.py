"""The vault: one SQLite file, every document sealed under the key of one person, every key under the vault's own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from homeward.adapters.store import replace_file
from homeward.model.canonical import decode, encode
from homeward.model.findings import Json, Refusal
from homeward.model.protected import Protected
from homeward.model.vault import Document
from homeward.ports import Lots

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
"""ChaCha20-Poly1305 (RFC 8439)."""

_SCHEMA = """
create table if not exists person (id text primary key, epoch integer not null, key blob not null) without rowid;
create table if not exists document (
    kind text not null, person text not null references person(id), key text not null, about text, sealed blob not null,
    primary key (kind, person, key)
) without rowid;
create table if not exists kept (name text primary key, sealed blob not null) without rowid;
create table if not exists format (number integer not null);
"""
FORMAT: Final = 1


@dataclass(slots=True, kw_only=True)
class SqliteVault:
    """
    A seat's vault.

    Deleting a person's key makes every document about that person unreadable; the vault's own key is changed with
    each erasure, so that older copies of the file cannot be opened with the key left behind.
    """

    path: Path
    key_path: Path
    lots: Lots
    _connection: sqlite3.Connection | None = field(default=None, repr=False)

    def put(self, documents: Iterable[Document]) -> None:
        """Seal and keep *documents*, all or none."""
        documents = tuple(documents)
        with self._transaction() as connection:
            self._put(connection, documents)

    def get(self, kind: str) -> tuple[Document, ...]:
        """Return all documents of a kind, in order of person and key."""
        rows = self._open().execute(
            "select d.person, d.key, d.about, d.sealed, p.epoch, p.key from document d join person p on p.id = d.person"
            " where d.kind = ? order by d.person, d.key",
            (kind,),
        )
        opened = _Opened(self)
        return tuple(opened.document(kind, row) for row in rows)

    def replace(self, kind: str, documents: Iterable[Document]) -> None:
        """Keep *documents* instead of all there were of that kind, all or none."""
        documents = tuple(documents)
        with self._transaction() as connection:
            connection.execute("delete from document where kind = ?", (kind,))
            self._put(connection, documents)

    def people(self) -> frozenset[str]:
        """Return whom the vault has a key for."""
        return frozenset(row[0] for row in self._open().execute("select id from person"))

    def erase(self, people: Collection[str]) -> int:
        """Destroy the keys of *people* and all that is about them; return how many of them the vault knew."""
        with self._transaction() as connection:
            known = [
                one for one in people if connection.execute("select 1 from person where id = ?", (one,)).fetchone()
            ]
            for one in known:
                connection.execute("delete from document where person = ? or about = ?", (one, one))
                connection.execute("delete from person where id = ?", (one,))
            self._change_key(connection)
        self._finish_key_change()
        return len(known)

    def keep(self, name: str, value: Json) -> None:
        """Remember something that is about nobody, under *name*."""
        with self._transaction() as connection:
            sealed = self._seal(self._vault_key(self._epoch(connection)), encode(value), _place("kept", name, ""))
            connection.execute("insert or replace into kept values (?, ?)", (name, sealed))

    def kept(self, name: str) -> Json:
        """Return what is remembered under *name*, or None."""
        connection = self._open()
        row = connection.execute("select sealed from kept where name = ?", (name,)).fetchone()
        if row is None:
            return None
        return decode(_unseal(self._vault_key(self._epoch(connection)), row[0], _place("kept", name, "")))

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _put(self, connection: sqlite3.Connection, documents: Iterable[Document]) -> None:
        keys: dict[str, bytes] = {}
        for one in documents:
            key = keys.setdefault(one.person, b"") or self._person_key(connection, one.person)
            keys[one.person] = key
            sealed = self._seal(key, encode(one.value.disclose()), _place(one.kind, one.person, one.key))
            connection.execute(
                "insert or replace into document values (?, ?, ?, ?, ?)",
                (one.kind, one.person, one.key, one.about, sealed),
            )

    def _person_key(self, connection: sqlite3.Connection, person: str) -> bytes:
        row = connection.execute("select epoch, key from person where id = ?", (person,)).fetchone()
        if row is not None:
            return _unseal(self._vault_key(row[0]), row[1], _place("person", person, ""))
        key, epoch = self.lots.draw(KEY_BYTES), self._epoch(connection)
        wrapped = self._seal(self._vault_key(epoch), key, _place("person", person, ""))
        connection.execute("insert into person values (?, ?, ?)", (person, epoch, wrapped))
        return key

    def _change_key(self, connection: sqlite3.Connection) -> None:
        """Seal every remaining key and memory under a new vault key; the old one goes when this is committed."""
        old, epoch = self._vault_key(self._epoch(connection)), self._epoch(connection)
        new = self.lots.draw(KEY_BYTES)
        replace_file(self._key_file(epoch + 1), new, mode=0o600)
        for table, column, place in (("person", "id", "person"), ("kept", "name", "kept")):
            value = "key" if table == "person" else "sealed"
            for name, sealed in connection.execute(f"select {column}, {value} from {table}").fetchall():  # noqa: S608
                again = self._seal(new, _unseal(old, sealed, _place(place, name, "")), _place(place, name, ""))
                connection.execute(f"update {table} set {value} = ? where {column} = ?", (again, name))  # noqa: S608
        connection.execute("update person set epoch = ?", (epoch + 1,))
        connection.execute(f"pragma user_version = {epoch + 1}")

    def _finish_key_change(self) -> None:
        """
        Remove vault keys no longer in use: this is what makes old copies of the file unreadable.

        Also after a crash, by whoever opens the vault next. A later key stays: another program may be changing to it.
        """
        epoch = self._epoch(self._open())
        for one in self.key_path.parent.glob(f"{self.key_path.name}.*"):
            if one.suffix[1:].isdecimal() and int(one.suffix[1:]) < epoch:
                one.unlink(missing_ok=True)

    def _epoch(self, connection: sqlite3.Connection) -> int:
        return int(connection.execute("pragma user_version").fetchone()[0])

    def _key_file(self, epoch: int) -> Path:
        return self.key_path.with_name(f"{self.key_path.name}.{epoch}")

    def _vault_key(self, epoch: int) -> bytes:
        try:
            return self._key_file(epoch).read_bytes()
        except FileNotFoundError as problem:
            raise Refusal(
                "VAULT-1",
                f"the vault's key of epoch {epoch} is missing",
                hint="restore keys/ and vault.sqlite from one backup",
            ) from problem

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            # An empty file is what an interrupted beginning leaves.
            is_new = not self.path.exists() or self.path.stat().st_size == 0
            connection = sqlite3.connect(self.path, isolation_level=None)
            try:
                self._prepare(connection, is_new=is_new)
            except sqlite3.DatabaseError as problem:
                connection.close()
                if "locked" in str(problem):
                    raise _busy() from problem
                raise Refusal("VAULT-2", "vault.sqlite cannot be read", hint="restore it from a backup") from problem
            self._connection = connection
            self._finish_key_change()
        return self._connection

    def _prepare(self, connection: sqlite3.Connection, *, is_new: bool) -> None:
        # secure_delete overwrites what is deleted; without it an erased key would stay in free pages of the file.
        connection.execute("pragma secure_delete = on")
        connection.execute("pragma journal_mode = delete")
        connection.execute("pragma synchronous = full")
        if is_new:
            self.path.chmod(0o600)
            self._create(connection)
        self._require_format(connection)

    def _create(self, connection: sqlite3.Connection) -> None:
        if not self._key_file(0).exists():
            replace_file(self._key_file(0), self.lots.draw(KEY_BYTES), mode=0o600)
        connection.executescript(f"begin; {_SCHEMA} insert into format values ({FORMAT}); commit;")  # noqa: S608

    def _require_format(self, connection: sqlite3.Connection) -> None:
        number = connection.execute("select max(number) from format").fetchone()[0]
        if number != FORMAT:
            raise Refusal(
                "VAULT-3", f"vault format {number} is not the one known, {FORMAT}", hint="use a newer release"
            )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._open()
        try:
            connection.execute("begin immediate")
        except sqlite3.OperationalError as problem:
            raise _busy() from problem
        try:
            yield connection
        except BaseException:
            connection.execute("rollback")
            raise
        connection.execute("commit")

    def _seal(self, key: bytes, data: bytes, place: bytes) -> bytes:
        nonce = self.lots.draw(NONCE_BYTES)
        return nonce + ChaCha20Poly1305(key).encrypt(nonce, data, place)


def _unseal(key: bytes, sealed: bytes, place: bytes) -> bytes:
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError) as problem:  # ValueError: too short to be a nonce, or no key at all
        raise Refusal(
            "VAULT-4", "a part of the vault cannot be opened", hint="restore keys/ and vault.sqlite from one backup"
        ) from problem


@dataclass(slots=True)
class _Opened:
    """Opens many documents, reading the vault's key once."""

    vault: SqliteVault
    keys: dict[int, bytes] = field(default_factory=dict)

    def document(self, kind: str, row: tuple[str, str, str | None, bytes, int, bytes]) -> Document:
        person, key, about, sealed, epoch, wrapped = row
        if epoch not in self.keys:
            self.keys[epoch] = self.vault._vault_key(epoch)  # noqa: SLF001 - a helper of the vault itself
        person_key = _unseal(self.keys[epoch], wrapped, _place("person", person, ""))
        # Sealed by this seat and authenticated: it need not be judged again as bytes from outside are.
        value: Json = json.loads(_unseal(person_key, sealed, _place(kind, person, key)))
        return Document(kind=kind, person=person, key=key, about=about, value=Protected(value))


def _busy() -> Refusal:
    return Refusal(
        "VAULT-5", "another program is using this seat's vault", hint="wait until it is done, then run this again"
    )


def _place(kind: str, name: str, key: str) -> bytes:
    """Return what binds sealed bytes to their place, so that nobody can move them to another row."""
    return f"homeward/vault/v1\0{kind}\0{name}\0{key}".encode()
