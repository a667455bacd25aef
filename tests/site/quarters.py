"""To look at all pages takes minutes: every run takes a quarter of them, `make test-stack` all."""

import pytest

# Which page to begin with, before every fourth one from there.
EVERY_FOURTH_PAGE = [0, *(pytest.param(first, marks=pytest.mark.slow) for first in (1, 2, 3))]
