"""What the shared record holds of a subject on which the parties spoke in public: its own events, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from homeward.procedure.state import State
from homeward.reconcile import Accounts, Subject
from homeward.reconcile.accounts import SPOKEN

NOT_SHARED: Final = "not in a shared record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Accounts of the parties, and what the record holds of their subject at that time, in words; empty for nothing."""

    accounts: Accounts
    record: tuple[str, ...]

    @property
    def says(self) -> str:
        """Say in one line whether a record shows it, and whether the accounts differ. Never who is right."""
        where = "in the shared record" if self.record else NOT_SHARED
        return f"{where}; {'the accounts differ' if self.accounts.differ else 'each side gives its account'}"


def beside_record(state: State, told: Iterable[Accounts]) -> tuple[Beside, ...]:
    """Put what the record holds of the same days beside each of the accounts."""
    return tuple(Beside(accounts=one, record=tuple(_holds(state, one))) for one in told)


def _holds(state: State, told: Accounts) -> Iterator[str]:
    first, last = told.first - SPOKEN, told.last + SPOKEN
    lines = _meeting(state) if told.subject is Subject.MEETING else _lists(state)
    dated = sorted((at, says) for at, says in lines if first <= at <= last)
    for at, says in dated:
        yield f"{at}: {says}"


def _meeting(state: State) -> Iterator[tuple[date, str]]:
    """Yield what the record holds about dates, readiness and presence, each with its day."""
    meetings, parties = state.meetings, " and ".join(state.parties())
    for agreed in meetings.known.values():
        if agreed.on is None:
            says = f"a text drafted that day and signed by {parties} takes back the date of tranche {agreed.tranche}"
            yield _day(agreed.at), says
        else:
            says = f"the date of tranche {agreed.tranche}, drafted on {_day(agreed.at)} and signed by {parties}"
            yield agreed.on, says
    for proposed in meetings.proposals.values():
        says = f"{proposed.org} proposed {proposed.on} for tranche {proposed.tranche}; not signed by the others"
        yield _day(proposed.at), says
    for (tranche, org), said in meetings.readiness.items():
        yield _day(said.at), f"{org} declared to be {'ready' if said.is_ready else 'not ready'} for tranche {tranche}"
    for one in meetings.presences:
        yield _day(one.at), f"{one.org} recorded to be there for tranche {one.tranche}"
    for act in state.acts:
        yield _day(act.at), f"an act of tranche {act.act.tranche} for {act.act.direction}, drafted that day, is signed"


def _lists(state: State) -> Iterator[tuple[date, str]]:
    """Yield what the record holds about lists, answers and remarks, each with its day."""
    for (org, kind), sealed in state.lists.items():
        yield _day(sealed.committed_at), f"{org} sealed its {kind.value} list"
        if sealed.revealed_at is not None:
            yield _day(sealed.revealed_at), f"{org} revealed its {kind.value} list to the neutral"
    for direction, (_, at) in state.answered.items():
        yield _day(at), f"{direction.holder} answered for {direction}"
    for direction, (_, at) in state.remarks_sent.items():
        yield _day(at), f"{direction.receiver} remarked on the answer for {direction}"
    for direction, (_, at) in state.finals.items():
        yield (
            _day(at),
            f"the final list for {direction}, drafted that day, is signed by {' and '.join(state.parties())}",
        )


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
