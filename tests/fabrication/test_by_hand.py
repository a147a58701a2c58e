"""What only the system makes is made by nobody's hand, whatever his rights."""

import pytest

from tests.conftest import Api

MADE = ("suspicion", "point", "team_week", "team_request", "workday", "content_sent", "approval", "stay")


@pytest.mark.parametrize("object", MADE)
def test_an_administrator_may_not_create_one_and_is_not_offered_to(admin: Api, object: str) -> None:
    shapes = {each["name"]: each["can"] for each in admin.get("objects")["items"]}
    assert shapes[object]["create"] is False
    admin.post(f"records/{object}", {"title": "自己写一条"}, 403)


def test_a_suspicion_is_refused_with_what_to_do_instead(admin: Api) -> None:
    refused = admin.post("records/suspicion", {}, 403)["error"]
    assert refused["code"] == "suspicion_by_finding" and refused["remedy"]
