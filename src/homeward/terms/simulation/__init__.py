"""The simulator: an agreement played forward with dated happenings, and what follows for each commitment.

A file of happenings is TOML: ``format = 1``, ``agreement``, ``source``, then one ``[[happening]]`` for each, with
``on`` and ``what``; ``docs/terms-simulate.md`` shows every kind. What is wrong with its shape has the codes of any file
of terms (``TERMS-1`` to ``TERMS-13``); what cannot have happened has these:

=======  ======  ====================================================================
code     weight  rule
=======  ======  ====================================================================
PLAY-1   error   the file is larger than 8 MiB
PLAY-2   error   the handover counts nothing and names no tranche
PLAY-3   error   it happened before the agreement
PLAY-4   error   a day comes before the one it must follow
PLAY-5   error   one day says two numbers for the same thing
PLAY-6   error   more crossed or stayed for a reason than were due to cross
PLAY-7   error   a list is set beside a number that is not known
PLAY-8   error   more are explained than are missing
PLAY-9   error   no handover of that day counted this
PLAY-10  error   only a promise of all has a universe
PLAY-11  error   what ends had not begun
PLAY-12  error   suspended and resumed on one day
PLAY-13  error   this step is not theirs
PLAY-14  error   the ranks are not as many as crossed
PLAY-15  error   the agreement weighs no ranks
PLAY-16  error   the agreement provides no such custody
PLAY-17  error   more leave custody than are in it
PLAY-18  advice  a count stands beside one of its own part, and both are added
PLAY-19  error   nobody can count under both
=======  ======  ====================================================================
"""

from homeward.terms.simulation.made_up import last_day, made_up_happenings
from homeward.terms.simulation.play import simulate
from homeward.terms.simulation.reading import HAPPENINGS_FORMAT, read_happenings
from homeward.terms.simulation.records import play_record
from homeward.terms.simulation.rules import PlayRule
from homeward.terms.simulation.values import Entry, Kind, Play, ProvisionRow, Row, StepRow, Turn
from homeward.terms.simulation.verdicts import Stands

__all__ = [
    "HAPPENINGS_FORMAT",
    "Entry",
    "Kind",
    "Play",
    "PlayRule",
    "ProvisionRow",
    "Row",
    "Stands",
    "StepRow",
    "Turn",
    "last_day",
    "made_up_happenings",
    "play_record",
    "read_happenings",
    "simulate",
]
