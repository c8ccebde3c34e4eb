"""Settings for every test: how Hypothesis looks for examples."""

import os

from hypothesis import HealthCheck, settings

# The same examples on every machine and every run: a red test can be shown to somebody else.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
# Many fresh examples, for `make soak` and for looking: HYPOTHESIS_PROFILE=search pytest ...
settings.register_profile("search", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
