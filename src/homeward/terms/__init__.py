"""Terms: the agreement as a file that people at a table can read, and everything that is wrong with it, at once.

The file is TOML. ``format = 1``, ``title``, ``agreed_on`` and ``source`` come first, then tables::

    [[clause]]      id, says, source (default: the file's source)
    [[category]]    id, name, clause, statuses, healths, sexes, age_at_least, age_under, age_as_of
    [[commitment]]  id, clause, holder, receiver, category (none: everybody), op, count, universe
    [[tranche]]     id, clause, on, and its own numbers as counts = [ ... ] or [[tranche.commitment]]
    [[parity]]      id, clause, category, slack
    [priority]      clause, order
    [[gate]]        kind, clause, valid_days, frees_holder, waived
    [reserve]       clause, persons
    [publicity]     clause, counts, future_tranches, min_cell, record
    [deadlines]     clause, lists_days, answer_days, final_days, arrival_days

``op`` is ``eq``, ``at_least``, ``up_to`` or ``all``. A number inside a tranche takes the tranche's clause, and an id
made of tranche, holder, receiver and category, where it names none.

========  =======  ========================================================
code      weight   rule
========  =======  ========================================================
TERMS-1   error    the file is not TOML
TERMS-2   error    the file is not UTF-8
TERMS-3   error    the file is larger than 1 MiB
TERMS-4   error    the format is newer than this program
TERMS-5   error    the key is not known here
TERMS-6   error    a key is missing
TERMS-7   error    the value is of another type
TERMS-8   error    the number is out of range
TERMS-9   error    the word, or the form of the time, is none that this key knows
TERMS-10  error    the id has another form than ids have
TERMS-11  error    nothing has this id
TERMS-12  error    the id is given twice
TERMS-13  error    the text is not NFC or holds characters nobody sees
TERMS-14  error    holder and receiver are one party
TERMS-15  error    the commitment counts, but has no count
TERMS-16  error    'all' has a count
TERMS-17  error    'all' does not say all of whom
TERMS-18  error    the age rule does not say on which day
TERMS-19  error    nobody has this age
TERMS-20  error    an exact count stands beside another for the same people
TERMS-21  error    two counts for the same people exclude each other
TERMS-22  error    the tranches cannot add up to the total
TERMS-23  error    the categories are more than everybody
TERMS-24  error    the tranche is before the agreement
TERMS-25  error    the tranche is before the one above it
TERMS-26  error    no plan can keep this parity
TERMS-27  error    the order names a category twice
TERMS-28  error    the gate holds for no day
TERMS-29  error    numbers this small point at people
TERMS-30  law      parity may not hold back the seriously wounded or sick
TERMS-31  law      no count or cap may limit the seriously wounded or sick
TERMS-32  law      there is no wish gate
TERMS-33  law      the wish gate is waived
TERMS-34  advice   coming tranches are made public
TERMS-35  advice   nothing says what happens with a place that falls free
TERMS-36  advice   the deadlines run beyond the first tranche
TERMS-37  advice   nobody promises anything
TERMS-40  error    a range has two ends, and only a range
TERMS-41  error    the range ends below its beginning
TERMS-42  error    the stated total is not the sum
TERMS-43  error    the language versions give different numbers
TERMS-44  error    the parties state different numbers for one promise
TERMS-45  error    the people counted here cannot be among those of the commitment that part_of names
TERMS-46  error    the parts are more than the whole
TERMS-47  error    the ratio leaves a part of a person
TERMS-48  error    the ratio does not give the number promised
TERMS-49  error    the number follows from a ratio, and no ratio leads to it
TERMS-50  error    the ratio runs in a circle
TERMS-51  error    the time is measured from an event that may never occur
TERMS-52  error    the steps wait for each other
TERMS-53  error    the day cannot be kept
TERMS-54  error    the exclusion contradicts a promise of all
TERMS-55  error    the exclusion rests on a ground the agreement bars
TERMS-56  error    a number beside a promise of all of the same people
TERMS-57  error    the pace cannot meet the number in its time
TERMS-58  error    the pool is smaller than the number chosen from it
TERMS-59  error    two sequences contradict each other
TERMS-60  error    a joint party is among its members, or signs beside one that signs
TERMS-61  error    the extension has no end that can be reached
TERMS-62  law      people are counted against civilians
TERMS-63  law      ranks or ratios may hold back the seriously wounded or sick
TERMS-64  law      a condition may hold back the seriously wounded or sick
TERMS-65  law      minors cross, and nothing says with whom
TERMS-66  law      somebody may be kept back and nobody is told
TERMS-67  law      names or lists are made public
TERMS-68  law      the holder alone hears the wish
TERMS-69  advice   nothing says what becomes of people found later
TERMS-70  advice   nothing says that a dispute stops nobody else
TERMS-71  advice   nothing says what may be made public
TERMS-72  advice   nothing says how lists come about
TERMS-73  advice   a holder did not sign, and no party answers for it
TERMS-74  advice   no day is agreed
TERMS-75  advice   nothing says what follows when the step is not taken
TERMS-76  advice   the step has no time
TERMS-77  advice   the parties have different times for the same step
TERMS-78  advice   health is judged, and nothing says as of when
TERMS-79  advice   who belongs to the category is not said
TERMS-80  advice   the exchange hangs on an event that may end or never come
TERMS-81  advice   a promise has no time
TERMS-82  advice   nobody can tell how many are promised
TERMS-83  advice   the agreement bars grounds, and the exclusion gives none
TERMS-84  error    the step has a time of its own, and days in [deadlines] too
TERMS-38  refusal  a record of terms is in a newer format
TERMS-39  refusal  a record of terms is malformed or not in its one form
========  =======  ========================================================
"""

from homeward.terms.checks import terms_findings
from homeward.terms.comparing import replaces, terms_digest
from homeward.terms.counts import Interval, interval_of
from homeward.terms.explaining import describe_terms, explain
from homeward.terms.places import clause_in
from homeward.terms.reading import FORMAT, read_terms
from homeward.terms.records import terms_from_record, terms_record
from homeward.terms.rules import Rule

__all__ = [
    "FORMAT",
    "Interval",
    "Rule",
    "clause_in",
    "describe_terms",
    "explain",
    "interval_of",
    "read_terms",
    "replaces",
    "terms_digest",
    "terms_findings",
    "terms_from_record",
    "terms_record",
]
