"""When the claimed event took place: the date its words give, else the day that the text is about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from homeward.model.claims import Modality
from homeward.statements.reader.dates import Dated, number_at, relative_date
from homeward.statements.reader.decisions import Decision
from homeward.statements.reader.frames import Frame

_OPEN: Final = frozenset(
    {
        Modality.AGREED.value,
        Modality.OFFERED.value,
        Modality.DEMANDED.value,
        Modality.EXPECTED.value,
        Modality.PENDING.value,
    }
)
_NOW: Final = frozenset(one.value for one in (Modality.AGREED, Modality.DONE, Modality.BEGUN, Modality.ONGOING))
_AHEAD: Final = frozenset({Modality.EXPECTED.value, Modality.PENDING.value, Modality.POSTPONED.value})
_CROSSING: Final = 2
_YEAR: Final = 366
"""Days that "within N days" says at most."""


def date_of(frame: Frame, *, scope: str | None, sense: str, is_list: bool = False) -> Decision:
    """Return the day, month or interval of the claimed event in EDTF; None where the text does not say."""
    if scope == "cumulative":
        return _since(frame)
    named = _named(frame, sense)
    if named is not None:
        return named
    if sense == Modality.AGREED.value and scope == "total":
        return _carried(frame)
    if sense in _OPEN or is_list:
        return Decision(value=None, rule="date.open")
    return _carried(frame)


def _named(frame: Frame, sense: str) -> Decision | None:
    """Return what the words of the sentence date the claim with: a day of its own, "within two days"."""
    found = _own_date(frame, sense)
    if found is not None:
        value = found.ahead if sense in _AHEAD else found.value
        return Decision(value=value, rule=f"date.{found.kind}")
    within = _within(frame) if sense == Modality.EXPECTED.value else None
    return None if within is None else Decision(value=within, rule="date.within")


def _own_date(frame: Frame, sense: str) -> Dated | None:
    """Return the date of the sentence that belongs to this claim: in its clause, else the nearest before it."""
    marked = frame.marked
    first, past = frame.span
    dates = [
        one for one in frame.dates if first <= one.first < past and one.kind != "year" and not _is_since(frame, one)
    ]
    dates = [one for one in dates if not _is_whole_period(frame, one)]
    if sense in _NOW:
        dates = [one for one in dates if not _is_ahead(frame, one)]
    if sense in _OPEN:
        dates = [one for one in dates if not _is_said(frame, one)]
    if sense == Modality.AGREED.value:
        dates = [one for one in dates if one.kind in {"day", "month"} or one.value.count("-") == 1]
        # "On 24 May it went on with the exchange of 1,000 for 1,000": the date before is that of something else.
        is_formula = frame.quantity is not None and frame.quantity.ratio is not None
        dates = [one for one in dates if not is_formula or one.first > frame.at]
    if not dates:
        return None
    places = [frame.at] if frame.verb is None else [frame.at, frame.verb.first]
    best = min(dates, key=lambda one: min(marked.cost(one.first, at) for at in places))
    crossing = min(marked.crossing(best.first, at) for at in places)
    return best if crossing <= (_CROSSING * 2 if best.kind in {"day", "days"} else _CROSSING) else None


def _is_whole_period(frame: Frame, one: Dated) -> bool:
    """Tell whether a date is only the current year, month or week: it dates nothing."""
    published = frame.marked.published_on
    if one.kind != "relative" or published is None:
        return False
    return published.isoformat().startswith(one.value) or one.value == relative_date("w+0", published)


def _is_said(frame: Frame, one: Dated) -> bool:
    """Tell whether a date is that of the saying: it stands with the verb of saying, apart from the claim."""
    marked = frame.marked
    says = list(marked.between("report", *frame.span, "say"))
    return any(
        marked.cost(tag.first, one.first) < marked.cost(frame.at, one.first)
        and marked.crossing(tag.first, one.first) <= 1
        for tag in says
    )


def _is_ahead(frame: Frame, one: Dated) -> bool:
    published = frame.marked.published_on
    return published is not None and one.value[:10] > published.isoformat() and len(one.value) >= 10  # noqa: PLR2004


def _is_since(frame: Frame, one: Dated) -> bool:
    return any(frame.marked.on("since", at, "since") for at in range(max(frame.span[0], one.first - 3), one.first))


def _since(frame: Frame) -> Decision:
    """Return the interval of a sum over time: from the day or event it names to the day of publication."""
    published = frame.marked.published_on
    if published is None:
        return Decision(value=None, rule="date.since-none")
    first, past = frame.span
    end = published.isoformat()
    for one in frame.dates:
        if first <= one.first < past and (_is_since(frame, one) or one.kind == "year"):
            start = one.value.partition("/")[0]
            return Decision(value=f"{start}/{end}", rule="date.since")
    start_tag = next(frame.marked.between("since", first, past, "start"), None) or next(
        frame.marked.between("start", first, past), None
    )
    if start_tag is not None and frame.marked.conflict.since is not None:
        return Decision(
            value=f"{frame.marked.conflict.since.isoformat()}/{end}", rule="date.since-start", tag=start_tag
        )
    days = _lasting(frame)
    if days is not None:
        return Decision(value=f"{(published - timedelta(days=days - 1)).isoformat()}/{end}", rule="date.lasting")
    return Decision(value=None, rule="date.since-none")


def _lasting(frame: Frame) -> int | None:
    """Read "over two days"."""
    marked = frame.marked
    for tag in marked.between("period", *frame.span, "days"):
        value = _number_before(frame, tag.first)
        opened = any(
            marked.on("period", at, "past", "within") for at in range(max(frame.span[0], tag.first - 4), tag.first)
        )
        if value is not None and opened and value <= 31:  # noqa: PLR2004 - days
            return value
    return None


def _number_before(frame: Frame, at: int) -> int | None:
    return number_at(frame.marked, at - 1) if at > frame.span[0] else None


def _within(frame: Frame) -> str | None:
    """Read "within two days", counted from the last day named before, else from the day of publication."""
    published = frame.marked.published_on
    marked = frame.marked
    for tag in marked.between("period", *frame.span, "days"):
        value = _number_before(frame, tag.first)
        opened = any(marked.on("period", at, "within") for at in range(max(frame.span[0], tag.first - 4), tag.first))
        if value is not None and value <= _YEAR and opened and published is not None:
            before = [
                one for one in frame.dates if one.first < frame.span[0] and one.kind in {"day", "weekday", "relative"}
            ]
            start = date.fromisoformat(before[-1].value[:10]) if before and len(before[-1].value) == 10 else published  # noqa: PLR2004
            return f"{start.isoformat()}/{(start + timedelta(days=value)).isoformat()}"
    return None


def _carried(frame: Frame) -> Decision:
    """Return the day the text is about: the last date named close before, else the day of publication."""
    marked, published = frame.marked, frame.marked.published_on
    sentence = marked.tokens[frame.at].sentence
    before = [
        one
        for one in frame.dates
        if one.kind in {"day", "weekday"}
        and 0 < sentence - marked.tokens[one.first].sentence <= 1
        and not _is_since(frame, one)
        and not _is_ahead(frame, one)
        and (published is None or _is_recent(one.value, published))
        and not _is_planned(frame, one)
    ]
    if before:
        return Decision(value=before[-1].value, rule="date.carried")
    main = _main_day(frame)
    if main is not None:
        return Decision(value=main, rule="date.main")
    return Decision(value=None if published is None else published.isoformat(), rule="date.published")


def _is_planned(frame: Frame, one: Dated) -> bool:
    """Tell whether a date stands in a sentence about what is to come."""
    first, past = frame.marked.sentence(one.first)
    return next(frame.marked.between("sense", first, past, "expected"), None) is not None


def _is_recent(value: str, published: date) -> bool:
    last = value.rpartition("/")[2]
    return len(last) == 10 and abs((published - date.fromisoformat(last)).days) <= 4  # noqa: PLR2004


def _main_day(frame: Frame) -> str | None:
    """Return the day that the first sentences name, where it is the day of publication or just before it."""
    marked, published = frame.marked, frame.marked.published_on
    if published is None:
        return None
    for one in frame.dates:
        if marked.tokens[one.first].sentence > 1:
            break
        is_day = one.kind in {"day", "weekday", "relative"} and len(one.value) == 10  # noqa: PLR2004
        if is_day and _is_recent(one.value, published) and one.value <= published.isoformat():
            return one.value
    return None
