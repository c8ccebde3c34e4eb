"""Settings for every test: how Hypothesis looks for examples."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.world import World

# The same examples on every machine and every run: a red test can be shown to somebody else.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
# Many fresh examples, for `make soak` and for looking: HYPOTHESIS_PROFILE=search pytest ...
settings.register_profile("search", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture
def at_step(tmp_path: Path) -> "Callable[[str], World]":
    """Offer ``at_step("plan")``: a fresh copy of the small made-up exchange as it stands after that step."""
    from tests.world import world_at  # noqa: PLC0415 - most tests need no world, and it imports every service

    return lambda step: world_at(step, tmp_path)
