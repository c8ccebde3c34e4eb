"""What may happen, in which order, and where an exchange stands: all of it read from the record's events."""

from homeward.procedure.admit import Draft, admit, judge, missing_signatures, read_note
from homeward.procedure.audit import LogView, Record, audit, log_view, require_seen
from homeward.procedure.kinds import KINDS, Kind, Need, kind_of, needs_of
from homeward.procedure.shown import Line
from homeward.procedure.state import ActState, ListState, Part, PlanState, State

__all__ = [
    "KINDS",
    "ActState",
    "Draft",
    "Kind",
    "Line",
    "ListState",
    "LogView",
    "Need",
    "Part",
    "PlanState",
    "Record",
    "State",
    "admit",
    "audit",
    "judge",
    "kind_of",
    "log_view",
    "missing_signatures",
    "needs_of",
    "read_note",
    "require_seen",
]
