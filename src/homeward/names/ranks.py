"""Ranks, brought to one key in several languages."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from homeward.names.keyed_tables import keyed_table, stem_of, words_in

TABLE: Final = "ranks.csv"


@lru_cache(maxsize=10_000)
def rank_key(text: str) -> str:
    """
    Return one key for a rank, whatever language it is written in; the folded words where the table has it not.

    It is for comparing two lists about one person: a translation, no order and no equal grade.

    >>> rank_key("старший лейтенант") == rank_key("Senior Lieutenant") == "senior-lieutenant"
    True
    """
    stems = tuple(map(stem_of, words_in(text)))
    return keyed_table(TABLE, "rank").get(stems, " ".join(stems))
