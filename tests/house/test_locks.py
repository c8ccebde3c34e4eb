"""What is installed is fixed: every package by version and hash, from no address of ours."""

import re
import tomllib

import pytest

from tests.house.repository import ROOT

LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-build.lock",
    "requirements-bench.lock",
    "requirements-spark.lock",
)

PIN = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[\w.!+]+)(?: ; (?P<when>.+?))?(?P<hashes>(?: --hash=\S+)*)$"
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}$")

Pin = tuple[str, str, str]


def pins(text: str) -> set[Pin]:
    """Return name, version and condition of each package in a lock file; refuse any line that is not such a pin."""
    found = set()
    for line in text.replace(" \\\n   ", "").splitlines():
        pin = PIN.match(line)
        hashes = pin["hashes"].split() if pin else []
        if pin is None or not hashes or not all(HASH.match(each) for each in hashes):
            raise ValueError(line[:120])
        found.add((pin["name"], pin["version"], pin["when"] or ""))
    return found


def lock(name: str) -> set[Pin]:
    """Return the pins of the lock file *name*."""
    return pins((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_version_and_hash(name: str) -> None:
    """A lock file holds pins with hashes, and nothing else: no address, no option, no comment."""
    assert lock(name)


def test_the_developers_lock_contains_the_users() -> None:
    """What is tested is what is installed: the developers' lock holds every pin of the runtime and of the build."""
    assert lock("requirements.lock") | lock("requirements-build.lock") <= lock("requirements-dev.lock")


def test_every_direct_dependency_is_locked() -> None:
    """A dependency declared in the project file is in the lock file: nothing is installed unseen."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=!~ ;\[]", each, maxsplit=1)[0].lower() for each in project["dependencies"]}

    assert declared <= {name for name, _, _ in lock("requirements.lock")}


@pytest.mark.parametrize(
    "planted",
    [
        "rich==15.0.0",
        "rich>=15 --hash=sha256:" + "0" * 64,
        "rich==15.0.0 --hash=md5:" + "0" * 32,
        "--index-url https://packages.example/simple",
        "rich @ https://packages.example/rich.whl --hash=sha256:" + "0" * 64,
    ],
)
def test_a_loose_line_is_refused(planted: str) -> None:
    """No hash, no exact version, a weak hash or an address: each is refused."""
    with pytest.raises(ValueError, match=r"rich|index-url"):
        pins(planted)
