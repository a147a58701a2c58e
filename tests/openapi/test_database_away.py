"""While the database is away every call says so: 503, when to come back, and nothing else of 5xx."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from prooftrail.app import create_app
from prooftrail.platform.database.pool import open_pool
from prooftrail.settings import read_settings
from tests.openapi.fuzzing import Fuzzer, operations

pytestmark = pytest.mark.heavy

NOWHERE = "host=/nonexistent dbname=none user=none connect_timeout=1"
KNOWN = {"id": ["0197b0f6-3f4e-7c2a-9c11-5d7ef0a1b2c3"], "workspace": ["demo"]}
WITHOUT = {
    "alive": {200}, "describe_api": {200, 503}, "list_entries": {200, 503},
    "call_hook": {404, 503}, "show_link": {404, 503}, "give_linked_file": {404, 503},
    "tell_reading": {404, 503}, "answer_link": {404, 503},
    "send_form": {404, 503}, "tell_visit": {404, 503},
}  # fmt: skip
"""Operations that need no database, or can do without."""


@pytest.fixture(scope="module")
def lonely(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = read_settings(
        {"PROOFTRAIL_DATA": str(tmp_path_factory.mktemp("away")), "PROOFTRAIL_DEV_CLOCK": "1"}
    )
    with open_pool(NOWHERE, name="away") as pool:
        pool.timeout = 0.05
        with TestClient(create_app(settings, NOWHERE, pool), raise_server_exceptions=False) as client:
            yield client


def test_every_call_says_that_the_database_is_away(lonely: TestClient) -> None:
    document = lonely.get("/openapi.json").json()
    wrong = []
    for operation in operations(document):
        fuzzer = Fuzzer(operation, KNOWN, operation.id)
        answer = fuzzer.right("rep").go(lonely, "demo." + "x" * 43)
        allowed = WITHOUT.get(operation.id, {503})
        if answer.status_code not in allowed or operation.judge(answer):
            wrong.append(f"{operation.id}: {answer.status_code} {answer.text[:300]}")
        elif answer.status_code == 503:
            assert int(answer.headers["retry-after"]) >= 1
    assert not wrong, "\n".join(wrong)


def test_this_machine_still_sees_figures(lonely: TestClient) -> None:
    here = TestClient(lonely.app, client=("127.0.0.1", 50000), raise_server_exceptions=False)
    text = here.get("/metrics").text
    assert "prooftrail_database_up 0.0" in text and "prooftrail_requests_total" in text
