"""Every refusal and finding of the record has a test that names its code."""

import re
from collections.abc import Iterable

from tests.house.repository import ROOT, modules

UNITS = ("procedure", "handover", "service", "adapters")
CODE = re.compile(r'"([A-Z]+-[0-9]+)"')


def codes_in(sources: Iterable[str]) -> set[str]:
    """Return every code that stands as a string of its own in *sources*."""
    return {code for source in sources for code in CODE.findall(source)}


def named_in(code: str, tests: str) -> bool:
    """Tell whether *tests* name *code*, and not only a longer one."""
    return re.search(rf"\b{code}\b", tests) is not None


def test_every_code_of_the_record_is_tested() -> None:
    """A code that no test names is a rule nobody would miss."""
    folders = tuple(f"src/homeward/{unit}/" for unit in UNITS)
    raised = codes_in(source for path, source in modules() if path.as_posix().startswith(folders))
    tests = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py")))

    assert sorted(code for code in raised if not named_in(code, tests)) == []


def test_a_code_is_found_whole() -> None:
    """A code counts where it stands alone in quotes, and a test of WORD-12 is none of WORD-1."""
    source = 'raise Refusal("WORD-1", f"WORD-2 is no code here", hint="see WORD-3")'

    assert codes_in([source]) == {"WORD-1"}
    assert not named_in("WORD-1", "WORD-12")
    assert named_in("WORD-1", "match='WORD-1]'")
