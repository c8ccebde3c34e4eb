"""The procedure of an agreement as a drawing: who does what, when people cross, and what all of it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.bulletin.markup import Element, clean, el, render
from homeward.bulletin.terms_canvas import LINE, SMALL, STYLE, Sheet, wrapped
from homeward.model.ids import PartyId
from homeward.model.provisions import Coupling
from homeward.model.steps import Deed, Step
from homeward.model.terms import Terms
from homeward.terms.phrases import Teller
from homeward.terms.words import ENGLISH, Words

_EDGE: Final = 28
_LANE: Final = 104
_TRACK: Final = 14
_MOST_TRACKS: Final = 8
"""Arrows side by side; where more would run beside each other they share one, and the text names the step before."""

_TEXT: Final = 460
_DAY: Final = 180
_AGAIN: Final = 10
"""Rows after which the names of the lanes stand again, so that they are in sight on every screen and page."""

_PAD: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A step as it is drawn: its lines of text, who acts, and the rows it follows."""

    deed: str
    told: tuple[str, ...]
    actors: tuple[PartyId, ...]
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """Something on the line of time; ``on`` None: no day is agreed, ``instead`` says what is."""

    on: date | None
    instead: str
    head: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """Part of the drawing, where it ends, and what it says in words."""

    pieces: list[Element]
    end: int
    said: list[str]


def draw_terms(terms: Terms, words: Words = ENGLISH) -> bytes:
    """
    Return the procedure of *terms* as an SVG file.

    Steps stand below each other with a lane for each who acts, in alphabetical order of ids; then the days in order;
    then what the exchange hangs on. It needs no script, follows light, dark and print, and says in words, in its
    description, everything that it draws. Equal terms give equal bytes.
    """
    teller = Teller(terms=terms, words=words)
    rows = _rows(teller)
    lanes = sorted({actor for row in rows for actor in row.actors})
    tracks = min(_MOST_TRACKS, max(_tracks(rows).values(), default=-1) + 1)
    width = max(_EDGE * 2 + len(lanes) * _LANE + tracks * _TRACK + _PAD * 2 + _TEXT, 760)
    sheet = Sheet(width=width, is_mirrored=words.direction == "rtl")
    title = words.say("plot_title", title=words.own(terms.title))
    head = wrapped(title, (width - 2 * _EDGE) * 2 // 3)
    top = _EDGE + LINE + LINE * len(head)
    steps = _steps(sheet, top, rows, lanes, teller)
    time = _time(sheet, steps.end, _moments(teller), words)
    hangs = _hangs(sheet, time.end, terms.provisions.couplings, teller)
    said = words.say("plot_desc", text=" ".join((*steps.said, *time.said, *hangs.said)))
    children = [
        el("title", title, id="plot-title"),
        el("desc", said, id="plot-desc"),
        el("style", STYLE),
        el("rect", class_="paper", x=0, y=0, width=width, height=hangs.end),
        *sheet.text(head, _EDGE, _EDGE + 16, style="title"),
        *(steps.pieces + time.pieces + hangs.pieces),
    ]
    return _file(children, width, hangs.end, words)


def _file(children: Sequence[Element], width: int, height: int, words: Words) -> bytes:
    drawing = el(
        "svg",
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        lang=words.lang,
        direction=words.direction,
        aria_labelledby="plot-title",
        aria_describedby="plot-desc",
    )
    return f"{render(drawing)}\n".encode()


# ---------------------------------------------------------------- who does what


def _rows(teller: Teller) -> list[_Row]:
    steps = _ordered(teller.terms.provisions.steps)
    numbers = {one.id: number for number, one in enumerate(steps)}
    rows = [_row(one, numbers, teller) for one in steps]
    return [*rows, *_deadline_rows(teller, len(rows))]


def _ordered(steps: Sequence[Step]) -> list[Step]:
    """Return the steps so that each stands after the one it follows; those that wait for each other stand last."""
    left, done = list(steps), list[Step]()
    ids = {one.id for one in steps}
    while left:
        ready = [one for one in left if one.after not in ids or any(one.after == before.id for before in done)]
        done.append(ready[0] if ready else left[0])
        left.remove(done[-1])
    return done


def _row(one: Step, numbers: dict[str, int], teller: Teller) -> _Row:
    say, follows = teller.words.say, numbers.get(one.after or "")
    told = []
    if one.what is not None:
        told.append(say("step_what", text=teller.words.quoted(one.what)))
    if one.after is not None and follows is None:
        told.append(say("step_after", ref=teller.reference(one.after)))
    if one.due is not None:
        told.append(say("due", when=teller.when(one.due)))
    told += [say(key) for key, is_so in (("step_each_person", one.each_person), ("step_soft", one.soft)) if is_so]
    if one.silence is not None:
        told.append(teller.word(one.silence, "silence"))
    return _Row(deed=teller.word(one.deed, "deed"), told=tuple(told), actors=tuple(one.actors), after=follows)


def _deadline_rows(teller: Teller, first: int) -> Iterator[_Row]:
    """Draw the days for lists as the steps they are."""
    due, words = teller.terms.deadlines, teller.words
    if due.clause is None:
        return
    drawn = {one.deed for one in teller.terms.provisions.steps} | {Deed.REMARK, Deed.REPLY}
    told = [one for one in due.steps if one[2] is not None or one[0] not in drawn]
    for place, (deed, name, days) in enumerate(told):
        span = words.say("no_limit") if days is None else words.count("days", days)
        yield _Row(
            deed=teller.word(deed, "deed"),
            told=(words.say(f"deadline_{name}", span=span),),
            actors=teller.terms.parties,
            after=None if place == 0 or deed is Deed.CONFIRM_ARRIVAL else first + place - 1,
        )


def _tracks(rows: Sequence[_Row]) -> dict[int, int]:
    """Return the track of each arrow by the row it leads to: none runs through another where there is room."""
    busy: list[int] = []
    tracks: dict[int, int] = {}
    for number, row in enumerate(rows):
        if row.after is None:
            continue
        free = next((track for track, until in enumerate(busy) if until <= row.after), len(busy))
        free = min(free, _MOST_TRACKS - 1)
        busy[free : free + 1] = [number]
        tracks[number] = free
    return tracks


def _steps(sheet: Sheet, top: int, rows: Sequence[_Row], lanes: Sequence[PartyId], teller: Teller) -> _Drawn:
    pieces = sheet.text([teller.words.say("plot_steps")], _EDGE, top + LINE, style="head")
    y = top + LINE * 2
    if not rows:
        none = teller.words.say("plot_no_steps")
        return _Drawn(pieces=[*pieces, *sheet.text([none], _EDGE, y + 6)], end=y + 2 * LINE, said=[none])
    places, back = [], list[Element]()
    names = [wrapped(teller.party(one), _LANE - 10, size=SMALL) for one in lanes]
    for number, row in enumerate(rows):
        if number % _AGAIN == 0:
            y = _lane_names(sheet, y, names, pieces)
        lines = _row_lines(row, number, teller)
        height = max(LINE * len(lines) + _PAD, 52)
        back.append(sheet.line((_EDGE, y), (sheet.width - _EDGE, y), "rule"))
        back += [sheet.line((_lane(place), y), (_lane(place), y + height), "way") for place in range(len(lanes))]
        places.append(y + height // 2)
        pieces += _row_pieces(sheet, row, number, places[-1], lanes)
        pieces += _row_text(sheet, lines, y, height)
        y += height
    arrows = _arrows(sheet, rows, places, len(lanes))
    said = [
        teller.words.say("plot_step_row", number=str(n + 1), text=_spoken(row, teller)) for n, row in enumerate(rows)
    ]
    return _Drawn(pieces=[*back, *arrows, *pieces], end=y + LINE, said=said)


def _lane(place: int) -> int:
    return _EDGE + _LANE * place + _LANE // 2


def _lane_names(sheet: Sheet, y: int, names: Sequence[Sequence[str]], pieces: list[Element]) -> int:
    """Write who acts above the lanes; return where the rows begin."""
    most = max(map(len, names), default=0)
    for place, lines in enumerate(names):
        pieces += sheet.text(lines, _lane(place), y + 8 + LINE * (most - len(lines)), style="lane")
    return y + LINE * most


def _row_lines(row: _Row, number: int, teller: Teller) -> list[tuple[str, str | None]]:
    lines: list[tuple[str, str | None]] = [(line, "strong") for line in wrapped(_capital(row.deed), _TEXT - 40)]
    if row.after is not None and row.after != number - 1:
        after = teller.words.say("plot_after", number=str(row.after + 1))
        lines += [(line, "soft") for line in wrapped(after, _TEXT)]
    return lines + [(line, None) for told in row.told for line in wrapped(told, _TEXT)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _row_pieces(sheet: Sheet, row: _Row, number: int, y: int, lanes: Sequence[PartyId]) -> list[Element]:
    at = [_lane(lanes.index(actor)) for actor in sorted(row.actors)]
    joins = [sheet.line((min(at), y), (max(at), y), "join")] if len(at) > 1 else []
    return [*joins, *(piece for left in at for piece in sheet.mark(left, y, str(number + 1)))]


def _row_text(sheet: Sheet, lines: Sequence[tuple[str, str | None]], y: int, height: int) -> Iterator[Element]:
    left, first = sheet.width - _EDGE - _TEXT, y + (height - LINE * len(lines)) // 2 + 15
    for place, (line, style) in enumerate(lines):
        yield from sheet.text([line], left, first + LINE * place, style=style)


def _arrows(sheet: Sheet, rows: Sequence[_Row], places: Sequence[int], lanes: int) -> list[Element]:
    start = _EDGE + _LANE * lanes
    pieces: list[Element] = []
    for number, track in _tracks(rows).items():
        before = rows[number].after or 0
        x = start + _PAD // 2 + _TRACK * track
        end = sheet.width - _EDGE - _TEXT - 8
        pieces += sheet.arrow(
            [
                (start - 20, places[before] + 4),
                (x, places[before] + 4),
                (x, places[number] - 4),
                (end, places[number] - 4),
            ]
        )
    return pieces


def _spoken(row: _Row, teller: Teller) -> str:
    said = teller.words.say("step", names=teller.parties(row.actors), deed=row.deed)
    after = () if row.after is None else (f"({teller.words.say('plot_after', number=str(row.after + 1))})",)
    return clean(" ".join((said, *after, *row.told)))


# ---------------------------------------------------------------- when


def _moments(teller: Teller) -> list[_Moment]:
    words, terms = teller.words, teller.terms
    found = [_moment(terms.agreed_on, words.say("plot_signature"))]
    if terms.in_force is not None:
        found.append(_moment(terms.in_force, words.say("plot_in_force")))
    found += [
        _moment(one.on, _capital(teller.reference(one.id))) for one in terms.provisions.events if one.on is not None
    ]
    for one in terms.tranches:
        ref = _capital(words.say("ref_tranche", id=words.own(one.id)))
        when = words.say("plot_no_day") if one.due is None else teller.when(one.due)
        found.append(_Moment(on=one.on, instead=when, head=ref, told=tuple(_crossing(one.id, teller))))
    for promise in sorted(terms.commitments, key=lambda one: (str(one.direction), one.id)):
        if promise.due is not None:
            ref = words.say("plot_due", ref=teller.promise(promise.id))
            way = f"{teller.way(promise.direction)}: {teller.amount(promise)}"
            when = teller.when(promise.due)
            found.append(_Moment(on=promise.due.day, instead=when, head=_capital(ref), told=(way,)))
    return sorted(found, key=lambda one: (one.on or date.max, one.on is None))


def _moment(on: date, head: str) -> _Moment:
    return _Moment(on=on, instead="", head=head, told=())


def _crossing(tranche: str, teller: Teller) -> Iterator[str]:
    counts = [one for one in teller.terms.commitments if one.tranche == tranche]
    for one in sorted(counts, key=lambda one: (str(one.direction), one.id)):
        yield f"{teller.way(one.direction)}: {teller.amount(one)}"
    if not counts:
        yield teller.words.say("tranche_empty")


def _time(sheet: Sheet, top: int, moments: Sequence[_Moment], words: Words) -> _Drawn:
    pieces = sheet.text([words.say("plot_time")], _EDGE, top + LINE, style="head")
    pieces += sheet.text([words.say("plot_time_note")], _EDGE, top + LINE * 2, style="small")
    y = top + LINE * 2 + _PAD
    left, said, at = _EDGE + _DAY + _PAD, [], list[int]()
    marks = list[Element]()
    for one in moments:
        day = words.day(one.on) if one.on is not None else one.instead
        days = wrapped(day, _DAY)
        lines = [line for told in one.told for line in wrapped(told, sheet.width - left - _PAD - _EDGE)]
        heads = wrapped(one.head, sheet.width - left - _PAD - _EDGE - 40)
        pieces += sheet.text(days, _EDGE, y + LINE, style=None if one.on is not None else "soft")
        pieces += sheet.text(heads, left + _PAD, y + LINE, style="strong")
        pieces += sheet.text(lines, left + _PAD, y + LINE * (1 + len(heads)))
        at.append(y + LINE - 5)
        marks += sheet.mark(left, at[-1], None, style="dot" if one.on is not None else "open")
        y += LINE * max(len(days), len(heads) + len(lines)) + 12
        said.append(
            clean(words.say("plot_day", date=day, text=words.semicolon.join((one.head, *one.told)).rstrip(".")))
        )
    line = [sheet.line((left, at[0]), (left, at[-1]), "way")]
    return _Drawn(pieces=[*line, *marks, *pieces], end=y + LINE, said=said)


# ---------------------------------------------------------------- what it hangs on


def _hangs(sheet: Sheet, top: int, couplings: Sequence[Coupling], teller: Teller) -> _Drawn:
    if not couplings:
        return _Drawn(pieces=[], end=top + 4, said=[])
    words, half = teller.words, (sheet.width - 2 * _EDGE - 140) // 2
    pieces, said = sheet.text([words.say("plot_hangs")], _EDGE, top + LINE, style="head"), []
    y = top + LINE * 2
    for one in couplings:
        of = teller.promises(one.commitments) if one.commitments else words.say("plot_exchange")
        ends = [wrapped(_capital(text), half - 2 * _PAD) for text in (teller.reference(one.event), of)]
        height = LINE * max(map(len, ends)) + _PAD
        for left, lines in zip((_EDGE, _EDGE + half + 140), ends, strict=True):
            pieces.append(sheet.box(left, y, half, height))
            pieces += sheet.text(lines, left + _PAD, y + (height - LINE * len(lines)) // 2 + 16)
        middle = y + height // 2
        pieces += sheet.arrow([(_EDGE + half + 6, middle), (_EDGE + half + 134, middle)])
        pieces += sheet.text([words.say(f"plot_{one.effect.value}")], _EDGE + half + 70, middle - 8, style="mid")
        said.append(clean(words.say(f"coupling_{one.effect.value}", ref=teller.reference(one.event))))
        if one.commitments:
            said.append(clean(words.say("coupling_of", refs=of)))
        y += height + 12
    return _Drawn(pieces=pieces, end=y + LINE, said=said)
