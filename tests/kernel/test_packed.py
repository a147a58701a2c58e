"""What goes over the line packed: pages and long answers, where the caller takes them so."""

import httpx
import pytest

from tests.conftest import Api

PACKED, PLAIN = {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def scripts(client: httpx.Client) -> list[str]:
    """Addresses of the scripts the pocket starts from."""
    page = client.get("/m", headers=PLAIN).text
    return [part.split('"')[0] for part in page.split('src="')[1:]]


def test_pages_and_scripts_are_packed_and_the_same(client: httpx.Client, scripts: list[str]) -> None:
    assert scripts
    for path in ("/m", "/", *scripts):
        plain, packed = client.get(path, headers=PLAIN), client.get(path, headers=PACKED)
        assert plain.status_code == packed.status_code == 200
        assert plain.content == packed.content
        assert plain.headers["content-type"] == packed.headers["content-type"]
        assert "content-encoding" not in plain.headers
        if len(plain.content) > 2_000:
            assert packed.headers["content-encoding"] == "gzip"
            assert int(packed.headers["content-length"]) < len(plain.content) / 2
            assert "accept-encoding" in packed.headers["vary"].lower()


def test_long_answers_are_packed_and_short_ones_are_not(rep: Api) -> None:
    assert isinstance(rep.client, httpx.Client)
    for path, packed in (("records/customer?limit=50", True), ("me", False)):
        headers = {**PACKED, "Authorization": f"Bearer {rep.key}"}
        found = rep.client.get(f"/api/v1/{path}", headers=headers)
        assert found.status_code == 200 and found.json()
        assert ("content-encoding" in found.headers) is packed
