"""What a seat's own record has to set statements beside."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.model.figures import Figure
from homeward.model.terms import Terms
from homeward.procedure.counts import figures
from homeward.service.reading import read_record
from homeward.service.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The figures that the record proves, and the signed terms; None while they are not signed."""

    figures: tuple[Figure, ...]
    terms: Terms | None


def beside(seat: Seat) -> Beside:
    """Read the record of *seat*, verified, for its figures and its terms. Nothing is changed."""
    state = read_record(seat).state
    return Beside(figures=figures(state), terms=state.terms)
