"""Commands about pairs: what the program finds, why, who crossed already, and what people decide."""

from __future__ import annotations

import typer

from homeward.cli import matching, pair_explained, pair_review, pairs_inside
from homeward.cli.groups import falling_back

app = typer.Typer(
    help="Which entries of two lists may be one person, why, and what people decide about them.",
    cls=falling_back("pairs", {"--within": "within"}),
)
app.command("pairs", epilog="Example:  homeward match wish.csv holding.csv --out pairs.csv")(matching.match)
app.command("within", epilog="Example:  homeward match wish.csv --within")(pairs_inside.within)
app.command("explain", epilog=pair_explained.EXAMPLE)(pair_explained.explain)
app.command("crossed", epilog=pairs_inside.CROSSED)(pairs_inside.crossed)
app.add_typer(pair_review.app, name="review")
