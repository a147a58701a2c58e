"""One search over every object the caller sees."""

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import limit_of, parameters, read
from prooftrail.platform.records import Query
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1")
MOST = 50


@router.get("/search")
def search(request: Request) -> Response:
    """Names, pinyin initials and codes; the best few of each object."""

    def answering(work: Work) -> Response:
        found = parameters(request, "q", "limit")
        limit = limit_of(found, 20, MOST)
        text = found.get("q", "").strip()
        items: list[Any] = []
        for object in work.schema.objects.values() if text else ():
            readable = work.access.readable(object)
            searched = any(each.options.get("pinyin") for each in readable.values())
            if not searched or object.title not in readable or work.access.grant(object.name).read == "none":
                continue
            hint = "code" if "code" in readable else "id"
            page = work.records.page(
                object.name, Query(search=text, limit=limit, fields=[object.title, hint])
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
        return answer({"items": items[: limit * 2]})

    return read(request, answering)
