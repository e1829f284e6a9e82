"""Journeys of people through the pages; what the visitors assert is explained as a test's own."""

import pytest

pytest.register_assert_rewrite("tests.journeys.visitor", "tests.journeys.rounds")
