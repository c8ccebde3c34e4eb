"""Imports go down only: the contracts in the project file hold, and each goes red when it is broken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.repository import ROOT, SOURCE

DIRECTION = "imports go down only"
PURITY = "the pure units touch no outside world"

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the copy of the package in *folder*, and on no other."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--config", "pyproject.toml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "NO_COLOR": "1", "COLUMNS": "200"},
        check=False,
        capture_output=True,
        text=True,
    )


def broken(answer: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the summary lines of the contracts that import-linter reports as broken."""
    return [line for line in answer.stdout.splitlines() if line.endswith("BROKEN")]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the package and its project file, to break."""
    shutil.copytree(SOURCE, tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(folder: Path, unit: str, line: str) -> None:
    """Add *line* to *unit* of the copy, whether the unit is a file or a folder."""
    package = folder / "src" / "homeward"
    module = package / unit / "__init__.py" if (package / unit).is_dir() else package / f"{unit}.py"
    with module.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def test_the_contracts_hold(copy: Path) -> None:
    """The package as it is breaks no contract."""
    answer = lint(copy)

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("unit", "line", "contract"),
    [
        pytest.param("model", "import homeward.service", DIRECTION, id="up"),
        pytest.param("log", "import homeward.procedure", DIRECTION, id="up by one"),
        pytest.param("matching", "import homeward.planning", DIRECTION, id="a sibling"),
        pytest.param("terms", "import homeward.lists", DIRECTION, id="a sibling among the readers"),
        pytest.param("service", "import homeward.adapters", DIRECTION, id="acts reach into the world"),
        pytest.param("model", "import sqlite3", PURITY, id="a database"),
        pytest.param("planning", "import highspy", PURITY, id="the solver"),
        pytest.param("procedure", "import time", PURITY, id="a clock"),
        pytest.param("lists", "import random", PURITY, id="a random number"),
        pytest.param("bulletin", "def save():\n    from pathlib import Path", PURITY, id="a file, inside a function"),
    ],
)
def test_a_broken_rule_goes_red(copy: Path, unit: str, line: str, contract: str) -> None:
    """One import in the wrong place is enough, and the contract that it breaks is named."""
    plant(copy, unit, line)

    answer = lint(copy)

    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert [each for each in broken(answer) if each.startswith(contract)], answer.stdout


def test_an_undeclared_unit_goes_red(copy: Path) -> None:
    """A unit that nobody gave a place among the layers is refused."""
    (copy / "src" / "homeward" / "annex.py").write_text("", encoding="utf-8")

    answer = lint(copy)

    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "annex" in answer.stdout
