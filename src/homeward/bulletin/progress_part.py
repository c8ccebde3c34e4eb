"""The part of the page with the numbers: tables by tranche and by category, and the table beside each plot."""

from __future__ import annotations

from homeward.bulletin.markup import Element, Node, el, fill, isolated
from homeward.bulletin.phrases import category_name
from homeward.bulletin.reading import Row, Way, counted, dated, from_to
from homeward.bulletin.words import Words
from homeward.model.figures import Bulletin
from homeward.model.ids import CategoryId, TrancheId


def progress_part(bulletin: Bulletin, shown: tuple[Way, ...], words: Words) -> Element | None:
    """Return the tables of every direction: agreed, returned and outstanding, by tranche and by category."""
    if not any(way.rows or way.cells for way in shown):
        return None
    note = fill(words["progress_says"], withheld=words["withheld"], k=counted(bulletin.min_cell, words))
    cards = [
        el("div", _tranches(way, words), *_categories(bulletin, way, words), class_=card_class(way))
        for way in shown
        if way.rows or way.cells
    ]
    return el("section", el("h2", words["progress"]), el("p", *note), el("div", *cards, class_="pair"))


def card_class(way: Way) -> str:
    """Return the class of a direction's card: a solid line for one, a broken line for the other."""
    return "card way other" if way.is_other else "card way"


def _tranches(way: Way, words: Words) -> Element:
    heads = [words[key] for key in ("tranche", "agreed", "returned", "outstanding")]
    rows = [_tranche_row(row, words) for row in way.rows]
    total = _numbers_row((words["all_tranches"],), way.agreed, way.returned, words, has_returned=way.has_returned)
    return _table(from_to(way, words, "by_tranche"), heads, [*rows, _as_sum(total)])


def _tranche_row(row: Row, words: Words) -> Element:
    name: tuple[Node, ...] = (isolated(row.tranche), el("small", dated(row.on, words)))
    return _numbers_row(name, row.agreed, row.persons, words, has_returned=row.has_arrived)


def _numbers_row(
    name: tuple[Node, ...], agreed: int | None, returned: int | None, words: Words, *, has_returned: bool
) -> Element:
    left = None if agreed is None or returned is None else max(0, agreed - returned)
    stated = el("span", words["not_stated"], class_="held")
    return el(
        "tr",
        el("th", *name, scope="row"),
        el("td", stated if agreed is None else counted(agreed, words)),
        el("td", counted(returned, words) if has_returned else "–"),
        el("td", (stated if agreed is None else counted(left, words)) if has_returned else "–"),
    )


def _as_sum(row: Element) -> Element:
    return el("tr", *row.children, class_="sum")


def _categories(bulletin: Bulletin, way: Way, words: Words) -> list[Element]:
    if not way.categories:
        return []
    heads = [words["tranche"], *(category_name(one, bulletin, words) for one in way.categories), words["everybody"]]
    detailed = [row.tranche for row in way.rows if (row.tranche, way.categories[0]) in way.cells]
    has_sums = (None, way.categories[0]) in way.cells
    rows = [
        el(
            "tr",
            el("th", words["all_tranches"] if tranche is None else isolated(tranche), scope="row"),
            *(el("td", *_returned(way, tranche, one, words)) for one in (*way.categories, None)),
            class_="sum" if tranche is None else None,
        )
        for tranche in (*detailed, *([None] if has_sums else []))
    ]
    return [*_whole(bulletin, way, words), _table(from_to(way, words, "by_category"), heads, rows)]


def _returned(way: Way, tranche: TrancheId | None, category: CategoryId | None, words: Words) -> list[Node]:
    count = counted(way.cells.get((tranche, category)), words)
    promise = way.promised.get((tranche, category))
    if promise is None or category is None:
        return [count]
    return [count, el("small", *fill(words["plot_agreed"], count=counted(promise, words)))]


def _whole(bulletin: Bulletin, way: Way, words: Words) -> list[Element]:
    """Return agreed, returned and outstanding by category, over all tranches, where categories add up at all."""
    if (None, way.categories[0]) not in way.cells:
        return []
    heads = [words[key] for key in ("category", "agreed", "returned", "outstanding")]
    rows = [
        _numbers_row(
            (isolated(category_name(one, bulletin, words)),),
            way.promised.get((None, one)),
            way.cells.get((None, one)),
            words,
            has_returned=True,
        )
        for one in way.categories
    ]
    total = _numbers_row((words["everybody"],), way.agreed, way.returned, words, has_returned=way.has_returned)
    return [_table(from_to(way, words, "by_category_progress"), heads, [*rows, _as_sum(total)])]


def _table(caption: tuple[Node, ...], heads: list[str], rows: list[Element]) -> Element:
    head = el("thead", el("tr", *(el("th", isolated(one), scope="col") for one in heads)))
    table = el("table", head, el("tbody", *rows), aria_label=(label := _label(caption)))
    # The caption stands before the box that scrolls: in it, it would be as wide as the table, and cut off on a phone.
    box = el("div", table, class_="wide", role="region", tabindex=0, aria_label=label)
    return el("div", el("p", *caption, class_="caption"), box, class_="table")


def _label(caption: tuple[Node, ...]) -> str:
    return "".join(child if isinstance(child, str) else _text_of(child) for child in caption)


def _text_of(element: Element) -> str:
    return "".join(child if isinstance(child, str) else _text_of(child) for child in element.children)


def plot_table(way: Way, words: Words) -> Element:
    """Return the numbers of a direction's plot as a table."""
    rows = [
        el(
            "tr",
            el("th", dated(row.on, words), scope="row"),
            el("td", counted(row.persons, words)),
            el("td", counted(row.total, words)),
        )
        for row in way.rows
        if row.has_arrived
    ]
    heads = [words[key] for key in ("date", "returned", "plot_total")]
    return _table(from_to(way, words, "from_to"), heads, rows)
