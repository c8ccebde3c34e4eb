"""The files of this repository, for the tests about it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"

# Made by tools, never tracked; left out where git cannot tell.
NOT_OURS = frozenset({"build", "dist", "htmlcov", "node_modules", "__pycache__"})


def tracked_files() -> list[Path]:
    """
    Return every file that is, or is about to be, in the repository.

    Asks git (files not yet added count too, ignored ones do not); without git, walks the folder.
    """
    listed = _listed_by_git()
    return sorted(_walked(ROOT) if listed is None else listed)


def texts() -> Iterator[tuple[Path, str]]:
    """Yield the path, relative to the repository, and the text of every tracked file that is text."""
    for path in tracked_files():
        try:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def modules() -> Iterator[tuple[Path, str]]:
    """Yield the path, relative to the repository, and the text of every module of the package."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


def _listed_by_git() -> list[Path] | None:
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    paths = (ROOT / name for name in answer.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def _walked(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_symlink() or path.name in NOT_OURS or _is_hidden_work(path):
            continue
        if path.is_dir():
            yield from _walked(path)
        else:
            yield path


def _is_hidden_work(path: Path) -> bool:
    return path.is_dir() and path.name.startswith(".") and path.name != ".ci"
