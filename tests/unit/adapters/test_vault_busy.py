"""Two programs at one vault."""

from __future__ import annotations

import pickle
import sqlite3
from pathlib import Path

import pytest

from homeward.adapters.lots import SeededLots
from homeward.adapters.vault import SqliteVault
from homeward.model.findings import FindingsRefusal, Refusal


def test_a_busy_vault_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes, nobody is told to restore a backup."""
    vault = SqliteVault(path=tmp_path / "vault.sqlite", key_path=tmp_path / "vault.key", lots=SeededLots(seed=b"busy"))
    vault.keep("name", 1)
    vault.close()
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **rest: connect(path, timeout=0, **rest))
    other = connect(tmp_path / "vault.sqlite", isolation_level=None)
    other.execute("begin exclusive")

    with pytest.raises(Refusal, match="VAULT-5"):
        vault.keep("name", 2)

    other.execute("rollback")
    assert vault.kept("name") == 1
    other.close()
    vault.close()


def test_a_refusal_crosses_processes() -> None:
    """What was refused in one process reads the same in another."""
    refusal = Refusal("A-1", "no", hint="do", source="law")
    found = FindingsRefusal("A-2", "no", findings=(), hint="do")

    assert pickle.loads(pickle.dumps(refusal)).hint == "do"
    assert pickle.loads(pickle.dumps(found)).findings == ()
