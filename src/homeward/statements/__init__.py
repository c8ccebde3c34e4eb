"""Reads what was said about an exchange as claims. It takes no side and repairs nothing."""

from homeward.statements.claims_json import Document, claims_from_json
from homeward.statements.known import NOTHING_KNOWN, Known
from homeward.statements.toml_file import read_statements

__all__ = ["NOTHING_KNOWN", "Document", "Known", "claims_from_json", "read_statements"]
