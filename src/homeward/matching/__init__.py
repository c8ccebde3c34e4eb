"""Evidence that two entries are one person, from two lists spelled in two ways. It proposes, it never decides."""

from homeward.matching.doubts import CERTAIN, Doubt, doubt
from homeward.matching.engine import Result, match_entries, match_frames, match_keyed
from homeward.matching.families import is_other_of_family, relatives, supported
from homeward.matching.frames import keyed, records
from homeward.matching.inside import similar_inside, similar_rows
from homeward.matching.model_json import model_bytes, model_of
from homeward.matching.pairs import explain, log_odds
from homeward.matching.sampling import checksums
from homeward.matching.table import PAIR_COLUMNS, pair_table
from homeward.matching.waterfall import Step, alone, waterfall

__all__ = [
    "CERTAIN",
    "PAIR_COLUMNS",
    "Doubt",
    "Result",
    "Step",
    "alone",
    "checksums",
    "doubt",
    "explain",
    "is_other_of_family",
    "keyed",
    "log_odds",
    "match_entries",
    "match_frames",
    "match_keyed",
    "model_bytes",
    "model_of",
    "pair_table",
    "records",
    "relatives",
    "similar_inside",
    "similar_rows",
    "supported",
    "waterfall",
]
