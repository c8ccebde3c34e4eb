"""Command that draws the procedure of an agreement."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from homeward.cli.show import answer, answer_raw, write_new
from homeward.cli.terms_file import File, Lang, Language, readable_terms
from homeward.cli.words import Force
from homeward.terms.words import LANGUAGES

DIAGRAM: Final = "Example:  homeward terms diagram --out ford.svg ford.toml"


def diagram(
    file: File,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write it; default: stdout.")] = None,
    lang: Language = Lang.EN,
    force: Force = False,
) -> None:
    """Draw who does what, when people cross and what it hangs on, as SVG that needs no script."""
    from homeward.bulletin.terms_plot import draw_terms

    drawing = draw_terms(readable_terms(file), LANGUAGES[lang.value])
    if out is None:
        answer_raw(drawing)
        return
    write_new(out, drawing, force=force)
    answer(f"drawn: {out}")
