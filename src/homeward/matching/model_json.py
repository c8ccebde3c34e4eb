"""A model as JSON: what one seat estimated can be read, kept, and used again on the same two lists or others."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from homeward.matching.frequencies import EXPECTED, Births, Frequencies
from homeward.matching.model import FieldModel, Model, published
from homeward.model.findings import Refusal

FORMAT: Final = 1
"""Number of the format; a newer one is refused."""

_HINT: Final = "write the model again with `homeward match --model-out`"


def model_bytes(model: Model) -> bytes:
    """Return *model* as JSON. It holds shares of values that ten rows or more have, and no row."""
    return (json.dumps(model_record(model), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def model_record(model: Model) -> dict[str, object]:
    """Return *model* as plain values; numbers are exact, so that reading them back gives the same model."""
    fields: dict[str, object] = {
        field: [
            [int(group), words, float(m), float(u), float(relative)]
            for group, words, m, u, relative in zip(own.groups, own.words, own.m, own.u, own.relative, strict=True)
        ]
        for field, own in model.fields.items()
    }
    frequencies: dict[str, object] = {
        field: {"common": dict(own.common), "rare": own.rare} for field, own in model.frequencies.items()
    }
    return {
        "format": FORMAT,
        "sizes": list(model.sizes),
        "matches": model.matches,
        "fields": fields,
        "frequencies": frequencies,
        "births": {"start": model.births.start, "steps": list(model.births.steps)},
    }


def model_of(content: bytes) -> Model:
    """
    Return the model that *content* holds.

    Raises:
        Refusal: ``MODEL-1`` when it is not JSON of this format, ``MODEL-2`` when its format is newer, ``MODEL-3`` when
            its fields or numbers are not those of a model, with the place.
    """
    try:
        record = json.loads(content)
    except ValueError as error:
        raise Refusal("MODEL-1", f"the model is not JSON: {error}", hint=_HINT) from None
    if not isinstance(record, Mapping) or not isinstance(record.get("format"), int):
        raise Refusal("MODEL-1", "the model has no number of its format", hint=_HINT)
    if record["format"] > FORMAT:
        raise Refusal("MODEL-2", f"the model has format {record['format']}; this program reads {FORMAT}", hint=_HINT)
    try:
        return _model(record)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise Refusal("MODEL-3", f"the model is not complete: {error}", hint=_HINT) from None


def _model(record: Mapping[str, object]) -> Model:
    fields = _mapping(record, "fields")
    frequencies = _mapping(record, "frequencies")
    births = _mapping(record, "births")
    sizes = [int(_number(size)) for size in _list(record["sizes"])]
    smaller, larger = sizes
    matches = _number(record["matches"])
    if not 0 < matches < smaller <= larger:
        raise ValueError(f"matches: {matches} of {smaller} and {larger} rows")
    return Model(
        fields={field: _field(field, own, _list(fields[field])) for field, own in published().items()},
        frequencies={field: _frequencies(_mapping(frequencies, field)) for field in EXPECTED},
        births=Births(start=int(_number(births["start"])), steps=tuple(map(_share, _list(births["steps"])))),
        sizes=(smaller, larger),
        matches=matches,
    )


def _field(field: str, known: FieldModel, levels: list[object]) -> FieldModel:
    rows = [_list(level) for level in levels]
    if tuple(row[1] for row in rows) != known.words or [row[0] for row in rows] != known.groups.tolist():
        raise ValueError(f"{field}: its levels are not those of this program")
    m, u, relative = (np.array([_share(row[column]) for row in rows]) for column in (2, 3, 4))
    return FieldModel(words=known.words, groups=known.groups, m=m, u=u, relative=relative)


def _frequencies(own: Mapping[str, object]) -> Frequencies:
    common = _mapping(own, "common")
    return Frequencies(common={value: _share(share) for value, share in common.items()}, rare=_share(own["rare"]))


def _mapping(record: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = record[key]
    if not isinstance(value, Mapping):
        raise TypeError(f"{key}: {type(value).__name__} where a table belongs")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} where a list belongs")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r} where a number belongs")
    return float(value)


def _share(value: object) -> float:
    share = _number(value)
    if not 0.0 < share <= 1.0:
        raise ValueError(f"{share} where a share above 0 and up to 1 belongs")
    return share
