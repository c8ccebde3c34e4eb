"""Puts claims beside each other and beside the record. It finds what adds up and what does not, never who is right."""

from homeward.reconcile.accounts import Account, Accounts, Subject, accounts
from homeward.reconcile.case import Case, case_of
from homeward.reconcile.confirming import Confirmation, confirm, confirmation_record
from homeward.reconcile.neutral import Avoided, Line, NeutralDraft, draft_record, draft_statement
from homeward.reconcile.rules import CONFLICTS, RULES, Rule, reconcile, verdict_record
from homeward.reconcile.superlatives import DEFINITIONS, Answer, Definition, largest
from homeward.reconcile.sureness import SURE_PERCENT, sources
from homeward.reconcile.words import unsure

__all__ = [
    "CONFLICTS",
    "DEFINITIONS",
    "RULES",
    "SURE_PERCENT",
    "Account",
    "Accounts",
    "Answer",
    "Avoided",
    "Case",
    "Confirmation",
    "Definition",
    "Line",
    "NeutralDraft",
    "Rule",
    "Subject",
    "accounts",
    "case_of",
    "confirm",
    "confirmation_record",
    "draft_record",
    "draft_statement",
    "largest",
    "reconcile",
    "sources",
    "unsure",
    "verdict_record",
]
