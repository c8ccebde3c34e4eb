"""The repository stands alone: it names no package registry's host and no path of anybody's machine."""

import re

import pytest

from tests.house.repository import texts

# Spelled in two parts, so that this file is not its own offender.
REGISTRY_HOSTS = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "pypi" + ".python.org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "yarnpkg" + ".com",
    "deb.debian" + ".org",
    "archive.ubuntu" + ".com",
    "crates" + ".io",
    "proxy.golang" + ".org",
    "conda.anaconda" + ".org",
)

# A path in somebody's home or working folder. What follows a letter, a dot, a colon or a slash is part of an address.
MACHINE_PATH = re.compile(r"(?<![\w.:/>~-])/(?:root|work|home|Users|mnt)/[\w.]")


def hosts_named(text: str) -> list[str]:
    """Return the registry hosts that *text* names."""
    return [host for host in REGISTRY_HOSTS if host in text.lower()]


def paths_named(text: str) -> list[str]:
    """Return the lines of *text* that hold a path of a particular machine."""
    return [line.strip() for line in text.splitlines() if MACHINE_PATH.search(line)]


def test_no_file_names_a_registry_host() -> None:
    """Where packages come from is the installer's own setting: no file of ours names a registry."""
    offenders = [f"{path}: {', '.join(hosts)}" for path, text in texts() if (hosts := hosts_named(text))]

    assert not offenders


def test_no_file_names_a_path_of_one_machine() -> None:
    """A path that exists on one machine means nothing on another: no file of ours holds one."""
    offenders = [f"{path}: {lines[0][:120]}" for path, text in texts() if (lines := paths_named(text))]

    assert not offenders


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_a_planted_host_is_found(host: str) -> None:
    """A registry's host is found wherever it stands in a line."""
    assert hosts_named(f"--index-url=https://{host.upper()}/simple") == hosts_named(host) != []


@pytest.mark.parametrize("folder", ["root", "work", "home", "Users"])
def test_a_planted_path_is_found(folder: str) -> None:
    """A path into a home or working folder is found, quoted or not; an address or a relative path is not one."""
    planted = f'open("/{folder}/nadia/list.csv")\nhttps://example.org/{folder}/nadia\nsrc/{folder}/nadia\n./{folder}/x'

    assert paths_named(planted) == [f'open("/{folder}/nadia/list.csv")']


def test_the_searched_files_are_there() -> None:
    """The search reads the real repository: it sees the project file, and this test itself."""
    seen = {path.as_posix() for path, _ in texts()}

    assert {"pyproject.toml", "Makefile", "tests/house/test_stands_alone.py"} <= seen
