"""The blueprint under test."""

import pytest

from tests.blueprints.equipment_files import Blueprint


@pytest.fixture(scope="session")
def blueprint() -> Blueprint:
    return Blueprint()
