"""The act at the crossing: who crosses, who replaces whom, and the sheet people sign on paper."""

from homeward.handover.drafting import EVERYBODY, draft_act, public_category
from homeward.handover.sheet import number_in_words, sheet_text

__all__ = ["EVERYBODY", "draft_act", "number_in_words", "public_category", "sheet_text"]
