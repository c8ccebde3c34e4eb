"""The cases of tests/corpus/reconcile: what was said, what the record has, and what must be found."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from homeward.model.claims import Claim, Verdict
from homeward.model.figures import Figure, Stage
from homeward.model.ids import Digest, PartyId, TrancheId
from homeward.model.past import PastEvent
from homeward.model.terms import Direction, Terms
from homeward.reconcile import reconcile
from homeward.statements import ClaimsFile, read_claims_files
from tests.unit.reconcile.made import EAST, LAST, WEST, made_terms

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "reconcile"
PARTIES = {"EAST": "east", "WEST": "west"}
OTHERS = {"NORTH": "north", "SOUTH": "south"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One file: its claims, what is beside them, and its expected lines in order."""

    name: str
    claims: tuple[Claim, ...]
    record: tuple[Figure, ...]
    terms: Terms | None
    past: tuple[PastEvent, ...]
    expect: tuple[str, ...]

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return everything found."""
        return reconcile(self.claims, self.record, self.terms, as_of=LAST, past=self.past, parties=(EAST, WEST))


def case_of(path: Path) -> Case:
    """Read one file of the corpus, whose claims have no finding."""
    told: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    files = [
        ClaimsFile(name=one["document"], source=one["document"], data=json.dumps(one).encode())
        for one in told["documents"]
    ]
    claims, findings = read_claims_files(files, parties=PARTIES | OTHERS)
    assert findings == ()
    return Case(
        name=path.stem,
        claims=tuple(replace(one, statement=replace(one.statement, party=_party(one))) for one in claims),
        record=tuple(_figure(one) for one in told.get("record", ())),
        terms=made_terms(told["agreed"]) if "agreed" in told else None,
        past=tuple(_past(one) for one in told.get("past", ())),
        expect=tuple(told["expect"]),
    )


def line(verdict: Verdict, *, sources: bool = False) -> str:
    """Write a verdict as the corpus does."""
    count = [f"sources={verdict.sources}"] if sources else []
    return " ".join([verdict.rule, verdict.result.value, *sorted(verdict.claims), *count])


def lines(case: Case) -> list[str]:
    """Return every verdict of *case*, with its sources where the expected line counts them."""
    counted = {one.rpartition(" ")[0] for one in case.expect if "sources=" in one}
    return sorted(line(one, sources=line(one) in counted) for one in case.verdicts())


def _party(claim: Claim) -> str:
    return claim.statement.party if claim.statement.party not in OTHERS.values() else "third"


def _figure(one: Mapping[str, Any]) -> Figure:
    holder, _, receiver = one["direction"].partition(">")
    return Figure(
        stage=Stage.RETURNED,
        direction=Direction(holder=PartyId(holder), receiver=PartyId(receiver)),
        tranche=TrancheId(f"t-{one['on']}"),
        on=date.fromisoformat(one["on"]),
        category=None,
        persons=one["persons"],
        proof=(Digest("a" * 64),),
    )


def _past(one: Mapping[str, Any]) -> PastEvent:
    ways = tuple((way.lower(), (persons, persons)) for way, persons in one.get("one_way", ()))
    total = None if one.get("total") is None else (one["total"], one["total"])
    return PastEvent(on=date.fromisoformat(one["on"]), label=one["label"], one_way=ways, total=total)
