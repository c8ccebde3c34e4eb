"""The file with parties, officials and channels that an exchange.toml may name."""

from pathlib import Path

import pytest

from homeward.adapters.config import is_demo, parse_profile, read_conflict
from homeward.model.findings import FindingsRefusal, Refusal
from tests.world import EXCHANGE


def exchange(folder: Path, line: str) -> Path:
    """Write an exchange.toml with one more line before its tables."""
    path = folder / "exchange.toml"
    path.write_text(f"{line}\n{EXCHANGE}", encoding="utf-8")
    return path


def test_the_named_file_is_read(tmp_path: Path) -> None:
    """Its bytes are handed on as they are; the exchange itself is read as before."""
    (tmp_path / "conflict.toml").write_bytes(b"format = 1\n")
    path = exchange(tmp_path, 'statements = "conflict.toml"')

    assert read_conflict(path) == b"format = 1\n"
    assert parse_profile(path.read_bytes(), source="x", seat="north").seat == "north"
    assert is_demo(path)


def test_no_file_need_be_named(tmp_path: Path) -> None:
    """Without the key there is no configuration, and every shipped one is tried."""
    assert read_conflict(exchange(tmp_path, "")) is None


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """CONFIG-4 names both files."""
    with pytest.raises(Refusal, match=r"conflict\.toml.*\[CONFIG-4\]"):
        read_conflict(exchange(tmp_path, 'statements = "conflict.toml"'))


@pytest.mark.parametrize(
    "value", ['"../conflict.toml"', '"/conflict.toml"', '"a/b"', '""', "5", '".hidden"', '"exchange.toml"', "[]"]
)
def test_only_a_file_beside_it_can_be_named(tmp_path: Path, value: str) -> None:
    """CONFIG-2 for a path: a configuration never reaches out of its folder."""
    with pytest.raises(FindingsRefusal, match="CONFIG-2"):
        read_conflict(exchange(tmp_path, f"statements = {value}"))
    with pytest.raises(FindingsRefusal, match="CONFIG-2"):
        parse_profile((tmp_path / "exchange.toml").read_bytes(), source="x", seat="north")


def test_a_file_that_is_no_toml_is_found(tmp_path: Path) -> None:
    """CONFIG-2 here as everywhere."""
    (tmp_path / "exchange.toml").write_text("x = = 1")

    with pytest.raises(FindingsRefusal, match="CONFIG-2"):
        read_conflict(tmp_path / "exchange.toml")
