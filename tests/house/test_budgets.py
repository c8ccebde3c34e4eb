"""Code stays readable: functions and modules are short, and only the command line speaks to the terminal."""

import ast
from collections.abc import Iterator

from tests.house.repository import modules

FUNCTION_LINES = 60
MODULE_LINES = 400


def long_functions(source: str, limit: int = FUNCTION_LINES) -> Iterator[str]:
    """Yield name, line and length of every function in *source* that is longer than *limit* lines."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                yield f"{node.name} (line {node.lineno}) has {length} lines"


def prints(source: str) -> Iterator[str]:
    """Yield the line of every call of ``print`` in *source*."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"line {node.lineno}"


def test_functions_are_short() -> None:
    """Every function fits on a page: at most 60 lines, docstring included."""
    offenders = [f"{path}: {each}" for path, source in modules() for each in long_functions(source)]

    assert not offenders


def test_modules_are_short() -> None:
    """Every module can be read in one sitting: at most 400 lines."""
    lengths = {str(path): len(source.splitlines()) for path, source in modules()}

    assert {path: length for path, length in lengths.items() if length > MODULE_LINES} == {}


def test_only_the_command_line_prints() -> None:
    """Nothing but the command line writes to the terminal."""
    faces = ("src/homeward/cli/", "src/homeward/cli.py")
    offenders = [
        f"{path}: {line}"
        for path, source in modules()
        for line in prints(source)
        if not path.as_posix().startswith(faces)
    ]

    assert not offenders


def test_a_long_function_is_found() -> None:
    """A function is counted with its docstring and nested code, and one line over the limit is reported."""
    source = "class Sheet:\n    async def sign(self):\n" + "        self.signed = True\n" * 60

    assert list(long_functions(source)) == ["sign (line 2) has 61 lines"]


def test_a_function_at_the_limit_passes() -> None:
    """The limit itself is allowed."""
    source = "def sign():\n" + "    signed = True\n" * 59

    assert list(long_functions(source)) == []


def test_a_print_is_found() -> None:
    """A call of print is found at any depth; the word in a text is not a call."""
    source = "def show():\n    'print(1)'\n    if True:\n        print(1)\n"

    assert list(prints(source)) == ["line 4"]
