"""The examples in the docstrings of the names unit give what they say."""

import doctest
import importlib
import pkgutil

import pytest

import homeward.names

MODULES = sorted(each.name for each in pkgutil.iter_modules(homeward.names.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    """Each example is run as it stands."""
    results = doctest.testmod(importlib.import_module(f"homeward.names.{name}"))

    assert results.failed == 0
