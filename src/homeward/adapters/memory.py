"""The steps of a long match in a folder beside its answer: numbers of rows and levels, which name nobody."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import polars as pl

from homeward.matching import checksums, model_bytes
from homeward.matching.model import Model
from homeward.ports import Numbers


class FolderMemory:
    """Remembers in *folder*, for the work that *digest* stands for; what another work left there is thrown away."""

    def __init__(self, folder: Path, digest: str) -> None:
        self._folder = folder
        self._digest = digest

    def recall(self, name: str) -> Mapping[str, Numbers] | None:
        """Return what was remembered of a step, or None where there is nothing or it was not finished."""
        try:
            with self._file(name).open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
                return {key: kept[key] for key in kept.files}
        except (FileNotFoundError, BadZipFile, ValueError, EOFError):
            return None

    def remember(self, name: str, numbers: Mapping[str, Numbers]) -> None:
        """Write the numbers of a step beside its place and move them there: whole, or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for other in self._folder.iterdir():
            if not other.name.startswith(self._digest):
                other.unlink()
        file = self._file(name)
        part = file.with_suffix(".part")
        with part.open("wb") as stream:
            np.savez(stream, allow_pickle=False, **numbers)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)

    def _file(self, name: str) -> Path:
        return self._folder / f"{self._digest}-{re.sub(r'[^a-z]+', '-', name)}.npz"


def forget(folder: Path) -> None:
    """Remove the folder of a :class:`FolderMemory`: the work is done."""
    shutil.rmtree(folder, ignore_errors=True)


def work_digest(frames: Iterable[pl.DataFrame], model: Model | None) -> str:
    """Return what tells this match from any other: the keys of both lists, the model given, and the program."""
    digest = blake2b(version("homeward").encode(), digest_size=16)
    for frame in frames:
        digest.update(checksums(frame).tobytes() + b"|".join(one.encode() for one in frame["row_id"]))
    digest.update(model_bytes(model) if model else b"")
    return digest.hexdigest()
