"""What tests of signing in may ask for."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    """Limits that are kept in the cache begin anew."""
    cache.clear()
