"""One search over every object the caller sees."""

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import parameters, read
from prooftrail.platform.records import Query
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1")
MOST = 50


@router.get("/search")
def search(request: Request) -> Response:
    """Names, pinyin initials and codes; the best few of each object."""

    def answering(work: Work) -> Response:
        found = parameters(request, "q", "limit")
        limit = found.get("limit", "20")
        if not limit.isdigit() or not 1 <= int(limit[:6]) <= MOST:
            raise Refusal("bad_limit", "invalid", facts={"most": MOST}, fields={"limit": "bad_limit"})
        text = found.get("q", "").strip()
        items: list[Any] = []
        for object in work.schema.objects.values() if text else ():
            readable = work.access.readable(object)
            searched = any(each.options.get("pinyin") for each in readable.values())
            if not searched or object.title not in readable or work.access.grant(object.name).read == "none":
                continue
            hint = "code" if "code" in readable else "id"
            page = work.records.page(
                object.name, Query(search=text, limit=int(limit), fields=[object.title, hint])
            )
            items += [
                {
                    "object": object.name,
                    "id": row["id"],
                    "label": row[object.title],
                    "hint": row[hint] if hint == "code" else None,
                }
                for row in json.loads(page.items)
            ]
        return answer({"items": items[: int(limit) * 2]})

    return read(request, answering)
