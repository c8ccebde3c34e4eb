"""Given names as a checked dictionary lists them: each Ukrainian name with its Russian counterparts, ranked.

Source: names-translator (MIT), which keeps 11,001 Ukrainian given names of a public register. It holds slips of the pen
beside names, and says nothing about how common a name is: it widens our own table and never overrules it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from homeward.names.folding import fold

_POOL: Final = "first"


@cache
def listed_pairs() -> Mapping[str, tuple[str, ...]]:
    """
    Return each single Ukrainian given name, folded, with its Russian counterparts, folded, the likeliest first.

    Read once, when first asked for: reading takes longer than starting the program.
    """
    from names_translator.dicts import NameDicts  # noqa: PLC0415 - half a second that many commands do not need

    pairs: dict[str, tuple[str, ...]] = {}
    for name, counterparts in NameDicts().as_dict(_POOL).items():
        folded = fold(name)
        if folded and not {"-", " "} & {*name}:
            pairs[folded] = tuple(dict.fromkeys((*pairs.get(folded, ()), *map(fold, counterparts))))
    return pairs


@cache
def listed_names() -> frozenset[str]:
    """Return every folded form, Ukrainian or Russian, that the dictionary lists as somebody's given name."""
    pairs = listed_pairs()
    return frozenset(pairs) | {one for counterparts in pairs.values() for one in counterparts}
