"""Typed ids. Each is a plain string; the type says which thing it names."""

from __future__ import annotations

import re
from typing import NewType, TypeAlias

ExchangeId = NewType("ExchangeId", str)
"""One run of Homeward under one agreement, for example ``istanbul-2025``."""

OrgId = NewType("OrgId", str)
"""An organisation that keeps a seat: a party or the neutral."""

PartyId: TypeAlias = OrgId
"""A side that signed the agreement or holds people: every party is an organisation."""

OfficerId = NewType("OfficerId", str)
"""A person who acts for an organisation; unique inside it. A role name, never a private name."""

RowId = NewType("RowId", str)
"""The ``row_id`` an organisation gave to one row of one of its lists."""

ClauseId = NewType("ClauseId", str)
"""A clause of the agreement, as numbered in its terms file."""

CategoryId = NewType("CategoryId", str)
"""A category of people named by the terms."""

TrancheId = NewType("TrancheId", str)
"""The people who cross in one window."""

AgreementId = NewType("AgreementId", str)
"""An agreement that people who crossed are counted under: this exchange's own id, or that of another agreement."""

Ref = NewType("Ref", str)
"""A salted commitment (64 hex digits) that stands for one person in the record, in plans and in acts."""

Digest = NewType("Digest", str)
"""A SHA-256 digest as 64 lowercase hex digits."""

_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def is_id(text: str) -> bool:
    """Tell whether *text* may be an id: a lowercase letter, then at most 39 of ``a-z 0-9 _ -``."""
    return _ID.fullmatch(text) is not None
