"""The blueprint under test."""

import pytest
from equipment_files import Blueprint


@pytest.fixture(scope="session")
def blueprint() -> Blueprint:
    return Blueprint()
