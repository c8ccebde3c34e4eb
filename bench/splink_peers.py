"""Splink set up in two ways: as a user starts with it, and fed by somebody who has our normalised columns and keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl
import splink.comparison_library as cl
from anyascii import anyascii
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from homeward.matching.candidates import key_frame
from homeward.matching.frames import keyed

NAME_COLUMNS = ("surname", "given_names", "father_name", "birth_place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What Splink learns from: rules whose pairs are taken for matches, and a rule for each session."""

    known: tuple[Any, ...]
    sessions: tuple[Any, ...]


def plain(left: pl.DataFrame, right: pl.DataFrame, *, threads: int = 1, sample: float | None = 1.0) -> pl.DataFrame:
    """
    Run Splink on the raw columns, romanised letter by letter, with its usual comparisons and rules.

    *sample* is the share of the records it learns from; ``None`` leaves that to Splink.
    """
    tables = [_romanised(frame) for frame in (left, right)]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row_id",
        comparisons=[
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.NameComparison("given_names").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("father_name", [0.9, 0.8]),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.JaroWinklerAtThresholds("birth_place", [0.9]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("service_number"),
            cl.ExactMatch("unit"),
            cl.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("surname", "given_names"),
            block_on("surname", "substr(birth_date, 1, 4)"),
            block_on("birth_date"),
            block_on("given_names", "father_name"),
            block_on("substr(surname, 1, 4)", "substr(given_names, 1, 3)"),
            block_on("service_number"),
        ],
    )
    training = Training(
        known=(block_on("surname", "given_names", "birth_date"), block_on("service_number")),
        sessions=(block_on("surname", "given_names"), block_on("birth_date")),
    )
    return _run(tables, settings, training, threads, sample)


def tuned(left: pl.DataFrame, right: pl.DataFrame, *, threads: int = 1, sample: float | None = 1.0) -> pl.DataFrame:
    """Run Splink on our normalised columns with our keys and the same levels as ours. See :func:`plain`."""
    tables = [_normalised(frame) for frame in (left, right)]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row_id",
        comparisons=_comparisons(),
        blocking_rules_to_generate_predictions=[
            block_on("bones", "given"),
            block_on("bones", "year"),
            block_on("day", "bones_start"),
            block_on("day", "given"),
            block_on("given", "father", "month"),
            block_on("month_day", "bones_start", "given"),
            {"blocking_rule": "l.day = r.day_exchanged and l.bones_initial = r.bones_initial", "sql_dialect": "duckdb"},
            block_on("bones", "father"),
            block_on("given", "father", "place", "year"),
            block_on("number"),
        ],
    )
    training = Training(
        known=(block_on("surname", "given", "day"), block_on("number")),
        sessions=(block_on("surname", "given"), block_on("day")),
    )
    return _run(tables, settings, training, threads, sample)


def _run(
    tables: Sequence[pl.DataFrame], settings: SettingsCreator, training: Training, threads: int, sample: float | None
) -> pl.DataFrame:
    connection = duckdb.connect(":memory:")
    connection.execute(f"SET threads = {threads}")
    api = DuckDBAPI(connection=connection)
    sides = [
        api.register(table.to_arrow(), dataset_display_name=name) for table, name in zip(tables, "lr", strict=True)
    ]
    linker = Linker(sides, settings, log_level=50)
    linker.training.estimate_probability_two_random_records_match(list(training.known), recall=0.5)
    linker.training.estimate_u_using_random_sampling(seed=1)
    options = {} if sample is None else {"record_sample_proportion": sample}
    for session in training.sessions:
        linker.training.estimate_parameters_using_expectation_maximisation(session, **options)
    predicted: Any = linker.inference.predict(threshold_match_probability=0.001)
    pairs = connection.sql(f"SELECT row_id_l, row_id_r, match_probability FROM {predicted.physical_name}")
    found = pl.DataFrame(pairs.to_arrow_table())
    is_left = pl.col("row_id_l").str.starts_with("L")
    return found.select(
        left=pl.when(is_left).then("row_id_l").otherwise("row_id_r"),
        right=pl.when(is_left).then("row_id_r").otherwise("row_id_l"),
        probability="match_probability",
    )


def _romanised(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        pl.Series(column, [anyascii(value).lower() if value else None for value in frame[column]], dtype=pl.String)
        for column in NAME_COLUMNS
    )


def _normalised(frame: pl.DataFrame) -> pl.DataFrame:
    keys = keyed(frame)
    rows = key_frame(keys).unique("row", keep="first", maintain_order=True)
    return rows.select(
        "row_id",
        surname=keys["surname"].str.split("|").list.first(),
        bones="surname",
        bones_start="surname_start",
        bones_initial="surname_initial",
        first=keys["given_names"].str.split("|").list.first(),
        given="given",
        father="father_name",
        year=pl.col("year").cast(pl.String),
        month=pl.col("month").cast(pl.String),
        month_day=pl.col("month_day").cast(pl.String),
        day=pl.col("day").cast(pl.String),
        day_exchanged=pl.col("day_exchanged").cast(pl.String),
        place="place",
        number="number",
        unit="unit",
        sex="sex",
    )


def _level(sql: str, label: str, frequency_of: str | None = None) -> dict[str, Any]:
    level: dict[str, Any] = {"sql_condition": sql, "label_for_charts": label}
    return level | ({"tf_adjustment_column": frequency_of} if frequency_of else {})


def _comparison(column: str, *levels: dict[str, Any], null: str | None = None) -> dict[str, Any]:
    missing = {
        "sql_condition": null or f"{column}_l is null or {column}_r is null",
        "label_for_charts": "null",
        "is_null_level": True,
    }
    return {"output_column_name": column, "comparison_levels": [missing, *levels, _level("ELSE", "else")]}


def _alike(column: str, share: float) -> dict[str, Any]:
    return _level(f"jaro_winkler_similarity({column}_l, {column}_r) >= {share}", f"jw {share}")


def _same(column: str, *, by_frequency: bool = True) -> dict[str, Any]:
    return _level(f"{column}_l = {column}_r", "same", column if by_frequency else None)


def _initial(column: str) -> tuple[dict[str, Any], dict[str, Any]]:
    short = f"(length({column}_l) = 1 or length({column}_r) = 1)"
    return (
        _level(f"{short} and substr({column}_l, 1, 1) = substr({column}_r, 1, 1)", "initial agrees"),
        _level(short, "initial differs"),
    )


def _comparisons() -> list[Any]:
    years = "abs(cast(year_l as integer) - cast(year_r as integer))"
    parts = [f"substr(day_{{side}}, {start}, {size})" for start, size in ((1, 4), (5, 2), (7, 2))]
    year, month, day = (f"{part.format(side='l')} = {part.format(side='r')}" for part in parts)
    bones = "bones_l = bones_r and jaro_winkler_similarity(surname_l, surname_r) > 0.8"
    nearly = f"({bones}) or jaro_winkler_similarity(surname_l, surname_r) >= 0.93"
    return [
        _comparison("surname", _same("surname"), _level(nearly, "nearly"),
                    _alike("surname", 0.87), _alike("surname", 0.8)),
        _comparison("given", _same("given"), *_initial("first"), _alike("first", 0.89),
                    null="first_l is null or first_r is null"),
        _comparison("father", *_initial("father"), _same("father"), _alike("father", 0.89)),
        _comparison("day", _level("day_l = day_r", "same day"), _level("day_l = day_exchanged_r", "exchanged"),
                    _level(f"{year} and {month}", "day differs"), _level(f"{year} and {day}", "month differs"),
                    _level(f"{month} and {day}", "year differs"),
                    _level("(day_l is null or day_r is null) and year_l = year_r", "year agrees"),
                    _level("year_l = year_r", "same year"), _level(f"{years} <= 2", "near year"),
                    null="year_l is null or year_r is null"),
        _comparison("place", _same("place"), _alike("place", 0.9)),
        _comparison("number", _same("number", by_frequency=False),
                    _level("levenshtein(number_l, number_r) <= 1", "slip")),
        _comparison("unit", _same("unit")),
        _comparison("sex", _same("sex", by_frequency=False)),
    ]  # fmt: skip
