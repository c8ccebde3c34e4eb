"""Ordered rules: the first that answers decides a field, and is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from homeward.statements.reader.frames import Frame
from homeward.statements.reader.patterns import Tag

Rule: TypeAlias = tuple[str, str | None, Callable[[Frame], Tag | str | bool | None]]
"""
The rule's id, the value it gives, and the question it asks. A question answers with the words it rests on, with True,
or with the value itself where the rule gives none; with None or False where it does not apply.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A field's value, the rule that gave it, and the words it rests on."""

    value: str | None
    rule: str
    tag: Tag | None = None


def decide(rules: Sequence[Rule], frame: Frame, *, otherwise: Decision) -> Decision:
    """Return what the first of *rules* that applies to *frame* gives, *otherwise* where none does."""
    for name, value, question in rules:
        answer = question(frame)
        if answer is None or answer is False:
            continue
        tag = answer if isinstance(answer, Tag) else None
        if value is not None:
            return Decision(value=value, rule=name, tag=tag)
        if isinstance(answer, str):
            return Decision(value=answer, rule=name)
    return otherwise


def always(_: Frame) -> bool:
    """Answer for the last of some rules."""
    return True
