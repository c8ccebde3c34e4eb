"""Kinds of event of the whole list procedure, of remains, and of what counts as what."""

from __future__ import annotations

from typing import Final

from homeward.model.exchange import Role
from homeward.procedure import rules_answers, rules_counts, rules_lists, rules_remains, rules_versions
from homeward.procedure.signers import Kind, author, both_ends, every_party

LIST_KINDS: Final = (
    Kind(
        name="match.reviewed",
        says="what people at the neutral decided about pairs, sealed",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_lists.match_reviewed,
    ),
    Kind(
        name="list.asked",
        says="the holder was shown whom the other side looks for",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(1),
        rule=rules_answers.list_asked,
    ),
    Kind(
        name="answers.remarked",
        says="the asking side's remarks on the answers; perhaps none",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_answers.answers_remarked,
    ),
    Kind(
        name="remarks.replied",
        says="the holder's replies to the remarks; perhaps none",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_answers.remarks_replied,
    ),
    Kind(
        name="answers.amended",
        says="answers the holder changed later; the first are kept",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_answers.answers_amended,
    ),
    Kind(
        name="correction.requested",
        says="a party asks to correct its own list",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_versions.correction_requested,
    ),
    Kind(
        name="correction.decided",
        says="each request was approved or rejected",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(1),
        rule=rules_versions.correction_decided,
    ),
    Kind(
        name="list.versioned",
        says="a corrected list, sealed as the next version; the old one stays",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_versions.list_versioned,
    ),
    Kind(
        name="final.versioned",
        says="a new version of the final list of one direction",
        joint=True,
        role=Role.LIST_OFFICER,
        needs=every_party(2),
        rule=rules_versions.final_versioned,
    ),
    Kind(
        name="category.stated",
        says="what one side says of people's categories",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_counts.category_stated,
    ),
    Kind(
        name="act.corrected",
        says="a new act in place of a signed one that was wrong; the old one stays",
        joint=True,
        role=Role.AGENT,
        needs=both_ends,
        rule=rules_counts.act_corrected,
    ),
    Kind(
        name="act.allocated",
        says="under which agreement each person of an act counts",
        joint=True,
        role=Role.HEAD,
        needs=both_ends,
        rule=rules_counts.act_allocated,
    ),
    Kind(
        name="gesture.signed",
        says="people handed over outside every agreement",
        joint=True,
        role=Role.AGENT,
        needs=both_ends,
        rule=rules_counts.gesture_signed,
    ),
    Kind(
        name="remains.signed",
        says="bags of remains were handed over, or handed back",
        joint=True,
        role=Role.AGENT,
        needs=both_ends,
        rule=rules_remains.remains_signed,
    ),
    Kind(
        name="remains.identified",
        says="what the receiving side found out about bags of one act",
        joint=False,
        role=Role.LIST_OFFICER,
        needs=author(2),
        rule=rules_remains.remains_identified,
    ),
    Kind(
        name="exchange.closed",
        says="the exchange is closed; what is open stays in the register",
        joint=True,
        role=Role.HEAD,
        needs=every_party(2),
        rule=rules_counts.exchange_closed,
    ),
)
"""In the order of the procedure."""
