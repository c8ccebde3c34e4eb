"""A file of terms as every command that reads one opens it."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from homeward.model.findings import FindingsRefusal
from homeward.model.ids import PartyId
from homeward.model.terms import Terms
from homeward.terms import read_terms


class Lang(Enum):
    """The languages in which an agreement is read back."""

    EN = "en"
    UK = "uk"
    RU = "ru"
    AR = "ar"


File: TypeAlias = Annotated[Path, typer.Argument(metavar="FILE", help="The terms, TOML.")]
Language: TypeAlias = Annotated[Lang, typer.Option("--lang", help="The language of the sentences.")]


def readable_terms(path: Path) -> Terms:
    """
    Return the terms in the file, also where a finding stops their signature: what cannot be signed can be read.

    Raises:
        FindingsRefusal: ``TERMSFILE-1``: the file cannot be read as terms at all; it carries every finding.
    """
    data = path.read_bytes()
    terms, findings = read_terms(data, source=str(path), parties=[PartyId(one) for one in named_parties(data)])
    if terms is None:
        hint = "correct the findings; `homeward terms check` shows them again"
        raise FindingsRefusal("TERMSFILE-1", f"{path} cannot be read as terms", findings=findings, hint=hint)
    return terms


def named_parties(data: bytes) -> list[str]:
    """Return the ids the file itself uses as holder or receiver; what is wrong with it is said by the reader."""
    ends = re.findall(r'(?:holder|receiver)\s*=\s*"([^"]+)"', data.decode(errors="replace"))
    return sorted({*ends} - {"each"})
