"""Reads what was said about an exchange as claims. It takes no side and repairs nothing."""

from homeward.statements.claims_file import ClaimsFile, read_claims_files
from homeward.statements.claims_json import Document, claims_from_json
from homeward.statements.known import NOTHING_KNOWN, Known
from homeward.statements.origins import origin_keys
from homeward.statements.toml_file import read_statements

__all__ = [
    "NOTHING_KNOWN",
    "ClaimsFile",
    "Document",
    "Known",
    "claims_from_json",
    "origin_keys",
    "read_claims_files",
    "read_statements",
]
