"""The matching command: two list files in, pairs with evidence out."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.build import system_now
from homeward.cli.matching_spark import Engine, match_on_spark, refuse_empty
from homeward.cli.show import BarProgress, answer, answer_json, may_write, say, show_findings, write_new
from homeward.cli.words import AsJson, Force
from homeward.model.findings import stopping

if TYPE_CHECKING:
    import polars as pl

    from homeward.adapters.list_files import Request
    from homeward.matching import Result
    from homeward.matching.model import Model


def match(
    left: Annotated[Path, typer.Argument(metavar="LEFT", help="A list: usually a wish list.")],
    right: Annotated[Path, typer.Argument(metavar="RIGHT", help="A list: usually a holding list.")],
    out: Annotated[Path, typer.Option(help="Where to write the pairs: .csv or .parquet.")],
    model: Annotated[Path | None, typer.Option(help="A model to score with; without one it is estimated here.")] = None,
    model_out: Annotated[Path | None, typer.Option(help="Where to write the model that was used, JSON.")] = None,
    threads: Annotated[int, typer.Option(min=1, help="Parts worked on at once. The answer is the same.")] = 1,
    encoding: Annotated[str, typer.Option(help="The files' encoding, where it is not UTF-8.")] = "utf-8",
    engine: Annotated[Engine, typer.Option(help="spark is for lists beyond one machine.")] = Engine.LOCAL,
    spark_master: Annotated[str, typer.Option(metavar="URL", help="Spark's master, for --engine spark.")] = "local[*]",
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Propose which entries of two lists are one person, with the evidence per field. It proposes, never decides."""
    from homeward.adapters.list_files import Request
    from homeward.adapters.memory import forget
    from homeward.matching import model_bytes, model_of, pair_table

    for file in (out, model_out):
        if file:
            may_write(file, force=force)
    given = model_of(model.read_bytes()) if model else None
    request = Request(now=system_now(), encoding=encoding)
    unfinished = out.with_name(out.name + ".unfinished")
    if engine is Engine.SPARK:
        result, left_out = match_on_spark((left, right), request, spark_master, unfinished, model=given)
    else:
        result, left_out = _match_here((left, right), request, threads, unfinished, model=given)
    write_new(out, _bytes(pair_table(result), out), force=force)
    if model_out:
        write_new(model_out, model_bytes(result.model), force=force)
    forget(unfinished)
    _tell(result, left_out, out, as_json=as_json)


def _match_here(
    files: tuple[Path, Path], request: Request, threads: int, unfinished: Path, *, model: Model | None
) -> tuple[Result, int]:
    """Return the pairs of two list files, and how many errors kept rows out."""
    from homeward.adapters.list_frames import keyed_files
    from homeward.adapters.memory import FolderMemory, work_digest
    from homeward.adapters.threads import Threads
    from homeward.matching import match_keyed

    progress = BarProgress()
    progress("reading", 0.0)
    lists = keyed_files(files, request, threads=threads)
    progress("reading", 1.0)
    for one in lists:
        show_findings(stopping(one.findings), talk=True)
    frames = [one.frame for one in lists]
    refuse_empty(*(frame.height for frame in frames))
    memory = FolderMemory(unfinished, work_digest(frames, model))
    result = match_keyed(*frames, model=model, workers=Threads(threads), memory=memory, progress=progress)
    progress.close()
    return result, sum(len(stopping(one.findings)) for one in lists)


def _tell(result: Result, left_out: int, out: Path, *, as_json: bool) -> None:
    accepted, proposed, pairs = int(result.is_accepted.sum()), int(result.is_proposed.sum()), len(result.shown)
    if as_json:
        answer_json({"pairs": pairs, "proposed": proposed, "accepted": accepted,
                     "rows_with_errors": left_out, "out": str(out)})  # fmt: skip
        return
    answer(f"{pairs} pairs, {proposed} proposed one to one, {accepted} accepted, written to {out}")
    if proposed > accepted:
        say(f"{proposed - accepted} proposed pair(s) have common names and no date or number that agrees: look at them")
    if left_out:
        say(f"{left_out} error(s) kept rows out of the matching; see above")


def _bytes(pairs: pl.DataFrame, out: Path) -> bytes:
    buffer = io.BytesIO()
    if out.suffix.lower() == ".parquet":
        pairs.write_parquet(buffer)
    else:
        pairs.write_csv(buffer, float_precision=4)
    return buffer.getvalue()
