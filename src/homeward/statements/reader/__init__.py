"""Reads free text about an exchange as claims: who said which number, in which sense, of which day."""

from __future__ import annotations

from homeward.model.documents import Document
from homeward.statements.reader.values import Field, ReadClaim, Reading, Speaker, claim_json, reading_json

__all__ = ["Field", "ReadClaim", "Reading", "Speaker", "claim_json", "read_document", "reading_json"]


def read_document(document: Document, *, conflict: bytes | None = None) -> Reading:
    """
    Return what *document* claims about an exchange.

    Args:
        document: The text; its headline and body are read, its captions and sidebars are not.
        conflict: The configuration to read it with, as the bytes of a file; None tries every shipped one and reports
            the choice.
    """
    raise NotImplementedError(document.id, conflict)
