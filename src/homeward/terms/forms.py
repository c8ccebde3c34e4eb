"""Forms of what stands in a terms file: ids, languages, text both sides see alike, and the largest number."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST_PERSONS: Final = 10_000_000
"""Persons. Far above every exchange on record; a larger number is a slip of the hand."""

_LOOSE_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._>-]{0,199}")
_WORD_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")


def is_loose_id(text: str) -> bool:
    """Tell whether *text* may be the id of a clause, commitment, parity or tranche, as ``2`` or ``day-1``."""
    return _LOOSE_ID.fullmatch(text) is not None


def is_category_id(text: str) -> bool:
    """Tell whether *text* may be the id of a category: it is a key of the record, so ``a-z 0-9 _`` only."""
    return _WORD_ID.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Tell whether *text* is the code of a language, as ``uk``."""
    return _LANGUAGE.fullmatch(text) is not None


def is_plain(text: str) -> bool:
    """Tell whether both sides see the same in *text*: NFC, and no character that is not shown (line ends apart)."""
    return unicodedata.is_normalized("NFC", text) and all(
        character.isprintable() or character == "\n" or unicodedata.category(character) == "Zs" for character in text
    )
