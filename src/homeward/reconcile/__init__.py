"""Puts claims beside each other and beside the record. It finds what adds up and what does not, never who is right."""

from homeward.reconcile.rules import CONFLICTS, RULES, Rule, reconcile, verdict_record

__all__ = ["CONFLICTS", "RULES", "Rule", "reconcile", "verdict_record"]
