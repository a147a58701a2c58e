"""Questions for a division and for files: the page without script, limits, kinds, what becomes of them."""

import io
from typing import Any
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from prooftrail.platform.blueprint.pictures import document
from tests.capture.conftest import PAGE, SITE, Form, leads, live, opened, path_of, send
from tests.conftest import Api

NAMED = [{"field": "name", "required": True}, {"field": "phone", "required": True}]
SAID = {"name": "陈", "phone": "13812345678"}


def with_files(api: Api, **more: Any) -> Form:
    """A form that asks for a division and up to two small pictures or papers."""
    limits = {"most": 2, "each_mb": 1, "kinds": ["picture", "pdf"], **more}
    return live(api, fields=[*NAMED, {"field": "region"}, {"field": "files", "files": limits}])


def png() -> bytes:
    """A picture nobody sent before."""
    made = io.BytesIO()
    tint = uuid4().int
    Image.new("RGB", (20, 20), (tint % 256, tint // 256 % 256, 9)).save(made, "PNG")
    return made.getvalue()


def hand_in(
    client: httpx.Client, form: Form, *files: tuple[str, bytes], nonce: str | None = None, html: bool = True,
    origin: str = PAGE["Origin"], **said: str,
) -> httpx.Response:  # fmt: skip
    """What a browser sends of a page with files, or a program of the same."""
    headers = {**PAGE, "Origin": origin} if html else {"Accept-Language": "zh"}
    values = {"nonce": nonce or uuid4().hex, "contact_url": "", **SAID, **said}
    parts = [("files", (name, content)) for name, content in files]
    return client.post(path_of(form), data=values, files=parts or [("files", ("", b""))], headers=headers)


def test_the_page_asks_for_both_without_script(ops: Api, client: httpx.Client) -> None:
    form = with_files(ops)
    page, _ = opened(client, path_of(form))
    assert "enctype=multipart/form-data" in page.text and "<input type=file" in page.text
    assert "最多 2 个，每个不超过 1 MB，收图片、PDF。" in page.text and 'accept="image/*,.pdf"' in page.text
    assert (
        '<optgroup label="浙江省">' in page.text
        and '<option value="330203">宁波市 · 海曙区</option>' in page.text
    )
    english, _ = opened(client, path_of(form), Accept_Language="en")
    assert "Up to 2, 1 MB each: pictures, PDF." in english.text and "Ningbo" in english.text


def test_files_hang_on_the_lead_once_however_often_they_are_sent(
    ops: Api, admin: Api, client: httpx.Client
) -> None:
    form, nonce, picture = with_files(ops), uuid4().hex, png()
    paper = document(uuid4().int % 10**9, "proposal_file", ["一"])
    for _ in range(2):
        sent = hand_in(
            client, form, ("图.png", picture), ("../需求.pdf", paper), nonce=nonce, region="330203"
        )
        assert sent.status_code == 200 and "已收到" in sent.text
    (lead,) = leads(admin, form)
    assert lead["region"] == "330203"
    assert [(each["name"], each["mime"]) for each in lead["files"]] == [
        ("图.png", "image/png"), ("需求.pdf", "application/pdf"),
    ]  # fmt: skip
    assert admin.call("GET", f"files/{lead['files'][0]['id']}").content == picture


def test_without_a_file_and_by_a_program_it_is_a_lead_too(ops: Api, client: httpx.Client) -> None:
    form = with_files(ops)
    assert hand_in(client, form).status_code == 200
    told = hand_in(client, form, ("a.png", png()), html=False)
    assert told.status_code == 201 and told.json()["thanks"]
    said = {"answers": {**SAID, "region": "浙江省宁波市海曙区"}, "nonce": uuid4().hex}
    assert client.post(path_of(form), json=said).status_code == 201
    assert send(client, path_of(form), **SAID, region="330200").status_code == 200
    found = leads(ops, form)
    assert [each["region"] for each in found] == ["330200", "330203", None, None]
    assert [len(each["files"] or []) for each in found] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ([("1.png", png()), ("2.png", png()), ("3.png", png())], "最多 2 个"),
        ([("big.pdf", b"%PDF-" + b"0" * 1_100_000)], "文件限 1 MB"),
        ([("run.png", b"MZ" + b"0" * 90)], "程序文件不收"),
        ([("a.csv", b"a,b\n1,2\n")], "不收这一类文件"),
        ([("bomb.png", b"\x89PNG\r\n\x1a\n" + b"0" * 90)], "照片打不开"),
        ([("empty.pdf", b"")], "文件是空的"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_kept(
    ops: Api, client: httpx.Client, files: Any, word: str
) -> None:
    form = with_files(ops)
    sent = hand_in(client, form, *files)
    assert sent.status_code == 422 and word in sent.text and "文件请再选一次" in sent.text
    assert 'value="陈"' in sent.text and leads(ops, form) == []


def test_a_division_there_is_none_of_and_a_missing_file_are_refused(ops: Api, client: httpx.Client) -> None:
    fields = [*NAMED, {"field": "region", "required": True}, {"field": "files", "required": True}]
    form = live(ops, fields=fields)
    told = client.post(path_of(form), json={"answers": {**SAID, "region": "999999"}, "nonce": uuid4().hex})
    assert told.status_code == 422 and told.json()["error"]["fields"].keys() == {"region", "files"}


def test_more_than_all_files_may_be_is_413_and_a_foreign_site_403(
    ops: Api, admin: Api, client: httpx.Client
) -> None:
    form = with_files(ops)
    large = hand_in(client, form, ("a.pdf", b"%PDF-" + b"0" * 3_000_000))
    assert large.status_code == 413 and "内容太长了" in large.text
    assert hand_in(client, form, ("a.png", png()), origin="https://elsewhere.example").status_code == 403
    assert hand_in(client, form, ("a.png", png()), origin=SITE).status_code == 200
    admin.act("change_setting", {"key": "capture.upload_mb", "value": 1})
    assert hand_in(client, form, ("a.pdf", b"%PDF-" + b"0" * 1_150_000)).status_code == 413
    admin.act("reset_setting", {"key": "capture.upload_mb"})
    assert len(leads(ops, form)) == 1


def test_files_sent_to_a_form_that_asks_for_none_are_no_form(ops: Api, client: httpx.Client) -> None:
    plain = live(ops)
    assert hand_in(client, plain, ("a.png", png())).status_code == 400
    form = with_files(ops)
    cut = {**PAGE, "Content-Type": "multipart/form-data; boundary=x"}
    for body in (b"", b"--x", b"--x\r\nnothing", b"\0" * 50):
        assert client.post(path_of(form), content=body, headers=cut).status_code in (400, 422)
    stray = client.post(path_of(form), data={**SAID, "nonce": uuid4().hex},
                        files={"name": ("a.png", png())}, headers=PAGE)  # fmt: skip
    assert stray.status_code == 422 and leads(ops, form) == []


def test_a_designer_is_told_what_takes_no_files(ops: Api) -> None:
    from tests.capture.conftest import design

    said = design(fields=[{"field": "name", "files": {"most": 2}}])
    told = ops.act("save_capture_form", {"design": said}, status=422)["error"]
    assert list(told["fields"]) == ["fields.0.files"]
    shown = ops.act("show_capture_forms", {})["result"]
    kinds = {each["name"]: each["kind"] for each in shown["fields"]}
    assert (kinds["region"], kinds["files"]) == ("region", "file")
