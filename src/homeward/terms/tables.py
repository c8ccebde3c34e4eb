"""Tables of the terms file read by hand: every key is asked for by name, and whatever is wrong becomes a finding."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final, TypeVar

from homeward.model.findings import Finding, RuleTable, Where
from homeward.model.ids import ClauseId
from homeward.model.naming import Named
from homeward.model.steps import When
from homeward.terms.forms import MOST_PERSONS, is_category_id, is_language, is_loose_id, is_plain
from homeward.terms.places import Places, label
from homeward.terms.positions import Path
from homeward.terms.rules import Rule
from homeward.terms.whens import FORM, parse_when

_NAMED: Final = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    date: "a date",
    list: "a list",
    dict: "a table",
}
T = TypeVar("T")
E = TypeVar("E", bound=Enum)


@dataclass(slots=True, kw_only=True)
class Draft:
    """What reading one file gathers: findings, places, and which kinds of part could not be read whole."""

    source: str
    lines: Mapping[Path, int]
    paths: dict[tuple[str, str], Path] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    twins: dict[str, str] = field(default_factory=dict)
    is_broken: bool = False

    @property
    def places(self) -> Places:
        """Where the parts read so far stand."""
        return Places(source=self.source, lines=self.lines, paths=self.paths, twins=self.twins)


class Table:
    """
    One table of the file.

    A getter returns the value, or a stand-in after it reported why there is none; ``is_sound`` is then False and the
    part must not be used. A key nobody asked for is reported by :meth:`close`.
    """

    def __init__(
        self, draft: Draft, kind: str, path: Path, values: Mapping[str, object], *, name: str = "", home: str = ""
    ) -> None:
        """Open the table at *path*; *name* is its id where it says none itself, *home* the clause it stands under."""
        self.kind = kind
        self.is_sound = True
        self._draft = draft
        self._path = path
        self._values = values
        self._asked: set[str] = set()
        said = values.get("id", values.get("kind", name))
        self.name = said if isinstance(said, str) and is_loose_id(said) else name
        self.home = home
        self._clause = values.get("clause", home or None)
        draft.paths.setdefault((kind, self.name), path)

    def rename(self, name: str) -> None:
        """Let findings call this part *name*: an id that was put together from what the table says."""
        self.name = name
        self._draft.paths.setdefault((self.kind, name), self._path)

    def belongs_to(self, clause: str) -> None:
        """Let findings find this part by its name under *clause*, where other clauses have one of the same name."""
        self._draft.paths[self.kind, f"{clause} {self.name}"] = self._path

    def stands_for(self, names: Iterable[str]) -> None:
        """Let findings about *names* call them by the one part that was written for them all."""
        self._draft.twins.update((name, self.name) for name in names)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that are there, for tables whose keys are the file's own."""
        return tuple(self._values)

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        self._asked.add(key)
        return key in self._values

    def value(self, key: str) -> object:
        """Return what stands under *key*, whatever it is; None where it is not there."""
        return self._values[key] if self.has(key) else None

    @property
    def where(self) -> Where:
        """The place of the table itself."""
        named = label(self.kind, self.name, None, None)
        return Where(source=self._draft.source, line=self._draft.places.line(self._path), field=named)

    def text(self, key: str, *, default: str | None = None) -> str:
        """Read text with something in it; *default* stands in where the key is not there."""
        if default is not None and not self.has(key):
            return default
        value = self._typed(key, str)
        if value is None:
            return ""
        if not value.strip():
            self.report(Rule.WRONG_TYPE, key, seen="empty text", remedy="write something, or remove the key")
        elif not is_plain(value):
            self.report(Rule.UNSEEN, key, seen=ascii(value)[:80])
        return value

    def number(self, key: str, *, low: int = 0, high: int = MOST_PERSONS) -> int:
        """Read a whole number between *low* and *high*, both allowed."""
        value = self._typed(key, int)
        if value is None:
            return low
        if not low <= value <= high:
            shown = str(value) if abs(value) <= MOST_PERSONS else "a very large number"
            self.report(Rule.RANGE, key, seen=shown, remedy=f"write a number from {low:,} to {high:,}")
            return low
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Read true or false."""
        if default is not None and not self.has(key):
            return default
        return self._typed(key, bool) is True

    def day(self, key: str) -> date:
        """Read a civil date."""
        return self._typed(key, date) or date.min

    def maybe_text(self, key: str) -> str | None:
        """Read text that may be left out."""
        return self.text(key) if self.has(key) else None

    def maybe_number(self, key: str, *, low: int = 0, high: int = MOST_PERSONS) -> int | None:
        """Read a whole number that may be left out."""
        return self.number(key, low=low, high=high) if self.has(key) else None

    def maybe_day(self, key: str) -> date | None:
        """Read a civil date that may be left out."""
        return self.day(key) if self.has(key) else None

    def maybe_choice(self, key: str, choices: type[E]) -> E | None:
        """Read one word of *choices* that may be left out."""
        return self.choice(key, choices) if self.has(key) else None

    def maybe_reference(self, key: str, known: Collection[str]) -> str | None:
        """Read the id of something that is there; it may be left out."""
        return self.reference(key, known) if self.has(key) else None

    def references(self, key: str, known: Collection[str], *, required: bool = True) -> tuple[str, ...]:
        """Read a list of ids of things that are there."""
        if required and not self.has(key):
            self.report(Rule.MISSING, key, seen=key, remedy=f"add {key}: a list of ids")
        values = self.texts(key)
        self.require_known(key, values, known)
        return values

    def when(self, key: str, known: Collection[str]) -> When | None:
        """Read a day or a time measured from one of the events *known*; no key means none."""
        if not self.has(key):
            return None
        value = self._values[key]
        if type(value) is date:
            return When(day=value)
        if type(value) is not str:
            self.report(Rule.WRONG_TYPE, key, seen=_NAMED.get(type(value), type(value).__name__), remedy=FORM)
            return None
        when = parse_when(value)
        if when is None:
            self.report(Rule.UNKNOWN_WORD, key, seen=f"{key} = {ascii(value)[:80]}", remedy=FORM)
        elif when.event is not None:
            self.require_known(key, [when.event], known)
        return when

    def names(self, key: str) -> tuple[Named, ...]:
        """Read what this is called in other languages, as ``{ uk = "..." }``; no key means nothing more."""
        table = self.table(key, required=False)
        if table is None:
            return ()
        for one in table.keys:
            if not is_language(one):
                table.report(Rule.ID_FORM, one, seen=ascii(one)[:80], remedy="write the code of a language, as uk")
        found = tuple(Named(language=one, name=table.text(one)) for one in sorted(table.keys))
        self.is_sound = table.close() and self.is_sound
        return found

    def clause(self, known: Collection[str], *, default: str | None = None) -> ClauseId:
        """Read the clause this part comes from: the one it names, or the one it stands under."""
        return ClauseId(self.reference("clause", known, default=self.home or default))

    def choice(self, key: str, choices: type[E]) -> E | None:
        """Read one word of *choices*."""
        value = self._typed(key, str)
        return None if value is None else self._word(key, value, choices)

    def choices(self, key: str, choices: type[E]) -> frozenset[E]:
        """Read a list of words of *choices*; no key means an empty one."""
        words = [self._word(key, word, choices) for word in self.texts(key)]
        return frozenset(word for word in words if word is not None)

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; no key means an empty one."""
        if not self.has(key):
            return ()
        values: list[object] = self._typed(key, list) or []
        if not all(type(value) is str for value in values):
            self.report(Rule.WRONG_TYPE, key, seen="a list with other things in it", remedy="write a list of texts")
        return tuple(value for value in values if isinstance(value, str))

    def new_id(self, key: str, taken: set[str], *, is_category: bool = False, default: str | None = None) -> str:
        """Read an id that no other part of this kind has, and add it to *taken*."""
        value = self.text(key, default=default)
        if default is not None and not self.is_sound and not self.has(key):
            return value
        if value and not (is_category_id(value) if is_category else is_loose_id(value)):
            form = "a-z, then a-z 0-9 _" if is_category else "A-Z a-z 0-9, then also . _ > -"
            self.report(Rule.ID_FORM, key, seen=ascii(value)[:80], remedy=f"write an id of {form}, without spaces")
        elif value in taken:
            self.report(Rule.ID_TWICE, key, seen=value)
        taken.add(value)
        return value

    def reference(self, key: str, known: Collection[str], *, default: str | None = None) -> str:
        """Read the id of something that is there."""
        value = self.text(key, default=default)
        self.require_known(key, [value] if value else [], known)
        return value

    def require_known(self, key: str, values: Iterable[str], known: Collection[str]) -> None:
        """Report each of *values* that is not among *known*."""
        for value in values:
            if value not in known:
                remedy = _meant(value, known) or f"write one of: {', '.join(sorted(known)) or '(there is none yet)'}"
                self.report(Rule.UNKNOWN_ID, key, seen=ascii(value)[:80], remedy=remedy)

    def tables(self, key: str, kind: str) -> list[Table]:
        """Open a list of tables; no key means none."""
        if not self.has(key):
            return []
        values: list[object] | None = self._typed(key, list, written=f"[[{key}]]")
        if values is None:
            self._draft.unsure.add(kind)
            return []
        for index, value in enumerate(values):
            if type(value) is not dict:
                self.report(
                    Rule.WRONG_TYPE, key, seen=f"item {index + 1} is not a table", remedy="write { key = value }"
                )
        paths = [(*self._path, key, index) for index in range(len(values))]
        return [
            Table(
                self._draft,
                kind,
                path,
                value,
                name=f"no. {path[-1] + 1}" if isinstance(path[-1], int) else "",
                home=self._home_of_parts,
            )
            for path, value in zip(paths, values, strict=True)
            if isinstance(value, dict)
        ]

    def table(self, key: str, *, required: bool) -> Table | None:
        """Open one table."""
        if not required and not self.has(key):
            return None
        values: dict[str, object] | None = self._typed(key, dict, written=f"[{key}]")
        if values is None:
            self._draft.unsure.add(key)
            return None
        return Table(self._draft, key, (*self._path, key), values, home=self._home_of_parts)

    @property
    def _home_of_parts(self) -> str:
        return self.name if self.kind == "clause" else self.home

    def close(self) -> bool:
        """Report every key nobody asked for; tell whether the part may be used."""
        for key in self._values:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, n=1)
                self._draft.unsure.update(near if self.kind in ("header", "clause") else ())
                self.note(Rule.UNKNOWN_KEY, key, seen=ascii(key)[1:-1][:80], remedy=self._instead(near))
        return self.is_sound

    def report(self, rule: RuleTable, key: str, *, seen: str, remedy: str | None = None) -> None:
        """Report something that makes the part unusable."""
        self.note(rule, key, seen=seen, remedy=remedy)
        self.is_sound = False
        self._draft.is_broken = True
        self._draft.unsure.add(self.kind)

    def note(self, rule: RuleTable, key: str, *, seen: str | None = None, remedy: str | None = None) -> None:
        """Report something about *key* that leaves the part usable."""
        clause = self._clause if isinstance(self._clause, str) else None
        label = Places(source=self._draft.source, lines={}, paths={}).where(
            self.kind, self.name, key=key, clause=clause
        )
        where = Where(source=label.source, line=self._draft.places.line((*self._path, key)), field=label.field)
        self._draft.findings.append(rule.found(where, seen=seen, remedy=remedy))

    def _instead(self, near: list[str]) -> str:
        if near:
            return f"did you mean {near[0]!r}"
        return f"remove it; known here: {', '.join(sorted(self._asked))}"

    def _typed(self, key: str, wanted: type[T], *, written: str | None = None) -> T | None:
        if not self.has(key):
            self.report(Rule.MISSING, key, seen=key, remedy=f"add {written or key}: {_NAMED[wanted]}")
            return None
        value = self._values[key]
        # Neither true as 1 nor a date with a time of day passes: subclasses are other types here.
        if isinstance(value, wanted) and type(value) is wanted:
            return value
        seen = _NAMED.get(type(value), f"a {type(value).__name__}")
        self.report(
            Rule.WRONG_TYPE, key, seen=seen, remedy=f"write {_NAMED[wanted]}{f' as {written}' if written else ''}"
        )
        return None

    def _word(self, key: str, value: str, choices: type[E]) -> E | None:
        words = [str(choice.value) for choice in choices]
        if value in words:
            return choices(value)
        near, all_of_them = _meant(value, words), f"write one of: {', '.join(words)}"
        remedy = all_of_them if near is None else f"{near}? {all_of_them}"
        self.report(Rule.UNKNOWN_WORD, key, seen=f"{key} = {ascii(value)[:80]}", remedy=remedy)
        return None


def _meant(value: str, known: Collection[str]) -> str | None:
    near = difflib.get_close_matches(value, known, n=1)
    return f"did you mean {near[0]!r}" if near else None
