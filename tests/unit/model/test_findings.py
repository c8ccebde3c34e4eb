"""Findings are values, refusals are raised."""

from homeward.model.findings import Finding, FindingsRefusal, Refusal, Severity, Where, stopping


def finding(severity: Severity) -> Finding:
    """Return a finding of that weight."""
    return Finding(
        code="LIST-1", severity=severity, where=Where(source="a.csv"), rule="a rule", remedy="do it", source="a law"
    )


def test_advice_stops_nothing() -> None:
    """Errors and breaches of law stop an act, in their order; advice does not."""
    error, law, advice = finding(Severity.ERROR), finding(Severity.LAW), finding(Severity.ADVICE)

    assert stopping([advice, law, error, advice]) == (law, error)


def test_a_refusal_says_its_code() -> None:
    """A refusal names its code after what was refused."""
    assert str(Refusal("KEY-1", "no such key", hint="look again")) == "no such key [KEY-1]"


def test_a_refusal_with_findings_carries_them_all() -> None:
    """A refusal because of findings is a refusal like any other, and keeps every finding in order."""
    found = [finding(Severity.ERROR), finding(Severity.ADVICE)]

    refusal = FindingsRefusal("A-1", "faults", findings=iter(found), hint="correct them")

    assert isinstance(refusal, Refusal)
    assert refusal.findings == tuple(found)
