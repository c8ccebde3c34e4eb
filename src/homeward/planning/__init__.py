"""Places in tranches: the public draw, the plan, its independent checker, replacements, and reasons in words.

Values in, values and findings out; the solver comes through :class:`homeward.ports.Solver`. Refusals are ``PLAN-1`` to
``PLAN-7``, findings of the checker ``PLAN-11`` to ``PLAN-28``.
"""

from homeward.planning.check import plan_findings
from homeward.planning.draw import group_ticket, nonce_commitment, seed_of, ticket
from homeward.planning.plan import make_plan
from homeward.planning.reasons import reason_text
from homeward.planning.records import plan_from_record, plan_record, reserve_refs, tranche_refs
from homeward.planning.replacing import held_back, replacements

__all__ = [
    "group_ticket",
    "held_back",
    "make_plan",
    "nonce_commitment",
    "plan_findings",
    "plan_from_record",
    "plan_record",
    "reason_text",
    "replacements",
    "reserve_refs",
    "seed_of",
    "ticket",
    "tranche_refs",
]
