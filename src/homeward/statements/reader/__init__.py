"""Reads free text about an exchange as claims: who said which number, in which sense, of which day."""

from homeward.statements.reader.read import numbers_in, read_document
from homeward.statements.reader.values import Field, ReadClaim, Reading, Speaker, claim_json, reading_json

__all__ = [
    "Field",
    "ReadClaim",
    "Reading",
    "Speaker",
    "claim_json",
    "numbers_in",
    "read_document",
    "reading_json",
]
