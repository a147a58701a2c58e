"""Boards sent: each reader has what he himself would see, by message and with a file."""

import io
from typing import Any

from python_calamine import CalamineWorkbook

from prooftrail.app import open_files, open_keys
from prooftrail.opening import Opened
from prooftrail.platform.boards.digests import send_waiting
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.work import Caller
from tests.boards.conftest import act, asked, board, published, tile
from tests.conftest import Api

EVERYBODY = {"to": "everybody"}
YEAR = {"this": "year"}


def sent(parts: Opened, shop: str) -> None:
    """Everything that waits."""
    settings = parts.settings
    ground = Ground(parts.dsn, parts.workspaces, open_files(settings), open_keys(settings), settings.seals)
    while send_waiting(ground, parts.workspaces.directory.find(shop)):
        pass


def told(parts: Opened, shop: str, query: str, values: list[Any]) -> list[Any]:
    with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
        return list(work.execute(query.format(schema=work.place.schema), values).fetchall())


def person(api: Api) -> dict[str, str]:
    return {"by": "person", "person": api.get("me")["id"]}


def test_each_reader_is_told_his_own_figures(
    parts: Opened, shop: str, ops: Api, rep: Api, director: Api
) -> None:
    key = published(ops, board(tile("acts", "ranking", "actions", group=["owner"], period=YEAR)), EVERYBODY)
    answer = act(ops, "send_board", board=key, who=[person(rep), person(director), person(rep)])
    assert answer["readers"] == 2
    sent(parts, shop)
    said = {}
    for reader in (rep, director):
        items = reader.told()
        found = [each for each in items if each["source"] == f"board:{key}"]
        assert len(found) == 1
        total = asked(reader, key)["acts"]["metrics"][0]["total"]["value"]
        said[reader.login] = str(found[0]["text"])
        assert f"{int(total):,}" in said[reader.login]
    assert said["rep"] != said["director"]
    sent(parts, shop)
    assert len(told(parts, shop, "select 1 from {schema}._board_digest where board = %s", [key])) == 2


def test_the_file_in_the_mail_has_the_readers_rows_only(
    parts: Opened, shop: str, ops: Api, rep: Api, director: Api
) -> None:
    key = published(ops, board(tile("acts", "ranking", "actions", group=["owner"], period=YEAR)), EVERYBODY)
    with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
        work.execute(
            f"update {work.place.schema}.person p set email = a.login || '@example.com' "
            f"from {work.place.schema}._account a where a.person = p.id"
        )
    act(ops, "send_board", board=key, who=[person(rep), person(director)], format="xlsx")
    sent(parts, shop)
    mails = told(
        parts, shop,
        "select e.payload, f.sha256 from {schema}._effect e "
        "join {schema}._file f on f.id = (e.payload -> 'files' ->> 0)::uuid where e.because ->> 'board' = %s",
        [key],
    )  # fmt: skip
    assert len(mails) == 2
    people = []
    for payload, digest in mails:
        content = open_files(parts.settings).content(shop, digest.hex())
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1).to_python()
        people.append(len(rows) - 5)
        assert payload["to"] and payload["subject"]
    assert min(people) < max(people)


def test_who_may_not_send_is_refused_and_a_bad_list_is_named(ops: Api, rep: Api) -> None:
    key = published(ops, board(tile("open", "number", "open_deals")), EVERYBODY)
    assert act(rep, "send_board", 403, board=key, who=[person(rep)])["code"] == "permission_missing"
    assert act(ops, "send_board", 422, board=key, who=[])["code"] == "board_bad_readers"
    assert act(ops, "send_board", 422, board=key, who=[{"by": "owner"}])["fields"]
    assert act(ops, "send_board", 404, board="no_such", who=[person(ops)])["code"] == "board_missing"


def test_a_digest_of_a_retired_board_says_why_it_was_not_sent(parts: Opened, shop: str, ops: Api) -> None:
    key = published(ops, board(tile("open", "number", "open_deals")), EVERYBODY)
    act(ops, "send_board", board=key, who=[person(ops)])
    act(ops, "retire_board", key=key)
    sent(parts, shop)
    query = "select state, told ->> 'code' from {schema}._board_digest where board = %s"
    assert told(parts, shop, query, [key]) == [("failed", "board_missing")]
