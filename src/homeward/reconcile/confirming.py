"""What a person does with a verdict (R11): read it, and confirm it by its claims. The record is not touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from homeward.model.claims import Result, Verdict
from homeward.model.findings import Json, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A person read a verdict and holds it to be right. It is about claims, and no event of the record."""

    rule: str
    result: Result
    claims: tuple[str, ...]
    by: str
    on: date


def confirm(verdict: Verdict, *, claims: tuple[str, ...], by: str, on: date) -> Confirmation:
    """
    Return the confirmation of *verdict* by an officer, who names its *claims* by their ids.

    Raises:
        Refusal: ``RECONCILE-1`` unless exactly the verdict's claims are named: nobody confirms what he has not read.
    """
    if set(claims) != set(verdict.claims):
        raise Refusal(
            "RECONCILE-1",
            f"{verdict.rule} {verdict.result.value} is about other claims than those named",
            hint=f"name each of: {', '.join(verdict.claims)}",
        )
    return Confirmation(rule=verdict.rule, result=verdict.result, claims=verdict.claims, by=by, on=on)


def confirmation_record(confirmation: Confirmation) -> Json:
    """Return *confirmation* as JSON."""
    return {
        "by": confirmation.by,
        "claims": list(confirmation.claims),
        "on": confirmation.on.isoformat(),
        "result": confirmation.result.value,
        "rule": confirmation.rule,
    }
