"""Evidence that two entries are one person, from two lists spelled in two ways. It proposes, it never decides."""

from homeward.matching.engine import match_entries, match_frames
from homeward.matching.frames import keyed, records
from homeward.matching.inside import similar_inside
from homeward.matching.pairs import PAIR_COLUMNS, explain, log_odds, pair_rows

__all__ = [
    "PAIR_COLUMNS",
    "explain",
    "keyed",
    "log_odds",
    "match_entries",
    "match_frames",
    "pair_rows",
    "records",
    "similar_inside",
]
