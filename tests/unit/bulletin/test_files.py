"""A publication: whole, linked, valid as HTML, as feeds and as data, and the same every time."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from urllib.parse import urlsplit

import html5lib
import pytest
from jsonschema import Draft202012Validator

from homeward.bulletin.choice import choice_page
from homeward.bulletin.draft import draft_bulletin
from homeward.bulletin.feeds import ATOM
from homeward.bulletin.files import publication, schema
from homeward.bulletin.render_json import bulletin_digest, bulletin_json
from homeward.bulletin.words import LANGUAGES
from homeward.model.canonical import digest
from homeward.model.figures import Edition
from tests.unit.bulletin.material import editions
from tests.unit.bulletin.material import exchange as exchange_of
from tests.unit.bulletin.material import material as material_of

RELEASED, DRAFT = publication(editions()), publication(editions(is_draft=True))
PAGES = [
    (kind, path) for kind, files in (("released", RELEASED), ("draft", DRAFT)) for path in files if ".html" in path
]

# What the HTML standard allows inside elements we use; the parser checks the rest.
PHRASING = {"a", "b", "bdi", "br", "code", "i", "small", "span", "strong", "time"}
ONLY_PHRASING = {"p", "h1", "h2", "h3", "pre", "dt", "time", "bdi", "code", "b", "i", "strong", "small", "title"}
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd"},
    "table": {"caption", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "html": {"head", "body"},
    "head": {"meta", "title", "style", "link"},
    "nav": {"ul"},
}


def elements(page: bytes) -> list[ET.Element]:
    """Return every element of a page as a strict HTML parser reads it; an error of the page is an error here."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    return list(parser.parse(page.decode()).iter())


def faults(page: bytes) -> Iterator[str]:
    """Yield what the standard does not allow, and a parser lets pass."""
    found = elements(page)
    ids = [one.get("id") for one in found if one.get("id")]
    yield from (f"id twice: {one}" for one in set(ids) if ids.count(one) > 1)
    for one in found:
        inner = {child.tag for child in one}
        yield from (f"{tag} in {one.tag}" for tag in inner - CHILDREN.get(one.tag, inner))
        if one.tag in ONLY_PHRASING:
            yield from (f"{tag} in {one.tag}" for tag in inner - PHRASING)
        for name in ("aria-labelledby", "aria-describedby"):
            yield from (f"{name}: {part}" for part in (one.get(name) or "").split() if part not in ids)
        if one.tag == "a" and (one.get("href") or "").startswith("#") and (one.get("href") or "")[1:] not in ids:
            yield f"no target {one.get('href')}"
        if one.tag in {"h1", "h2", "h3", "th", "td", "title", "a"} and not "".join(one.itertext()).strip():
            yield f"empty {one.tag}"
    levels = [int(one.tag[1]) for one in found if one.tag in {"h1", "h2", "h3"}]
    yield from (f"h{one} after h{before}" for before, one in pairwise(levels) if one > before + 1)
    if levels.count(1) != 1:
        yield "one h1"


def page_of(kind: str, path: str) -> bytes:
    """Return a page of the released publication or of the draft."""
    return (RELEASED if kind == "released" else DRAFT)[path]


@pytest.mark.parametrize(("kind", "path"), PAGES)
def test_every_page_is_valid_html(kind: str, path: str) -> None:
    """A strict parser reads every page without an error, and nothing stands where the standard forbids it."""
    assert list(faults(page_of(kind, path))) == []


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        (b"<main>", b"<main><p><ul><li>x</li></ul></p>", "Unexpected end tag (p)"),
        (b"<main>", b"<main><span><p id='figures'>x</p></span>", "id twice: figures"),
        (b"<main>", b"<main><ul><p>x</p></ul>", "p in ul"),
        (b"<main>", b"<main><table><tr><td>x</td></tr></table><h2></h2>", "empty h2"),
    ],
)
def test_a_fault_would_be_found(good: bytes, bad: bytes, says: str) -> None:
    """The validator is awake: a planted fault is found, by the parser or by us."""
    page = RELEASED["en.html"].replace(good, bad)

    try:
        found = list(faults(page))
    except html5lib.html5parser.ParseError:
        found = ["Unexpected end tag (p)"]

    assert says in found


@pytest.mark.parametrize("kind", ["released", "draft"])
def test_every_link_leads_to_a_file_beside_it(kind: str) -> None:
    """Pages and feeds name files of the same folder and cited sources only; no file is named that is not there."""
    files = RELEASED if kind == "released" else DRAFT
    texts = [data.decode() for path, data in files.items() if path.endswith((".html", ".atom"))]
    linked = {target for text in texts for target in re.findall(r'href="([^"#]+)"', text)}

    outside = {one for one in linked if urlsplit(one).scheme}
    assert outside == {"https://example.org/statement"}
    assert linked - outside <= set(files)


def test_two_builds_are_equal() -> None:
    """The same editions give the same bytes, file by file."""
    assert publication(editions()) == RELEASED
    assert publication(editions(is_draft=True)) == DRAFT


def test_the_signed_bytes_are_served_as_they_are() -> None:
    """The bulletin's file is the signed bytes; every released one stays in the archive under its digest."""
    made = editions()
    archive = {path: data for path, data in RELEASED.items() if path.startswith("archive/")}

    assert digest(RELEASED["bulletin.json"]) == bulletin_digest(made[-1].bulletin)
    assert list(archive.values()) == [bulletin_json(one.bulletin) for one in made]
    assert all(digest(data)[:16] in path for path, data in archive.items())


def test_a_draft_is_never_taken_for_a_bulletin() -> None:
    """A draft bears its mark in all languages, in every row and feed entry; its bytes have another name."""
    marks = [words["draft_says"] for words in LANGUAGES.values()]
    rows = list(csv.DictReader(io.StringIO(DRAFT["counts.csv"].decode())))

    assert "bulletin.json" not in DRAFT
    assert all(mark in DRAFT["index.html"].decode() for mark in marks)
    assert all(words["draft_says"] in DRAFT[f"{lang}.html"].decode() for lang, words in LANGUAGES.items())
    assert {row["mark"] for row in rows} == {"Draft: Demonstration"}
    assert json.loads(DRAFT["feed.json"])["items"][0]["title"].startswith("Draft: Demonstration: ")
    assert len([path for path in DRAFT if path.startswith("archive/")]) == 2
    assert not [path for path in RELEASED if path.endswith(".html") and "Draft" in RELEASED[path].decode()]


def test_a_demonstration_says_so_in_every_file() -> None:
    """Every page, feed, entry and row of a demonstration says that it is one, in its own language."""
    rows = list(csv.DictReader(io.StringIO(RELEASED["counts.csv"].decode())))

    assert all(words["demo_says"] in RELEASED["index.html"].decode() for words in LANGUAGES.values())
    assert all(words["demo_says"] in RELEASED[f"{lang}.html"].decode() for lang, words in LANGUAGES.items())
    assert {row["mark"] for row in rows} == {"Demonstration"}
    assert all(one["title"].startswith("Demonstration: ") for one in json.loads(RELEASED["feed.json"])["items"])
    assert all("demonstration" in one["tags"] for one in json.loads(RELEASED["feed.json"])["items"])


def atom() -> ET.Element:
    """Return the Atom feed as read."""
    return ET.fromstring(RELEASED["feed.atom"])


def text_of(parent: ET.Element, tag: str) -> str:
    """Return the text of the one child *tag*."""
    (found,) = parent.findall(f"{{{ATOM}}}{tag}")
    return found.text or ""


def test_the_atom_feed_has_what_rfc_4287_asks_for() -> None:
    """Feed and entries have each required element once, dates in RFC 3339, ids that are IRIs and never the same."""
    feed = atom()
    entries = feed.findall(f"{{{ATOM}}}entry")

    assert feed.tag == f"{{{ATOM}}}feed"
    assert text_of(feed, "id").startswith("urn:uuid:")
    assert text_of(feed, "title")
    assert feed.findall(f"{{{ATOM}}}author/{{{ATOM}}}name")
    assert [one.get("rel") for one in feed.findall(f"{{{ATOM}}}link")] == ["self", *["alternate"] * 4]
    assert len({one.get("hreflang") for one in feed.findall(f"{{{ATOM}}}link")}) == 5
    assert text_of(feed, "updated") == max(text_of(one, "updated") for one in entries)
    for one in entries:
        assert text_of(one, "id").startswith("ni:///sha-256;")
        assert text_of(one, "title")
        assert text_of(one, "summary")
        assert datetime.fromisoformat(text_of(one, "updated")).tzinfo is not None
        assert one.find(f"{{{ATOM}}}content[@type='html']") is not None
    assert len({text_of(one, "id") for one in entries}) == len(entries) == 3


def test_a_correction_is_a_new_entry_that_points_back() -> None:
    """The entry of a correction links the file of the bulletin it corrects; the others link none."""
    entries = atom().findall(f"{{{ATOM}}}entry")
    links = [one.findall(f"{{{ATOM}}}link[@rel='predecessor-version']") for one in entries]
    files = [one.find(f"{{{ATOM}}}link[@rel='alternate']") for one in entries]

    assert [len(one) for one in links] == [1, 0, 0]
    assert files[1] is not None
    assert links[0][0].get("href") == files[1].get("href")


def test_entries_do_not_change_when_others_follow() -> None:
    """What a feed said of a bulletin it says for ever, whatever is released later."""
    made = editions()
    for feed in ("feed.json", "feed.atom"):
        earlier = publication(made[:-1])[feed].decode()
        of_old = re.findall(r"<entry>.*?</entry>", earlier, re.DOTALL) or json.loads(earlier)["items"]
        later = RELEASED[feed].decode()
        of_new = re.findall(r"<entry>.*?</entry>", later, re.DOTALL) or json.loads(later)["items"]

        assert of_new[1:] == of_old


def test_the_json_feed_has_what_version_1_1_asks_for() -> None:
    """Version, title and items; each item an id and content; what is ours begins with an underscore."""
    feed = json.loads(RELEASED["feed.json"])
    known = {"id", "title", "summary", "content_html", "date_published", "tags"}

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert set(feed) == {"version", "title", "description", "language", "authors", "items"}
    assert all(set(one) - known == {"_homeward"} for one in feed["items"])
    assert all(isinstance(one["id"], str) and one["content_html"] for one in feed["items"])
    assert all(datetime.fromisoformat(one["date_published"]).tzinfo for one in feed["items"])
    assert len({one["id"] for one in feed["items"]}) == 3


def test_the_content_of_an_entry_is_html() -> None:
    """What a feed carries for readers is a paragraph for each language, and valid."""
    for one in json.loads(RELEASED["feed.json"])["items"]:
        page = f"<!doctype html><html lang='en'><head><title>t</title></head><body>{one['content_html']}</body></html>"
        found = [each for each in elements(page.encode()) if each.tag == "p"]

        assert [each.get("lang") for each in found] == list(LANGUAGES)


def test_the_bytes_hold_against_the_schema() -> None:
    """Every bulletin is valid under the published schema, which is one itself."""
    rules = json.loads(schema())
    Draft202012Validator.check_schema(rules)
    validator = Draft202012Validator(rules)

    for one in editions():
        assert list(validator.iter_errors(json.loads(bulletin_json(one.bulletin)))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"format": "homeward.bulletin/3"},
        {"extra": 1},
        {"corrects": "abc"},
        {"min_cell": 9},
        {"as_of": "26 May 2025"},
        {"verdicts": [{"rule": "R1"}]},
    ],
)
def test_the_schema_is_strict(change: dict[str, object]) -> None:
    """What the reader refuses the schema refuses too."""
    value = json.loads(RELEASED["bulletin.json"]) | change

    assert list(Draft202012Validator(json.loads(schema())).iter_errors(value))


def test_a_withheld_count_is_no_number_in_the_schema() -> None:
    """A count is a number or withheld with a reason, never both, never neither."""
    value = json.loads(RELEASED["bulletin.json"])
    value["counts"][0] |= {"persons": None, "withheld": None}

    assert list(Draft202012Validator(json.loads(schema())).iter_errors(value))


def test_the_table_holds_every_count_and_what_is_outstanding() -> None:
    """Each cell is a row, withheld ones without a number; outstanding is agreed less returned."""
    made = editions()[-1].bulletin
    rows = list(csv.DictReader(io.StringIO(RELEASED["counts.csv"].decode())))
    told = [row for row in rows if row["stage"] != "outstanding"]

    assert len(told) == len(made.cells)
    assert [row["persons"] for row in told] == ["" if one.persons is None else str(one.persons) for one in made.cells]
    assert all(bool(row["withheld"]) == (row["persons"] == "") for row in rows)
    assert {row["persons"] for row in rows if row["stage"] == "outstanding"} == {"0", "308"}


def test_the_choice_of_language_needs_no_script_and_no_flag() -> None:
    """The first page links each language by its own name, in its own direction."""
    page = choice_page(editions()[-1].bulletin, folder="bulletin/")
    links = {one.get("href"): "".join(one.itertext()) for one in elements(page) if one.tag == "a"}

    assert links == {f"bulletin/{code}.html": words.name for code, words in LANGUAGES.items()}
    assert b"<script" not in page
    assert not re.search("[\U0001f1e6-\U0001f1ff]", page.decode())


def test_a_real_exchange_bears_no_mark() -> None:
    """Marks are of demonstrations and drafts only."""
    real = draft_bulletin(material_of(of=exchange_of(is_demo=False)), as_of=editions()[0].bulletin.as_of)
    files = publication([Edition(bulletin=real, at=datetime.fromisoformat("2025-05-26T20:00:00+00:00"))])

    assert not [path for path, data in files.items() if b"emonstration" in data and path != "bulletin.schema.json"]
