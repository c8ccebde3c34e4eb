"""Lists: one row is one claim about a person, read with its place and never repaired.

A list is CSV (RFC 4180) with a header. Needed are ``row_id``, ``list_kind`` (wish, holding, offer) and ``surname`` or
``given_names``; the other columns are in :data:`homeward.lists.columns.COLUMNS`, after GC III 122(4) and GC IV 138.
``father_name`` takes a patronymic or a father's first name. Dates are EDTF: 1985-04-12, 1985-04, 198X, 1985~.

========  =======  ===========================================================
code      weight   rule
========  =======  ===========================================================
LIST-1    error    the file is empty
LIST-2    error    a byte is no text in the declared encoding; reading stopped
LIST-3    error    a row is longer than 1,000,000 characters; reading stopped
LIST-4    error    quotation marks do not pair; the row was not read
LIST-5    error    cells are not separated by commas; no row was read
LIST-6    error    a column is missing; no row was read
LIST-7    error    two columns have one name; no row was read
LIST-8    error    there are more than 200 columns; no row was read
LIST-9    advice   the column is not known; it is kept as written
LIST-10   advice   the column was recognised in spite of its spelling
LIST-11   advice   the file starts with a byte order mark
LIST-12   advice   there is a header and no row
LIST-13   advice   rows with empty cells only were passed over
LIST-14   error    the kind of list is not stated in a known word
LIST-15   error    the rows are of several kinds
LIST-16   error    this is another kind of list than asked for
LIST-17   error    the row has more or fewer cells than there are columns
LIST-18   error    the cell stands under a column without a name
LIST-19   error    the row has no row_id
LIST-20   error    an earlier row has this row_id
LIST-21   error    there is no name
LIST-22   error    no row has the id the person travels with
LIST-23   error    the person travels with themselves
LIST-24   advice   the person was born after being captured or last seen
LIST-25   error    this day does not exist
LIST-26   error    the date is in no form that everybody reads alike
LIST-27   advice   the birth date is before 1900
LIST-28   error    the word is not one of the codes
LIST-29   error    the cell holds a character nobody sees
LIST-30   advice   the cell holds a joiner, as some scripts use it
LIST-31   advice   a letter was lost before the file came here
LIST-32   advice   one word mixes letters of two scripts
LIST-33   advice   the letters are not in composed form (NFC)
LIST-34   advice   a spreadsheet may take the cell for a formula
LIST-35   advice   there are spaces before or after the value
LIST-36   error    the cell is longer than 4,000 characters
LIST-37   refusal  lists are not read in the declared encoding
LIST-38   refusal  a kept entry cannot be read
LIST-39   advice   the cell is a number, not text: zeros at its beginning may be lost
========  =======  ===========================================================
"""

from homeward.lists.columns import COLUMNS
from homeward.lists.lines import ENCODINGS
from homeward.lists.reading import ListReading, Tally, gathered, read_all, read_list, read_records
from homeward.lists.records import Record
from homeward.lists.rules import Rule

__all__ = [
    "COLUMNS",
    "ENCODINGS",
    "ListReading",
    "Record",
    "Rule",
    "Tally",
    "gathered",
    "read_all",
    "read_list",
    "read_records",
]
