"""The command line put together."""

from __future__ import annotations

from typing import Annotated

import typer

from homeward import __version__
from homeward.cli import (
    accounts,
    answers,
    bulletin,
    bundle,
    clock,
    crossing,
    demo,
    gates,
    list_files,
    lists,
    meeting,
    names,
    pairs,
    plan,
    prechecks,
    reconcile,
    record,
    register,
    remains,
    residuals,
    review,
    start,
    statements,
    terms,
    vault,
    versions,
)
from homeward.cli.build import OPTIONS

EPILOG = "Exit: 0 done, 1 refused, 2 usage, 3 findings of error or law.  Example:  homeward demo"

app = typer.Typer(
    name="homeward",
    help="Run a negotiated exchange of prisoners, from the agreement to the last handover, and prove what happened.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"homeward {__version__}")
        raise typer.Exit


@app.callback()
def options(
    seed: Annotated[
        str | None, typer.Option(help="Draw everything from SEED; refused outside a demonstration.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take what is said once for a whole command line."""
    _ = version  # answered by its own callback, before anything else
    OPTIONS.seed = seed


app.command("demo", epilog="Example:  homeward demo --out /tmp/demo")(demo.demo)
app.command("new", epilog="Example:  homeward new ua --exchange exchange.toml seats/ua")(start.new)
app.command("status", epilog="Example:  homeward status --json seats/ua")(start.status)
app.command("clock", epilog="Example:  homeward clock --json seats/ua")(clock.clock)
app.command("sign", epilog="Example:  homeward sign terms --as head-1 --as head-2 seats/ua")(start.sign)
app.command("withdraw", epilog="Example:  homeward withdraw 1a2b3c4d5e6f seats/ua")(start.withdraw)
app.command("doctor", epilog="Example:  homeward doctor seats/ua")(start.doctor)
app.add_typer(terms.app, name="terms")
lists.app.command("template", epilog="Example:  homeward lists template --kind wish --lang uk --out wish.xlsx")(
    list_files.template
)
lists.app.command("map", epilog="Example:  homeward lists map holding.csv --sender ru --out ours.toml")(list_files.map_)
lists.app.command("diff", epilog="Example:  homeward lists diff holding.csv holding-2.csv")(list_files.diff)
lists.app.command(
    "export", epilog="Example:  homeward lists export --pfif wish.xml --domain tracing.example.org seats/ua"
)(list_files.export)
for part in (answers, prechecks, versions):
    lists.app.registered_commands.extend(part.app.registered_commands)
app.add_typer(lists.app, name="lists")
app.add_typer(lists.draw_app, name="draw")
app.add_typer(pairs.app, name="match")
app.add_typer(names.app, name="names")
app.add_typer(gates.app, name="gates")
app.add_typer(plan.app, name="plan")
app.add_typer(meeting.app, name="meeting")
crossing.app.registered_commands.extend(accounts.app.registered_commands)
app.add_typer(crossing.app, name="handover")
app.add_typer(remains.app, name="remains")
app.add_typer(bundle.app, name="bundle")
app.add_typer(record.app, name="record")
app.add_typer(vault.app, name="vault")
statements.app.command("review", epilog="Example:  homeward statements review seats/ua")(review.review)
app.add_typer(statements.app, name="statements")
app.command("reconcile", epilog="Example:  homeward reconcile --as-of 2025-05-23 seats/ua")(reconcile.reconcile)
app.add_typer(bulletin.app, name="bulletin")
app.add_typer(register.app, name="register")
app.command("residuals", epilog="Example:  homeward residuals --json seats/ua")(residuals.residuals)
app.command("close", epilog="Example:  homeward close --on 2025-05-25 seats/neutral")(residuals.close)
