"""Days for remarks and replies are optional terms: without them terms keep the bytes they always had."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.model.canonical import decode, encode
from homeward.model.findings import Refusal
from homeward.model.ids import PartyId
from homeward.model.terms import Terms
from homeward.terms import read_terms, terms_from_record, terms_record
from tests.world import PARTIES, TERMS

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "istanbul-2025" / "terms.toml"


def read(text: str, parties: list[PartyId] | None = None) -> Terms:
    """Read terms that have no faults."""
    terms, findings = read_terms(text.encode(), source="terms.toml", parties=parties or list(PARTIES))
    assert terms is not None, findings
    return terms


def test_terms_without_these_steps_keep_their_bytes() -> None:
    """Not stated is left out of the record: what was signed before there were these steps has the same digest."""
    for terms in (read(TERMS), read(EXAMPLE.read_text(encoding="utf-8"), [PartyId("ru"), PartyId("ua")])):
        data = encode(terms_record(terms))
        assert b"remark_days" not in data
        assert b"reply_days" not in data
        assert terms_from_record(decode(data)) == terms


@pytest.mark.parametrize(("remark", "reply"), [(7, 7), (0, 3), (7, None)])
def test_terms_with_these_steps_are_read_back(remark: int, reply: int | None) -> None:
    """The days stand in the record as they stand in the file."""
    lines = f"remark_days = {remark}\n" + (f"reply_days = {reply}\n" if reply is not None else "")
    terms = read(TERMS + lines)

    assert (terms.deadlines.remark_days, terms.deadlines.reply_days) == (remark, reply)
    assert terms_from_record(decode(encode(terms_record(terms)))) == terms


def test_a_step_written_as_null_is_another_form() -> None:
    """One agreement has one record: null in the place of nothing is refused."""
    record = terms_record(read(TERMS))
    record["terms"]["deadlines"]["remark_days"] = None  # type: ignore[index,call-overload]

    with pytest.raises(Refusal, match="TERMS-39"):
        terms_from_record(record)
