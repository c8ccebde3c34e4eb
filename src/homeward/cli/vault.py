"""Commands for the vault."""

from __future__ import annotations

from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import answer, show_done
from homeward.cli.words import Officers, officers

app = typer.Typer(help="The erasable personal data of a seat.", no_args_is_help=True)


@app.callback()
def vault() -> None:
    """Keep ``erase`` a subcommand although it is the only one."""


@app.command(epilog="Example:  homeward vault erase holding/H-0012 --as list-1 --as list-2 seats/ua")
def erase(
    people: Annotated[
        list[str], typer.Argument(metavar="LIST/ROW... SEAT", help="Whom to erase, then the seat's folder.")
    ],
    who: Officers = [],  # noqa: B006
) -> None:
    """Erase people from this seat's vault, and say what that cannot reach."""
    from pathlib import Path

    from homeward.service.erasure import erase_people

    folder = Path(people[-1]) if (Path(people[-1]) / "exchange.toml").exists() else Path()
    wanted = people if folder == Path() else people[:-1]
    erased = erase_people(open_seat(folder), wanted, officers(who))
    show_done(erased.done)
    answer(f"{erased.persons} erased here. This cannot reach:")
    for line in erased.beyond:
        answer(f"  - {line}")
