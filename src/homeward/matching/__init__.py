"""Evidence that two entries are one person, from two lists spelled in two ways. It proposes, it never decides."""

from homeward.matching.engine import Result, match_entries, match_frames, match_keyed
from homeward.matching.frames import keyed, records
from homeward.matching.inside import similar_inside, similar_rows
from homeward.matching.model_json import model_bytes, model_of
from homeward.matching.pairs import explain, log_odds
from homeward.matching.sampling import checksums
from homeward.matching.table import PAIR_COLUMNS, pair_table

__all__ = [
    "PAIR_COLUMNS",
    "Result",
    "checksums",
    "explain",
    "keyed",
    "log_odds",
    "match_entries",
    "match_frames",
    "match_keyed",
    "model_bytes",
    "model_of",
    "pair_table",
    "records",
    "similar_inside",
    "similar_rows",
]
