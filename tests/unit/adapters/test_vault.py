"""The vault: sealed person by person, and what is erased is gone."""

from __future__ import annotations

import base64
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from homeward.adapters.lots import SeededLots
from homeward.adapters.vault import SqliteVault
from homeward.model.findings import Json, Refusal
from homeward.model.protected import Protected
from homeward.model.vault import Document

NAME = "Qvarthel-Zyxandro"
ANNA, BELA = "holding/H-1", "holding/H-2"


@dataclass(slots=True)
class FailingLots:
    """Draws from *inner* until *left* draws are used up, then fails as a power cut would."""

    inner: SeededLots
    left: int

    def draw(self, size: int) -> bytes:
        """Return the next bytes, or fail."""
        if not self.left:
            raise OSError("no power")
        self.left -= 1
        return self.inner.draw(size)


def vault_in(folder: Path, seed: bytes = b"vault") -> SqliteVault:
    """Return the vault of *folder*."""
    return SqliteVault(path=folder / "vault.sqlite", key_path=folder / "keys" / "vault.key", lots=SeededLots(seed=seed))


def document(person: str, value: Json, *, kind: str = "entry", key: str = "", about: str | None = None) -> Document:
    """Return a document about *person*."""
    return Document(kind=kind, person=person, key=key, about=about, value=Protected(value))


def everything(folder: Path) -> bytes:
    """Return the bytes of every file in *folder*: the vault, what SQLite left beside it, and the keys."""
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def values(vault: SqliteVault, kind: str = "entry") -> list[Json]:
    """Return what the vault holds of a kind."""
    return [one.value.disclose() for one in vault.get(kind)]


def change(folder: Path, *statements: str) -> None:
    """Change the vault's file behind its back."""
    with sqlite3.connect(folder / "vault.sqlite") as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def columns(folder: Path, query: str) -> list[bytes]:
    """Return the first column of a query on the vault's file."""
    with sqlite3.connect(folder / "vault.sqlite") as connection:
        rows = connection.execute(query).fetchall()
    connection.close()
    return [row[0] for row in rows]


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[SqliteVault]:
    """Return a vault with two people, one thing about both, and one about nobody."""
    vault = vault_in(tmp_path)
    vault.put([document(ANNA, {"name": NAME}), document(ANNA, {"name": NAME}, key="b"), document(BELA, {"name": "B"})])
    vault.put([document(BELA, {"seen_with": NAME}, kind="pair", about=ANNA)])
    vault.keep("epoch", 3)
    yield vault
    vault.close()


def test_what_was_put_is_got(filled: SqliteVault, tmp_path: Path) -> None:
    """Documents come back in order of person and key, also to a program started later."""
    filled.close()

    again = vault_in(tmp_path)

    assert [(one.person, one.key) for one in again.get("entry")] == [(ANNA, ""), (ANNA, "b"), (BELA, "")]
    assert values(again) == [{"name": NAME}, {"name": NAME}, {"name": "B"}]
    assert again.get("pair")[0].about == ANNA
    assert again.kept("epoch") == 3
    assert again.kept("nothing") is None
    assert again.people() == {ANNA, BELA}


def test_one_of_the_same_place_is_replaced(filled: SqliteVault) -> None:
    """A document of the same kind, person and key takes the place of the one before."""
    filled.put([document(BELA, {"name": "C"})])

    assert values(filled) == [{"name": NAME}, {"name": NAME}, {"name": "C"}]


def test_a_kind_is_replaced_whole(filled: SqliteVault) -> None:
    """All documents of a kind go and new ones take their place; other kinds stay."""
    filled.replace("entry", [document(BELA, {"name": "C"})])

    assert values(filled) == [{"name": "C"}]
    assert values(filled, "pair") == [{"seen_with": NAME}]


def test_a_kind_is_replaced_or_left(filled: SqliteVault) -> None:
    """If one new document cannot be sealed, the old ones stay."""
    with pytest.raises(Refusal, match="CANON-1"):
        filled.replace("entry", [document(BELA, {"name": "C"}), document(BELA, {"name": "e\u0301"}, key="b")])

    assert values(filled) == [{"name": NAME}, {"name": NAME}, {"name": "B"}]


def test_documents_are_kept_all_or_none(filled: SqliteVault) -> None:
    """One document that cannot be sealed keeps the others, and their people's keys, out too."""
    with pytest.raises(Refusal, match="CANON-1"):
        filled.put([document("holding/H-3", {"name": "C"}), document(BELA, {"name": "e\u0301"})])

    assert filled.people() == {ANNA, BELA}
    assert len(values(filled)) == 3


def test_nothing_lies_in_clear(filled: SqliteVault, tmp_path: Path) -> None:
    """A name in the vault stands in no file, in no common spelling of bytes."""
    filled.close()
    found = everything(tmp_path)

    assert NAME.encode() not in found
    assert NAME.encode("utf-16-le") not in found
    assert NAME.encode().hex().encode() not in found
    assert base64.b64encode(NAME.encode())[:-4] not in found


@pytest.mark.usefixtures("filled")
def test_each_person_has_a_key_of_their_own(tmp_path: Path) -> None:
    """Two people never share a key, and equal documents never share their sealed bytes."""
    wrapped, sealed = columns(tmp_path, "select key from person"), columns(tmp_path, "select sealed from document")

    assert len(set(wrapped)) == len(wrapped) == 2
    assert len(set(sealed)) == len(sealed) == 4


def test_files_are_their_owners_only(filled: SqliteVault, tmp_path: Path) -> None:
    """Nobody else on the machine may read the vault or its key."""
    filled.erase([BELA])

    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "vault.sqlite", tmp_path / "keys" / "vault.key.1")}

    assert modes == {0o600}


def test_an_erased_person_is_gone(filled: SqliteVault) -> None:
    """Every document of the person, and every one about them at somebody else's, is gone; the rest stays."""
    assert filled.erase([ANNA]) == 1

    assert values(filled) == [{"name": "B"}]
    assert values(filled, "pair") == []
    assert filled.people() == {BELA}
    assert filled.kept("epoch") == 3


def test_an_erased_person_leaves_no_bytes(filled: SqliteVault, tmp_path: Path) -> None:
    """After an erasure no file holds the person's key, wrapped or bare, nor a sealed document, nor their row."""
    key = filled._person_key(filled._open(), ANNA)
    wrapped = columns(tmp_path, f"select key from person where id = '{ANNA}'")
    sealed = columns(tmp_path, f"select sealed from document where person = '{ANNA}' or about = '{ANNA}'")
    assert all(one in everything(tmp_path) for one in (*wrapped, *sealed))

    filled.erase([ANNA])
    filled.close()

    found = everything(tmp_path)
    assert len(sealed) == 3
    assert not [one for one in (key, *wrapped, *sealed, ANNA.encode(), NAME.encode()) if one in found]
    assert not list(tmp_path.glob("vault.sqlite-*"))


def test_an_erased_person_leaves_no_bytes_in_a_large_vault(tmp_path: Path) -> None:
    """The same among many people, where the erased rows lie on pages that are freed."""
    vault = vault_in(tmp_path)
    people = [f"holding/P-{number:04}" for number in range(300)]
    vault.put(document(one, {"name": NAME * 20}) for one in people)
    sealed = columns(tmp_path, "select sealed from document where person < 'holding/P-0290'")

    vault.erase(people[:290])
    vault.close()

    found = everything(tmp_path)
    assert len(sealed) == 290
    assert not [one for one in sealed if one[12:76] in found]
    assert b"holding/P-0100" not in found


def test_an_old_copy_cannot_be_opened(filled: SqliteVault, tmp_path: Path) -> None:
    """A copy of the vault from before an erasure cannot be opened with the keys left behind, for anybody."""
    old = tmp_path / "old"
    old.mkdir()
    filled.close()
    shutil.copy(tmp_path / "vault.sqlite", old)
    filled.erase([ANNA])
    shutil.copytree(tmp_path / "keys", old / "keys")

    with pytest.raises(Refusal) as refused:
        vault_in(old).get("entry")
    assert refused.value.code == "VAULT-1"

    (old / "keys" / "vault.key.1").rename(old / "keys" / "vault.key.0")
    with pytest.raises(Refusal) as refused:
        vault_in(old).get("entry")
    assert refused.value.code == "VAULT-4"


def test_only_the_present_key_is_left(filled: SqliteVault, tmp_path: Path) -> None:
    """Each erasure changes the vault's key and removes the one before."""
    filled.erase([ANNA])
    filled.erase([BELA])

    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["vault.key.2"]
    assert filled.kept("epoch") == 3


@pytest.mark.parametrize("draws", [0, 1, 2])
def test_a_crash_before_the_commit_leaves_a_readable_vault(filled: SqliteVault, tmp_path: Path, draws: int) -> None:
    """If the power goes while keys are changed, nobody is erased, everything is readable, and erasing works again."""
    filled.lots = FailingLots(inner=SeededLots(seed=b"crash"), left=draws)

    with pytest.raises(OSError, match="no power"):
        filled.erase([ANNA])
    filled.close()

    again = vault_in(tmp_path, seed=b"again")
    assert values(again) == [{"name": NAME}, {"name": NAME}, {"name": "B"}]
    assert again.kept("epoch") == 3
    assert again.erase([ANNA]) == 1
    assert values(again) == [{"name": "B"}]
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["vault.key.1"]


def test_a_crash_after_the_commit_is_finished_later(
    filled: SqliteVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the power goes before the old key is removed, whoever opens the vault next removes it."""
    with monkeypatch.context() as cut:
        cut.setattr(SqliteVault, "_finish_key_change", _power_cut)
        with pytest.raises(OSError, match="no power"):
            filled.erase([ANNA])
    filled.close()
    assert (tmp_path / "keys" / "vault.key.0").exists()

    assert values(vault_in(tmp_path)) == [{"name": "B"}]

    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["vault.key.1"]


def test_reading_during_an_erasure_removes_no_new_key(filled: SqliteVault, tmp_path: Path) -> None:
    """A program that opens the vault while another changes its key leaves the key that is about to be used."""
    filled.close()
    (tmp_path / "keys" / "vault.key.1").write_bytes(bytes(32))

    assert len(values(vault_in(tmp_path))) == 3

    assert (tmp_path / "keys" / "vault.key.1").exists()


def test_an_interrupted_beginning_is_begun_again(tmp_path: Path) -> None:
    """A vault of which nothing but the empty file was written is made anew."""
    (tmp_path / "vault.sqlite").touch()

    vault = vault_in(tmp_path)
    vault.put([document(ANNA, {"name": NAME})])

    assert values(vault) == [{"name": NAME}]


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        pytest.param(["update format set number = 2"], "VAULT-3", id="a newer format"),
        pytest.param(["delete from format"], "VAULT-3", id="no format"),
        pytest.param(["drop table format"], "VAULT-2", id="no table of the format"),
        pytest.param(
            [
                (
                    "update document set sealed ="
                    f" (select sealed from document where person = '{BELA}' and kind = 'entry')"
                    f" where person = '{ANNA}' and key = ''"
                )
            ],
            "VAULT-4",
            id="one person's document under another",
        ),
        pytest.param(
            [
                (
                    "update document set sealed ="
                    f" (select sealed from document where person = '{ANNA}' and key = '' and kind = 'entry')"
                    f" where person = '{ANNA}' and key = 'b'"
                )
            ],
            "VAULT-4",
            id="a document under another key of the person",
        ),
        pytest.param(
            [f"update document set kind = 'entry', key = 'x' where person = '{BELA}' and kind = 'pair'"],
            "VAULT-4",
            id="a document under another kind",
        ),
        pytest.param(
            [f"update person set key = (select key from person where id = '{BELA}') where id = '{ANNA}'"],
            "VAULT-4",
            id="one person's key under another",
        ),
        pytest.param(
            [
                "create temp table a as select * from document where kind = 'entry' and key = ''",
                (
                    f"update document set sealed = (select sealed from a where person = '{BELA}')"
                    f" where person = '{ANNA}' and kind = 'entry' and key = ''"
                ),
                (
                    f"update document set sealed = (select sealed from a where person = '{ANNA}')"
                    f" where person = '{BELA}' and kind = 'entry'"
                ),
            ],
            "VAULT-4",
            id="two documents swapped",
        ),
        pytest.param(["update document set sealed = x''"], "VAULT-4", id="an empty document"),
        pytest.param(["update document set sealed = x'0102'"], "VAULT-4", id="a document of two bytes"),
    ],
)
def test_a_changed_vault_is_refused(filled: SqliteVault, tmp_path: Path, statements: list[str], code: str) -> None:
    """What was not sealed in this place, by this vault, in this format, is not read."""
    filled.close()
    change(tmp_path, *statements)

    with pytest.raises(Refusal) as refused:
        vault_in(tmp_path).get("entry")

    assert refused.value.code == code


def test_a_memory_moved_to_another_name_is_refused(filled: SqliteVault, tmp_path: Path) -> None:
    """What is about nobody is bound to its name too: an old checkpoint cannot be put in the place of a new one."""
    filled.close()
    change(tmp_path, "update kept set name = 'checkpoints'")

    with pytest.raises(Refusal, match="VAULT-4"):
        vault_in(tmp_path).kept("checkpoints")


@pytest.mark.parametrize("data", [bytes(32), b"short", b""], ids=["another key", "a short key", "an empty key"])
def test_a_wrong_key_is_refused(filled: SqliteVault, tmp_path: Path, data: bytes) -> None:
    """With another key, or a damaged one, nothing is opened and the reader is told what to restore."""
    filled.close()
    (tmp_path / "keys" / "vault.key.0").write_bytes(data)

    with pytest.raises(Refusal) as refused:
        vault_in(tmp_path).get("entry")

    assert refused.value.code == "VAULT-4"
    assert "backup" in refused.value.hint


def test_a_missing_key_is_refused(filled: SqliteVault, tmp_path: Path) -> None:
    """Without its key the vault is not opened, and no new key is made in its place."""
    filled.close()
    (tmp_path / "keys" / "vault.key.0").unlink()

    with pytest.raises(Refusal, match="VAULT-1"):
        vault_in(tmp_path).put([document("holding/H-3", {})])

    assert list((tmp_path / "keys").iterdir()) == []


@pytest.mark.parametrize("data", [b"not a database at all" * 100, b"SQLite format 3\0" + bytes(100)])
def test_a_file_that_is_no_vault_is_refused(tmp_path: Path, data: bytes) -> None:
    """A file damaged beyond reading is refused in plain words, and left as it is."""
    (tmp_path / "vault.sqlite").write_bytes(data)

    with pytest.raises(Refusal, match="VAULT-2"):
        vault_in(tmp_path).get("entry")

    assert (tmp_path / "vault.sqlite").read_bytes() == data


def _power_cut(_: SqliteVault) -> None:
    raise OSError("no power")
