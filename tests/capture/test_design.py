"""Forms on the desk: drafts, what a form may ask, entrances and their codes."""

import base64
from typing import Any

import httpx
import pytest

from tests.capture.conftest import Form, design, leads, live, opened, path_of, saved, send
from tests.conftest import Api


def form_of(api: Api, id: str) -> Form:
    """A form as it stands."""
    found: Form = api.act("show_capture_forms", {"form": id})["result"]["items"][0]
    return found


def test_a_draft_beside_what_is_in_force_changes_nothing_outside(ops: Api, client: httpx.Client) -> None:
    form = live(ops, thanks={"zh": "第一版", "en": "First"})
    said = design(thanks={"zh": "第二版", "en": "Second"}, fields=[{"field": "phone"}])
    draft = {"form": form["id"], "design": said, "version": form["version"]}
    changed = ops.act("save_capture_form", draft)["result"]["items"][0]
    assert changed["drafted"] and changed["state"] == "live" and changed["number"] == 1
    assert "第一版" in send(client, path_of(form), name="陈", phone="13812345678").text
    assert ops.act("save_capture_form", draft, status=409)["error"]["code"] == "capture_form_changed"
    again = ops.act("publish_capture_form", {"form": form["id"]})["result"]["items"][0]
    assert (again["number"], again["drafted"], len(again["places"])) == (2, False, 1)
    assert "第二版" in send(client, path_of(form), phone="13812345678").text
    assert leads(ops, form)[0]["name"] == "13812345678"


def test_a_form_that_was_closed_opens_again_at_the_same_address(ops: Api, client: httpx.Client) -> None:
    form = live(ops)
    ops.act("close_capture_form", {"form": form["id"]})
    refused = ops.act("close_capture_form", {"form": form["id"]}, status=409)
    assert refused["error"]["code"] == "form_not_in_force"
    again = ops.act("publish_capture_form", {"form": form["id"]})["result"]["items"][0]
    assert again["places"] == form["places"] and again["number"] == 1
    assert opened(client, path_of(form))[0].status_code == 200


@pytest.mark.parametrize(
    ("said", "where", "code"),
    [
        ({"source": "nowhere"}, "source", "not_choice"),
        ({"fields": [{"field": "owner"}]}, "fields.0.field", "not_to_be_asked"),
        ({"fields": [{"field": "cost"}]}, "fields.0.field", "not_to_be_asked"),
        ({"fields": [{"field": "routing"}]}, "fields.0.field", "not_to_be_asked"),
        ({"fields": [{"field": "phone"}, {"field": "phone"}]}, "fields.1.field", "asked_twice"),
        ({"fields": []}, "fields", "required"),
        ({"name": {"zh": " ", "en": "x"}}, "name.zh", "required"),
        ({"origins": ["https://a.example/path"]}, "origins.0", "not_an_origin"),
        ({"origins": ["https://a.example; script-src *"]}, "origins.0", "not_an_origin"),
        ({"defaults": {"contact_rank": "king"}}, "defaults.contact_rank", "not_choice"),
        ({"defaults": {"status": "converted"}}, "defaults.status", "not_to_be_asked"),
    ],
)
def test_a_design_that_cannot_work_is_refused_where_it_is_wrong(
    ops: Api, said: dict[str, Any], where: str, code: str
) -> None:
    refused = ops.act("save_capture_form", {"design": design(**said)}, status=422)["error"]
    assert refused["code"] == "bad_capture_form" and list(refused["fields"]) == [where]
    told = ops.act("preview_capture_form", {"design": design(**said)}, status=422)["error"]
    assert told["fields"] == refused["fields"]
    assert code in WORDED or refused["fields"][where]


WORDED = ("not_choice", "not_to_be_asked", "asked_twice", "required", "not_an_origin")


def test_too_much_to_ask_and_too_many_forms_or_places_are_refused(
    ops: Api, admin: Api, caller: Any, shop: str
) -> None:
    form = live(ops)
    for key, value in (("capture.most_fields", 1), ("capture.most_forms", 1), ("capture.most_places", 1)):
        admin.act("change_setting", {"key": key, "value": value})
    many = ops.act("save_capture_form", {"design": design()}, status=422)["error"]
    assert "fields" in many["fields"]
    one = design(fields=[{"field": "name"}])
    assert ops.act("save_capture_form", {"design": one}, status=409)["error"]["code"] == "too_many_forms"
    more = {"form": form["id"], "name": "展位"}
    assert ops.act("add_capture_place", more, status=409)["error"]["code"] == "too_many_entrances"
    for key in ("capture.most_fields", "capture.most_forms", "capture.most_places"):
        admin.act("reset_setting", {"key": key})


def test_defaults_stand_where_nobody_is_asked(ops: Api, client: httpx.Client) -> None:
    defaults = {"tags": ["展会2026"], "contact_rank": "owner", "industry": "food"}
    form = live(ops, defaults=defaults, source="campaign")
    assert send(client, path_of(form), name="陈", phone="13812345678").status_code == 200
    (lead,) = leads(ops, form)
    assert (lead["tags"], lead["contact_rank"], lead["source"]) == (["展会2026"], "owner", "campaign")


def test_each_kind_of_question_is_drawn_and_read(ops: Api, client: httpx.Client) -> None:
    asked = ("contact_rank", "estimated_purchase", "background", "tags")
    form = live(ops, fields=[{"field": each} for each in asked if each != "tags"])
    page, _ = opened(client, path_of(form))
    assert "<select" in page.text and "inputmode=decimal" in page.text and "<textarea" in page.text
    said = {"contact_rank": "buyer", "estimated_purchase": "12,345.5", "background": "一行\n两行"}
    assert send(client, path_of(form), **said).status_code == 200
    (lead,) = leads(ops, form)
    assert lead["estimated_purchase"]["amount"] == "12345.50" and lead["background"] == "一行\n两行"
    assert send(client, path_of(form), contact_rank="king").status_code == 422


def test_an_exhibition_has_as_many_codes_as_it_has_stands(ops: Api, client: httpx.Client) -> None:
    form = live(ops)
    for name in ("上海冷链展 A12", "广州食品展 3-08"):
        form = ops.act("add_capture_place", {"form": form["id"], "name": name})["result"]["items"][0]
    tokens = {each["token"] for each in form["places"]}
    assert len(tokens) == 3 and all(len(each.split(".")[1]) == 24 for each in tokens)
    for at in (1, 1, 2):
        assert send(client, path_of(form, at), name="陈", phone="13812345678").status_code == 200
    assert [each["leads"] for each in form_of(ops, form["id"])["places"]] == [0, 2, 1]
    assert {each["source"] for each in leads(ops, form)} == {"exhibition"}
    rows = ops.post("metrics/leads_made/query", {"filter": ["capture_form", "=", form["id"]],
                    "group": ["capture_place"]}, 200)["rows"]  # fmt: skip
    assert sorted(int(row["value"]) for row in rows) == [1, 2]


def test_a_code_is_a_picture_of_its_address(ops: Api, admin: Api) -> None:
    place = live(ops)["places"][0]
    said = {"place": place["id"], "origin": "https://crm.example.com"}
    drawn = ops.act("draw_capture_code", said)["result"]
    assert drawn["url"] == f"https://crm.example.com{place['path']}" and drawn["picture"].startswith("<svg")
    png = ops.act("draw_capture_code", said | {"kind": "png"})["result"]
    assert read_code(base64.b64decode(png["picture"])) == png["url"]
    refused = ops.act("draw_capture_code", {"place": place["id"], "origin": "javascript:x"}, status=422)
    assert refused["error"]["code"] == "address_unknown"


def read_code(picture: bytes) -> str:
    """What a phone's camera would read."""
    import cv2
    import numpy

    image = cv2.imdecode(numpy.frombuffer(picture, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    return str(cv2.QRCodeDetector().detectAndDecode(image)[0])


def test_a_preview_is_the_very_page(ops: Api) -> None:
    html = ops.act("preview_capture_form", {"design": design(), "locale": "en"})["result"]["html"]
    assert "Ask for a price" in html and "Your name" in html and html.startswith("<!doctype html>")


def test_forms_are_the_designers_alone(ops: Api, rep: Api) -> None:
    form = saved(ops)
    for verb, given in (("show_capture_forms", {}), ("save_capture_form", {"design": design()}),
                        ("publish_capture_form", {"form": form["id"]})):  # fmt: skip
        assert rep.act(verb, given, status=403)["error"]["code"] == "permission_missing"
    made = ops.post("records/capture_form", {"name": "x"}, status=403)
    assert made["error"]["code"] == "capture_form_by_designer"
    changed = ops.patch(f"records/capture_form/{form['id']}", {"name": "x"}, status=403)
    assert changed["error"]["code"] == "field_forbidden"
