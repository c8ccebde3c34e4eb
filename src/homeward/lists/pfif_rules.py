"""Every rule about PFIF, each with its stable code."""

from __future__ import annotations

from typing import Final

from homeward.model.findings import RuleTable, Severity

_E: Final = Severity.ERROR
_A: Final = Severity.ADVICE
_PFIF: Final = "PFIF 1.4"
_XML: Final = "OWASP, XML external entities"
_PEOPLE: Final = "PFIF 1.4, person records"
_NOTES: Final = "PFIF 1.4, note records"


class PfifRule(RuleTable):
    """A rule about records exchanged with a tracing partner."""

    TOO_LARGE = "PFIF-1", _E, "the file is larger than 32 MiB", "ask for it in parts", _PFIF
    BROKEN = "PFIF-2", _E, "the file is no well-formed XML in UTF-8", "ask for the file again", _PFIF
    ENTITIES = "PFIF-3", _E, "the XML declares a document type", "ask for it without: PFIF has none", _XML
    OTHER = "PFIF-4", _E, "the XML is not PFIF 1.4", "ask for PFIF 1.4", _PFIF
    MANY = "PFIF-5", _E, "there are more than 100,000 people in the file", "ask for it in parts", _PFIF
    EXPIRED = (
        "PFIF-6",
        _E,
        "the record has expired: it may no longer be used",
        "ask the partner, or leave it out",
        _PEOPLE,
    )
    NO_EXPIRY = "PFIF-7", _E, "the date after which the record expires cannot be read", "ask the partner", _PEOPLE
    WHOLE_NAME = (
        "PFIF-8",
        _A,
        "the name is not divided: the whole of it stands as the surname",
        "ask which part is which",
        _PEOPLE,
    )
    STATUS = "PFIF-9", _A, "a note says what became of the person", "read the note before the person is sought", _NOTES
    NOT_READ = "PFIF-10", _A, "fields that a list has no column for were not read", "ask whether they matter", _PFIF
    UNKNOWN = "PFIF-11", _A, "elements that are not of PFIF 1.4 were not read", "ask whether they matter", _PFIF
    LOOSE_NOTES = "PFIF-12", _A, "notes outside a person's record were not read", "look at them in the file", _NOTES
    HARMFUL = "PFIF-13", _A, "entries marked as harmful to disclose were left out", "nothing", "GC IV 137(2)"
    NOT_WRITTEN = (
        "PFIF-14",
        _A,
        "what PFIF has no field for, or a partner need not know, was left out",
        "nothing",
        _PFIF,
    )
    DATE = "PFIF-15", _A, "birth dates that PFIF cannot say were left out", "nothing", _PEOPLE
