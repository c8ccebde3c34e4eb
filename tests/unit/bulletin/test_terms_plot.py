"""The drawing of a procedure: everything in it is also said, in order, and what waits in a circle is still drawn."""

from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ET

from homeward.bulletin.terms_canvas import wrapped
from homeward.bulletin.terms_plot import draw_terms
from homeward.model.terms import Terms
from homeward.terms.listed import parts_of
from homeward.terms.phrases import Teller
from homeward.terms.sentences import sentences
from homeward.terms.words import LANGUAGES
from tests.unit.terms.agreement import sound
from tests.unit.terms.variants import valley

SVG = "{http://www.w3.org/2000/svg}"


def drawn(terms: Terms, code: str = "en") -> ET.Element:
    """Return the drawing as a tree."""
    return ET.fromstring(draw_terms(terms, LANGUAGES[code]))


def texts(root: ET.Element) -> list[str]:
    """Return every text of the drawing, in order."""
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def test_what_is_drawn_is_also_said() -> None:
    """Every word that can be seen stands in the title or the description, for those who hear the drawing."""
    root = drawn(valley())
    said = " ".join([root.findtext(f"{SVG}title") or "", root.findtext(f"{SVG}desc") or ""]).lower()
    frame = {"who does what", "when", "in order of day; distances are not to scale", "what it hangs on"}
    frame |= {"starts", "stands still", "the whole exchange"}

    assert [
        text for text in texts(root) if text.lower() not in frame | {"own event."} and text.lower() not in said
    ] == []


def test_all_that_a_step_says_is_drawn() -> None:
    """Each sentence about a step stands in the drawing's words; what it follows stands there by its number."""
    said = drawn(valley()).findtext(f"{SVG}desc") or ""
    teller = Teller(terms=valley(), words=LANGUAGES["en"])
    told = [one for part in parts_of(valley()) if part.kind == "step" for one in sentences(part, teller)]

    assert [one for one in told if one not in said and not one.startswith("It follows: step")] == []
    assert said.count("(after ") == 5


def test_steps_stand_after_what_they_follow() -> None:
    """A step written before the one it waits for is drawn below it, with its number beside."""
    provided = valley().provisions
    turned = dataclasses.replace(valley(), provisions=dataclasses.replace(provided, steps=provided.steps[::-1]))

    seen = texts(drawn(turned))

    assert seen.index("Hand over a list") < seen.index("Answer a list") < seen.index("Sign the final lists")


def test_steps_that_wait_for_each_other_are_drawn() -> None:
    """A circle is a finding of the check; the drawing shows all its steps."""
    first, second, *others = valley().provisions.steps
    circle = (dataclasses.replace(first, after=second.id), dataclasses.replace(second, after=first.id), *others)
    terms = dataclasses.replace(valley(), provisions=dataclasses.replace(valley().provisions, steps=circle))

    assert {"Hand over a list", "Answer a list"} <= set(texts(drawn(terms)))


def test_lanes_stand_in_alphabetical_order() -> None:
    """The order of lanes ranks nobody: it is that of the ids."""
    seen = texts(drawn(valley()))

    assert seen.index("Lake mission") < seen.index("Town of North") < seen.index("Town of South")


def test_the_drawing_is_mirrored_where_the_language_is() -> None:
    """In Arabic everything begins at the right: what stood at the left by so much stands at the right by so much."""
    there, back = drawn(valley()), drawn(valley(), "ar")
    width = float(there.get("width", "0"))

    assert back.get("direction") == "rtl"
    assert {width - float(one.get("cx", "0")) for one in there.iter(f"{SVG}circle")} == {
        float(one.get("cx", "0")) for one in back.iter(f"{SVG}circle")
    }


def test_an_agreement_without_steps_shows_its_days_for_lists() -> None:
    """The days of the first format are the steps they are; without either, that is said."""
    silent = dataclasses.replace(sound(), deadlines=dataclasses.replace(sound().deadlines, clause=None))

    assert "Time for answers: 2 days." in texts(drawn(sound()))
    assert "No steps are agreed." in texts(drawn(silent))


def test_a_name_cannot_become_markup() -> None:
    """What an agreement calls somebody is text, whatever it holds."""
    made = draw_terms(dataclasses.replace(valley(), title="</title><script>x</script>"))

    assert b"<script" not in made
    assert re.search(rb"&lt;script", made)


def test_a_number_is_never_broken() -> None:
    """Lines end at spaces between words, not at the space inside a number."""
    assert wrapped("1\u00a0001 особа", 56)[0] == "1\u00a0001"


def test_days_for_remarks_and_replies_are_drawn() -> None:
    """Every limit set for a step of the lists is a row; one that is left to a step of its own is no second."""
    terms = sound()
    few = dataclasses.replace(terms.deadlines, remark_days=2, reply_days=3)
    both = dataclasses.replace(
        valley(), deadlines=dataclasses.replace(valley().deadlines, lists_days=None, answer_days=4, final_days=None)
    )

    seen = texts(drawn(dataclasses.replace(terms, deadlines=few)))

    assert [
        one for one in ("Time for remarks: 2 days.", "Time for replies to remarks: 3 days.") if one not in seen
    ] == []
    assert not [one for one in texts(drawn(both)) if one.startswith(("Time for lists", "Time for final lists"))]
    assert "Time for answers: 4 days." in texts(drawn(both))
