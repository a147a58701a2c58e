"""A rule's secret address: shown once, counted once for a key, closed when the rule rests."""

from typing import Any

from tests.automation.conftest import published, rule, runs
from tests.conftest import Api


def listening(**more: Any) -> dict[str, Any]:
    """A rule that keeps what it was sent."""
    given = {"object": "competitor", "fields": {"name": "{$body.name}"}}
    step = {"action": "create_record", "record": None, "input": given}
    return rule("hooked", object=None, when={"on": "webhook"}, then=[step], **more)


def test_whoever_knows_the_address_fires_the_rule(admin: Api) -> None:
    address = published(admin, listening())["hook"]
    assert published(admin, listening(order=3))["hook"] is True
    for _ in range(2):
        answer = admin.client.post(address, json={"name": "北方"}, headers={"Idempotency-Key": "one"})
        assert (answer.status_code, answer.json()) == (202, {"fired": True})
    assert len(runs(admin, rule="hooked")) == 1
    found = admin.get("records/competitor", filter=["name", "=", "北方"], count="exact")
    assert found["count"] == 1
    assert admin.client.post(f"{address}x", json={}).status_code == 404
    assert admin.client.post(address, content=b"x" * 70_000).status_code == 413
    admin.act("pause_rule", {"key": "hooked", "paused": True})
    assert admin.client.post(address, json={}).status_code == 404
    assert admin.client.post("/api/v1/hooks/nowhere.secret", json={}).status_code == 404
