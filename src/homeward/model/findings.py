"""Findings and refusals: the two ways in which Homeward says that something is wrong.

A *finding* is something in data that a person must see: a value, never raised; a check returns all of them.
A *refusal* is an act that must not happen: raised, and nothing has changed. Anything else that goes wrong is a bug.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
"""What canonical JSON may hold: no floats, see :mod:`homeward.model.canonical`."""


class Severity(Enum):
    """How much a finding matters. ``ERROR`` and ``LAW`` stop the act that needed the data; ``ADVICE`` does not."""

    ERROR = "error"
    LAW = "law"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place a person can turn to. ``line`` and ``column`` count from 1; ``None`` means not stated."""

    source: str
    line: int | None = None
    column: int | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    Something in data that a person must see.

    ``seen`` may quote the value it is about: only those who may see the data see its findings.
    ``source`` names the rule's origin: an article of law, a clause, a section of a specification.
    """

    code: str
    severity: Severity
    where: Where
    rule: str
    seen: str | None = None
    remedy: str
    source: str


class RuleTable(Enum):
    """
    The rules of one unit as a table; a member is ``code, severity, what is broken, what to do, whose rule it is``.

    Codes never change their meaning, and a code that falls out of use is not given again.
    """

    _value_: tuple[str, Severity, str, str, str]

    @property
    def code(self) -> str:
        """The stable code."""
        return self._value_[0]

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self._value_[1]

    @property
    def says(self) -> str:
        """What is broken."""
        return self._value_[2]

    def found(self, where: Where, *, seen: str | None = None, remedy: str | None = None) -> Finding:
        """Return the finding that this rule is broken at *where*; *remedy* replaces the general one."""
        code, severity, says, general, source = self._value_
        return Finding(
            code=code,
            severity=severity,
            where=where,
            rule=says,
            seen=seen,
            remedy=remedy if remedy is not None else general,
            source=source,
        )


class Refusal(Exception):  # noqa: N818 - a refusal is not an error: the program worked, the act may not happen
    """An act that must not happen. Nothing was changed. ``says`` holds ids only, never personal data."""

    def __init__(self, code: str, says: str, *, hint: str, source: str = "") -> None:
        """Keep the stable *code*, what was refused, what to do next, and the rule's origin."""
        super().__init__(f"{says} [{code}]")
        self.code = code
        self.says = says
        self.hint = hint
        self.source = source

    def __reduce__(self) -> tuple[Callable[..., Refusal], tuple[object, ...]]:
        """Let a refusal cross from one process to another."""
        return partial(type(self), hint=self.hint, source=self.source), (self.code, self.says)


class FindingsRefusal(Refusal):
    """A refusal because data has findings of ``error`` or ``law``; it carries them all."""

    def __init__(self, code: str, says: str, *, findings: Iterable[Finding], hint: str, source: str = "") -> None:
        """Keep the findings beside what :class:`Refusal` keeps."""
        super().__init__(code, says, hint=hint, source=source)
        self.findings = tuple(findings)

    def __reduce__(self) -> tuple[Callable[..., Refusal], tuple[object, ...]]:
        """Let a refusal cross from one process to another, with its findings."""
        again = partial(FindingsRefusal, findings=self.findings, hint=self.hint, source=self.source)
        return again, (self.code, self.says)


def stopping(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that stop an act, in their order: those of severity ``error`` or ``law``."""
    return tuple(finding for finding in findings if finding.severity is not Severity.ADVICE)
