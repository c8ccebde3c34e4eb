"""The steps of matching on Apache Spark, for lists beyond one machine. Loaded only when it is asked for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from homeward.model.findings import Refusal

JAVA: Final = 17
"""The oldest Java that Spark 4 runs on."""

_PACKAGES: Final = ("pyspark", "pyarrow", "pandas")
_VERSION: Final = re.compile(r'version "(\d+)')


def require() -> None:
    """
    Return only where Spark can be started on this machine.

    Raises:
        Refusal: ``SPARK-1`` without PySpark and what it needs, ``SPARK-2`` without a Java that is new enough.
    """
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        raise Refusal(
            "SPARK-1", f"the engine spark needs {', '.join(missing)}", hint="install: pip install 'homeward[spark]'"
        )
    found = java_version()
    if found is None or found < JAVA:
        seen = "there is none" if found is None else f"this is {found}"
        raise Refusal(
            "SPARK-2",
            f"the engine spark needs Java {JAVA} or newer: {seen}",
            hint=f"install Java {JAVA}, or set JAVA_HOME to where it is",
        )


def java_version() -> int | None:
    """Return the number of the Java that Spark would start, or None where there is none that answers."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if java is None:
        return None
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False, timeout=60).stderr
    except OSError:
        return None
    number = _VERSION.search(said)
    return int(number[1]) if number else None
