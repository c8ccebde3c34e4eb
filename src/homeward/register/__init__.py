"""The register of exchanges: history as data, with sources and every side's numbers, and totals that can be audited."""

from homeward.register.audit import audit_totals
from homeward.register.largest import define, definitions, largest, ranking, span, written
from homeward.register.past import past_events
from homeward.register.reading import RegisterReading, read_register
from homeward.register.rules import NO_SUCH_EXCHANGE, NOTHING_TO_DRAW, UNKNOWN_CONFLICT, UNREADABLE, Rule
from homeward.register.shipped import shipped_register, shipped_totals
from homeward.register.totals import TotalsReading, read_totals
from homeward.register.writing import register_records, write_csv

__all__ = [
    "NOTHING_TO_DRAW",
    "NO_SUCH_EXCHANGE",
    "UNKNOWN_CONFLICT",
    "UNREADABLE",
    "RegisterReading",
    "Rule",
    "TotalsReading",
    "audit_totals",
    "define",
    "definitions",
    "largest",
    "past_events",
    "ranking",
    "read_register",
    "read_totals",
    "register_records",
    "shipped_register",
    "shipped_totals",
    "span",
    "write_csv",
    "written",
]
