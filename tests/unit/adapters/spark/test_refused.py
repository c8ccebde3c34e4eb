"""Without what Spark needs the engine is refused, with the one thing to do."""

from pathlib import Path

import pytest

from homeward.adapters import spark
from homeward.model.findings import Refusal


def test_without_pyspark_one_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """SPARK-1: an install without the extra is told how to get it."""
    monkeypatch.setattr(spark, "find_spec", lambda name: None if name == "pyspark" else name)

    with pytest.raises(Refusal, match="pyspark") as refused:
        spark.require()

    assert (refused.value.code, refused.value.hint) == ("SPARK-1", "install: pip install 'homeward[spark]'")


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        pytest.param(None, "there is none", id="no Java"),
        pytest.param('openjdk version "11.0.2" 2019-01-15', "this is 11", id="too old"),
        pytest.param('java version "1.8.0_411"', "this is 1", id="old numbers"),
        pytest.param("nothing that is a version", "there is none", id="no answer"),
    ],
)
def test_without_java_it_is_refused(
    said: str | None, seen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SPARK-2: no Java, or one that Spark does not run on."""
    monkeypatch.setattr(spark, "find_spec", lambda name: name)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if said:
        _java(tmp_path, said)

    with pytest.raises(Refusal, match=seen) as refused:
        spark.require()

    assert refused.value.code == "SPARK-2"


def test_a_java_that_is_new_enough_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Java 17 itself will do."""
    monkeypatch.setattr(spark, "find_spec", lambda name: name)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    _java(tmp_path, 'openjdk version "17.0.15" 2025-04-15')

    spark.require()

    assert spark.java_version() == 17


def test_java_is_looked_for_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without JAVA_HOME it is the one on the path, if there is one."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert spark.java_version() is None


def _java(home: Path, said: str) -> None:
    """Put a program there that answers as a Java does."""
    program = home / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho '{said}' >&2\n", encoding="utf-8")
    program.chmod(0o755)
