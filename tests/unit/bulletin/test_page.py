"""The public page of a bulletin."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from homeward.bulletin.draft import draft_bulletin
from homeward.bulletin.page import bulletin_page
from homeward.bulletin.render_json import bulletin_digest
from homeward.bulletin.style import STYLE
from homeward.bulletin.words import ENGLISH, LANGUAGES, Words
from homeward.model.claims import Modality, Result
from homeward.model.dates import parse_date
from homeward.model.figures import Bulletin, Figure
from homeward.model.terms import CountsPublic
from homeward.reconcile import reconcile
from tests.unit.bulletin.material import (
    AS_OF,
    BACK,
    COUNTS,
    EAST,
    NAMES,
    THERE,
    WEST,
    arrivals,
    claim,
    commitment,
    exchange,
    figure,
    material,
    terms,
    verdict,
)

VOID = {"meta", "br", "link", "col"}
HOSTILE = "</bdi></td><script>alert(1)</script>\u202e\u2066<img src=x onerror=alert(1)>\" onload='x"


class Reader(HTMLParser):
    """Reads a page as a browser would: tags in order, open tags, and the text outside the style sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += "" if self.open[-1:] == ["style"] else data


def read(page: bytes) -> Reader:
    """Return what a reader finds in *page*."""
    reader = Reader()
    reader.feed(page.decode())
    return reader


def page_of(figures: tuple[Figure, ...] | None = None, *promises: tuple[int, str | None]) -> str:
    """Return the text of a page about *figures*, with what was promised from east to west."""
    agreement = terms(commitments=tuple(commitment(THERE, count, tranche) for count, tranche in promises))
    bulletin = draft_bulletin(material(figures=figures, agreement=agreement), as_of=AS_OF)
    return read(bulletin_page(bulletin)).text


def full(names: dict[str, str] | None = None, title: str = "The lakeside exchange") -> Bulletin:
    """Return a bulletin with everything a page can show."""
    claims = (claim("a", 390), claim("b", 800, office=title), claim("c", None))
    verdicts = (
        verdict("s-a-1"),
        verdict("s-b-1", record=None, result=Result.MISMATCH, says=title, arithmetic=title, settles=title),
    )
    parties = NAMES if names is None else {EAST: names["east"], WEST: names["west"]}
    return draft_bulletin(
        material(claims=claims, verdicts=verdicts, names=parties, of=exchange(title=title)), as_of=AS_OF
    )


FULL = full()


def test_the_page_is_whole() -> None:
    """Every element that opens closes, in order."""
    assert read(bulletin_page(FULL)).open == []


def test_the_same_bulletin_gives_the_same_page() -> None:
    """A page can be made again and compared byte by byte."""
    assert bulletin_page(FULL) == bulletin_page(full())


def test_nothing_runs_and_nothing_is_fetched() -> None:
    """No script, no image, no frame, no form, no event handler, no address but files and sources."""
    page = read(bulletin_page(FULL))

    assert not {"script", "img", "iframe", "object", "form", "base", "audio", "video"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in {"src", "style"}]
    assert {value for name, value in page.attributes if name == "rel"} == {"alternate", "noreferrer"}
    assert {value for name, value in page.attributes if name == "href"} == {
        *("#figures", "bulletin.json", "bulletin.schema.json", "feed.atom", "feed.json"),
        *("en.html", "uk.html", "ru.html", "ar.html", "https://example.org/statement"),
    }
    assert not re.search(r"url\(|@import", STYLE)


def test_the_policy_allows_this_style_sheet_only() -> None:
    """The content security policy forbids everything but the one style sheet, by its digest."""
    page = bulletin_page(FULL).decode()
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    policy = dict(read(bulletin_page(FULL)).attributes)
    assert style is not None

    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert f"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;;" in page
    assert policy["lang"] == "en"


def test_hostile_texts_stay_texts() -> None:
    """Names, titles, offices and verdicts cannot add an element, an attribute or a turn of direction."""
    turned = full({"east": f"{HOSTILE}1", "west": f"{HOSTILE}2"}, HOSTILE)
    honest, hostile = read(bulletin_page(FULL)), read(bulletin_page(turned))

    assert hostile.tags == honest.tags
    assert [name for name, _ in hostile.attributes] == [name for name, _ in honest.attributes]
    assert hostile.open == []
    assert not set("\u202e\u2066") & set(bulletin_page(turned).decode())


def test_a_demonstration_says_so_first() -> None:
    """The banner stands before everything else, in the title and in every plot."""
    page = bulletin_page(FULL).decode()

    assert "<title>Demonstration: The lakeside exchange</title>" in page
    assert read(page.encode()).text.split(ENGLISH["skip"])[1].startswith("Demonstration" + ENGLISH["demo_says"])
    assert page.count("<title id=") == page.count(">Demonstration: People returned over time") == 2


def test_a_real_exchange_is_not_called_a_demonstration() -> None:
    """The banner is of demonstrations only."""
    bulletin = draft_bulletin(material(of=exchange(is_demo=False)), as_of=AS_OF)

    assert "Demonstration" not in bulletin_page(bulletin).decode()


def test_swapping_names_swaps_names_and_nothing_else() -> None:
    """The page treats the parties alike: with the names exchanged it is the same page, with the names exchanged."""
    swapped = bulletin_page(full({"east": "Westland", "west": "Eastland"})).decode()
    digests = bulletin_digest(full({"east": "Westland", "west": "Eastland"})), bulletin_digest(FULL)

    back = swapped.replace("Eastland", "\0").replace("Westland", "Eastland").replace("\0", "Westland")

    assert back.replace(*digests) == bulletin_page(FULL).decode()


def test_the_digest_and_the_logs_are_shown() -> None:
    """A reader finds what was signed, what it was read from, and the command that checks it."""
    text = read(bulletin_page(FULL)).text

    assert bulletin_digest(FULL) in text
    assert "W" * 43 + "=" in text
    assert "homeward record verify" in text


def test_everything_returned() -> None:
    """The headline counts everybody once; what was agreed stands beside it."""
    text = page_of((figure(390),), (390, None))

    assert "390 people have returned" in text
    assert "of 390 agreed; none outstanding" in text


def test_some_outstanding() -> None:
    """What is outstanding is agreed less returned."""
    assert "of 1,000 agreed, 610 outstanding" in page_of((figure(390),), (1_000, None))


def test_more_than_agreed() -> None:
    """People sent home beyond the total are no negative outstanding."""
    assert "where 300 were agreed" in page_of((figure(390),), (300, None))


def test_a_withheld_total_is_told_from_below() -> None:
    """Where the total is withheld the page says what the published parts add up to."""
    text = page_of((figure(385, "t1"), figure(307, "t2")), (1_000, None), (390, "t1"), (307, "t2"))

    assert "At least 307 people have returned" in text
    assert "how many are outstanding is withheld" in text
    counts, _, _ = text.partition(ENGLISH["verify"])  # what follows is a digest: any digits may stand in it
    assert "385" not in counts
    assert "692" not in counts


def test_everything_withheld() -> None:
    """A small number alone is not told at all."""
    text = page_of((figure(7),))

    assert "People have returned; their number is withheld" in text
    assert "no total was fixed by the agreement" in text


def test_nothing_yet() -> None:
    """Before the first arrival the page says what was agreed, and that nothing has been published yet."""
    text = page_of((), (1_000, None))

    assert "No arrival has been published yet" in text
    assert "of 1,000 agreed, 1,000 outstanding" in text
    assert "Timeline" not in text


def test_no_counts_at_all() -> None:
    """A page without any count is still a page."""
    bulletin = draft_bulletin(material(agreement=terms(counts=CountsPublic.NEVER)), as_of=AS_OF)

    assert "No arrival has been published yet" in read(bulletin_page(bulletin)).text


def test_tranches_to_come_show_no_returned_number() -> None:
    """A tranche that the terms make public is listed with a dash, not with a zero."""
    bulletin = draft_bulletin(
        material(figures=arrivals({"t1": (120, 270)}), agreement=terms(future_tranches=True)), as_of=AS_OF
    )

    page = bulletin_page(bulletin).decode()

    assert page.count("<td>–</td><td>–</td>") == 4


def test_a_figure_without_a_day_says_so() -> None:
    """A tranche the agreement gives no day stands last, without an invented one."""
    bulletin = draft_bulletin(material(figures=(figure(390, "t9"), *arrivals(directions=(BACK,)))), as_of=AS_OF)

    assert ENGLISH["undated"] in read(bulletin_page(bulletin)).text


@pytest.mark.parametrize("result", [one for one in Result if one is not Result.NEEDS_REVIEW])
def test_every_result_has_words(result: Result) -> None:
    """Each result of a comparison is said in words, with a sign beside it for the eye only."""
    bulletin = draft_bulletin(
        material(claims=(claim("a", 390),), verdicts=(verdict("s-a-1", result=result),)), as_of=AS_OF
    )

    page = bulletin_page(bulletin).decode()

    assert f"</i><span>{ENGLISH[f'result_{result.value}']}</span>" in page


def test_a_question_to_a_person_is_not_published() -> None:
    """What a person at the seat must review stands in no bulletin; the statement itself stays."""
    asking = verdict("s-a-1", result=Result.NEEDS_REVIEW, says="It is not sure what the number covers.")

    bulletin = draft_bulletin(material(claims=(claim("a", 390),), verdicts=(asking,)), as_of=AS_OF)
    page = bulletin_page(bulletin).decode()

    assert bulletin.verdicts == ()
    assert ENGLISH["result_needs_review"] not in page
    assert ENGLISH["unchecked"] in page


def completed_too_early(*counts: str) -> Bulletin:
    """Return a bulletin after the tranches *counts*: one office calls all of it completed, another says it goes on."""
    done = replace(claim("done", None, office="Office That Ended It", party="third"), quote="it is over")
    more = replace(claim("more", None, office="Office That Goes On"), modality=Modality.EXPECTED, quote="it goes on")
    said = (done, replace(more, event_on=parse_date("2025-05-24")))
    returned = arrivals({one: COUNTS[one] for one in counts})
    verdicts = reconcile(said, returned, terms(), as_of=AS_OF)
    return draft_bulletin(material(claims=said, figures=returned, verdicts=verdicts), as_of=AS_OF)


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_who_says_completed_and_who_says_it_goes_on_are_named_apart(words: Words) -> None:
    """Nobody who says the opposite is named, or counted, as a source of "completed"."""
    bulletin = completed_too_early("t1")
    others = next(one for one in bulletin.verdicts if len(one.claims) == 2)

    text = read(bulletin_page(bulletin, words)).text
    before, after = words["says_r6_premature_going_on"].split("{offices}")

    assert f"{before}Office That Ended It{after.format(others='Office That Goes On')}" in text
    assert words["says_r6_premature"].format(offices="Office That Ended It") in text
    assert {one.result for one in bulletin.verdicts} == {Result.PREMATURE}
    assert others.sources == 1


def test_what_is_settled_since_asks_for_nothing() -> None:
    """Arrivals still to be confirmed are asked for only while there are any."""
    first = completed_too_early("t1")
    last = completed_too_early(*COUNTS)

    texts = [read(bulletin_page(one)).text for one in (first, last)]

    assert [ENGLISH["settles_premature"] in one for one in texts] == [True, False]
    assert [[found.settles is None for found in one.verdicts] for one in (first, last)] == [
        [False, False],
        [True, True],
    ]


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_the_record_beside_a_sum_is_said_in_every_language(words: Words) -> None:
    """Beside parts that add up the record's figure of their whole stands as a number, with a day in words."""
    whole, civilians, prisoners = (claim(name, number) for name, number in (("whole", 390), ("civ", 120), ("pow", 270)))
    said = (replace(civilians, category="civilian"), replace(prisoners, category="pow"), whole)
    adding = verdict(
        *(one.id for one in said),
        result=Result.ADDS_UP,
        record="2025-05-23: 390 people each way, confirmed as returned",
        arithmetic="270 + 120 = 390",
    )

    bulletin = draft_bulletin(material(claims=said, verdicts=(replace(adding, rule="R1"),)), as_of=AS_OF)
    page = bulletin_page(bulletin, words).decode()

    assert [shown.persons for one in bulletin.verdicts for shown in one.shown] == [390, 390]
    assert "2025-05-23:" not in page
    assert "each way" not in page


def test_statements_nobody_compared_are_listed() -> None:
    """A statement without a verdict is not hidden."""
    assert ENGLISH["unchecked"] in read(bulletin_page(FULL)).text


def test_languages_have_the_same_texts() -> None:
    """A translation leaves no text out and adds none."""
    assert {frozenset(words.texts) for words in LANGUAGES.values()} == {frozenset(ENGLISH.texts)}


def test_plots_say_their_numbers_in_words() -> None:
    """Every plot has a title and a description with the numbers it draws."""
    page = bulletin_page(FULL).decode()

    assert page.count("23 May 2025: 390 in total. 24 May 2025: 697 in total. 25 May 2025: 1,000 in total.") == 2


def test_a_plot_stops_where_numbers_are_withheld() -> None:
    """After a withheld tranche the plot draws no height: only that something is withheld."""
    figures = (figure(300, "t1"), figure(7, "t2"), figure(200, "t3"))
    bulletin = draft_bulletin(material(figures=figures, agreement=terms(commitments=())), as_of=AS_OF)

    page = bulletin_page(bulletin).decode()

    assert page.count('class="lost"') == 1
    assert page.count('class="dot"') <= 1


def test_many_tranches_stay_legible() -> None:
    """With many tranches the plot labels only so many as fit, the last always; the table holds them all."""
    figures = tuple(figure(20, f"t{number}") for number in range(1, 12))
    bulletin = draft_bulletin(material(figures=figures, agreement=terms(commitments=())), as_of=AS_OF)

    page = bulletin_page(bulletin).decode()

    assert page.count('class="dot"') == 11
    assert page.count('class="number"') == 4
    assert ">220</text>" in page
