"""The doors through which records are read, searched, counted and told."""

import json
from typing import Any

from prooftrail.platform.schema import ObjectType
from tests.walls.walking import Walk, Walker

NEVER = "never planted"
WRONG = {"money": "1.00", "decimal": "1", "percent": "1", "integer": 1, "date": "2001-01-01",
         "time": "2001-01-01T00:00:00+00:00"}  # fmt: skip


def listed(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Lists, with labels of what the records point to."""
    path = f"records/{object.name}"
    walk.call(who, object, "GET", path, params={"limit": "500"})
    walk.call(who, object, "GET", path, params={"sort": "-created_at", "count": "exact", "limit": "3"})
    for id in walk.out_of_sight(who, object):
        found = walk.call(who, object, "GET", path, params={"filter": ["id", "=", id], "count": "exact"})
        if found.json().get("count"):
            walk.leak(who, object, "counted what he cannot see")


def fields(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Fields asked for by name."""
    for name in walk.hidden(who, object):
        answer = walk.call(who, object, "GET", f"records/{object.name}", params={"fields": name})
        walk.refused(who, object, answer, f"fields={name}")


def searched(walk: Walk, who: Walker, object: ObjectType) -> None:
    """The search of one object, as lists and pickers ask it."""
    for whose in ("mine", "foreign", "island"):
        for name in (object.title, *(each.name for each in object.fields.values() if each.unique)):
            token = _token(walk, object, whose, name)
            if token is None:
                continue
            asked = {"search": token, "fields": object.title, "limit": "20"}
            if who.hides(object.name, object.title):
                asked.pop("fields")
            found = walk.call(who, object, "GET", f"records/{object.name}", params=asked)
            knows = who.sees_record(object, whose) and not who.hides(object.name, name)
            if not knows and found.status_code == 200 and found.json()["items"]:
                walk.leak(who, object, f"found by {name}, which he may not know")


def searched_everywhere(walk: Walk, who: Walker, object: ObjectType) -> None:
    """The one search over everything."""
    for whose in ("foreign", "island"):
        if (token := _token(walk, object, whose, object.title)) is not None:
            walk.call(who, object, "GET", "search", params={"q": token})


def filtered(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Probing by filter what a hidden field holds."""
    for name in walk.hidden(who, object):
        each, path = object.fields[name], f"records/{object.name}"
        ops: list[tuple[str, Any, Any]] = [("empty", True, False)]
        if (token := _token(walk, object, "mine", name)) is not None and "=" in each.type.operators:
            value = {"integer": lambda: int(token), "time": lambda: f"{token}T04:00:00+00:00"}
            ops.append(("=", value.get(each.type.key, lambda: token)(), WRONG.get(each.type.key, NEVER)))
        for op, right, wrong in ops:
            one, other = (
                walk.call(who, object, "GET", path, params={"filter": [name, op, said], "count": "exact"})
                for said in (right, wrong)
            )
            walk.alike(who, object, one, other, f"filter {name} {op}")
            walk.refused(who, object, one, f"filter {name} {op}")


def dotted(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Probing through a reference what a record out of sight, or a hidden field of one in sight, holds."""
    for link, _ in walk.world.bridges.get(object.name, ()):
        each = object.fields[link]
        if "object" not in each.options:
            continue
        far = walk.world.schema.objects[str(each.options["object"])]
        for name in ("name", *(f.name for f in walk.world.plantable(far))):
            token = _token(walk, far, "foreign", name)
            kind = far.fields[name].type.key if name in far.fields else ""
            if token is None or kind not in ("text", "money") or who.sees_record(far, "foreign"):
                continue
            one, other = (
                walk.call(who, object, "GET", f"records/{object.name}",
                          params={"filter": [f"{link}.{name}", "=", said], "count": "exact"})
                for said in (token, WRONG.get(kind, NEVER))
            )  # fmt: skip
            walk.alike(who, object, one, other, f"filter {link}.{name}")
        for name in walk.hidden(who, far):
            answer = walk.call(who, object, "GET", f"records/{object.name}",
                               params={"filter": [f"{link}.{name}", "empty", True]})  # fmt: skip
            walk.refused(who, object, answer, f"filter {link}.{name}")


def sorted_by(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Order gives values away one comparison at a time."""
    for name in walk.hidden(who, object):
        answer = walk.call(who, object, "GET", f"records/{object.name}", params={"sort": f"-{name}"})
        walk.refused(who, object, answer, f"sort {name}")


def grouped(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Groups: by the title and what it points to, whose labels are told; by no hidden field."""
    for name, each in object.fields.items():
        hidden = who.hides(object.name, name)
        if each.type.sortable and (hidden or name == object.title or "object" in each.options):
            body = {"group": [name], "measures": {"n": ["count"]}}
            answer = walk.call(who, object, "POST", f"records/{object.name}/aggregate", body)
            if hidden:
                walk.refused(who, object, answer, f"group {name}")


def measured(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Bounds and counts: of what is in scope, and of no hidden field."""
    path = f"records/{object.name}/aggregate"
    for name, each in object.fields.items():
        if each.type.key in ("money", "decimal", "percent", "integer", "date", "time"):
            measures = {"low": ["min", name], "high": ["max", name], "many": ["distinct", name]}
            answer = walk.call(who, object, "POST", path, {"measures": measures})
            if who.hides(object.name, name):
                walk.refused(who, object, answer, f"bounds of {name}")
    for id in walk.out_of_sight(who, object):
        answer = walk.call(
            who, object, "POST", path, {"filter": ["id", "=", id], "measures": {"n": ["count"]}}
        )
        if answer.status_code == 200 and any(row["n"] for row in answer.json()["rows"]):
            walk.leak(who, object, "counted what he cannot see")


def exported(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Files of records."""
    path = f"records/{object.name}/export"
    walk.call(who, object, "GET", path)
    for name in walk.hidden(who, object):
        for asked in ({"fields": name}, {"sort": name}, {"filter": [name, "empty", True]}):
            walk.refused(who, object, walk.call(who, object, "GET", path, params=asked), f"export {asked}")


def fed(walk: Walk, who: Walker, object: ObjectType) -> None:
    """The event feed, of this object and newest first."""
    for how in ({"object": object.name}, {"object": object.name, "order": "newest"}):
        cursor = ""
        while True:
            page = walk.call(who, object, "GET", "events", params={**how, "limit": "500", "after": cursor})
            if page.status_code != 200 or page.json()["next"] == cursor or "order" in how:
                break
            cursor = page.json()["next"]


def pulled(walk: Walk, who: Walker, object: ObjectType) -> None:
    """What a phone is told of: every record that changed, from the beginning."""
    if object is not next(iter(walk.world.schema.objects.values())):
        return
    cursor, more = "", True
    while more:
        page = walk.call(who, object, "GET", "sync/pull", params={"limit": "500", "after": cursor})
        if page.status_code != 200:
            break
        cursor, more = page.json()["next"], page.json()["more"]


def streamed(walk: Walk, who: Walker, object: ObjectType) -> None:
    """The stream, from the second event he may know of to the last; it tells of every object at once."""
    if object is not next(iter(walk.world.schema.objects.values())):
        return
    known: list[str] = []
    cursor = ""
    while True:
        page = walk.call(who, object, "GET", "events", params={"limit": "500", "after": cursor})
        if page.status_code != 200 or not page.json()["items"]:
            break
        known += [each["cursor"] for each in page.json()["items"] if each["record"]]
        cursor = page.json()["next"]
    if not known:
        return
    hidden = {id for each in walk.world.schema.objects.values() for id in walk.out_of_sight(who, each)}
    headers = {"authorization": f"Bearer {who.api.key}", "last-event-id": known[0]}
    heard: list[str] = []
    with walk.client.stream("GET", "/api/v1/stream", headers=headers) as answer:
        for line in answer.iter_lines():
            heard.append(line)
            if line == f"id: {known[-1]}":
                break
    assert heard[-1] == f"id: {known[-1]}", heard
    walk.search(who, object, "\n".join(heard))
    for line in (line for line in heard if line.startswith("data: ")):
        if json.loads(line[6:]).get("record") in hidden:
            walk.leak(who, object, f"streamed {line}")


def history(walk: Walk, who: Walker, object: ObjectType) -> None:
    """The history of one record."""
    for id in walk.out_of_sight(who, object):
        answer = walk.call(who, object, "GET", "events", params={"record": id})
        walk.refused(who, object, answer, "history of a record out of sight")
    for id in walk.in_sight(who, object):
        walk.call(who, object, "GET", "events", params={"record": id})


def got(walk: Walk, who: Walker, object: ObjectType) -> None:
    """One record by its id, with its gate."""
    for id in walk.out_of_sight(who, object):
        walk.refused(who, object, walk.call(who, object, "GET", f"records/{object.name}/{id}"), "get")
    for id in walk.in_sight(who, object):
        walk.call(who, object, "GET", f"records/{object.name}/{id}")


def gated(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Where a record stands."""
    for id in walk.out_of_sight(who, object) if object.staged else ():
        walk.refused(who, object, walk.call(who, object, "GET", f"records/{object.name}/{id}/gate"), "gate")
    for id in walk.in_sight(who, object) if object.staged else ():
        walk.call(who, object, "GET", f"records/{object.name}/{id}/gate")


def filed(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Files by their handle, and bytes that are known already."""
    for (name, whose, field), handle in walk.world.files.items():
        if name != object.name:
            continue
        known = who.sees_record(object, whose) and not who.hides(name, field)
        for tail in ("", "/view"):
            answer = walk.call(who, object, "GET", f"files/{handle}{tail}")
            if not known:
                walk.refused(who, object, answer, f"file of {whose} {field}")
        if not known and who.role is not None and who.grant(name).get("create"):
            body = walk.open_value(object) | {field: [str(handle)]}
            walk.refused(who, object, walk.call(who, object, "POST", f"records/{name}", body), "takes a file")


def described(walk: Walk, who: Walker, object: ObjectType) -> None:
    """What there is: closed objects and hidden fields are not told of."""
    for path in ("objects", "../../openapi.json"):
        said = walk.whole(who, object, path)
        if "items" in said:
            known = {each["name"]: {f["name"] for f in each["fields"]} for each in said["items"]}
        else:
            schemas = said.get("components", {}).get("schemas", {})
            known = {
                key[7:]: set(found.get("properties", {}))
                for key, found in schemas.items()
                if key[:7] == "record."
            }
        if (
            who.grant(object.name).get("read", "none") == "none"
            and object.name in known
            and who.role is not None
        ):
            walk.leak(who, object, f"{path} tells of a closed object")
        for name in walk.hidden(who, object):
            if name in known.get(object.name, ()):
                walk.leak(who, object, f"{path} tells of {name}")


def trashed(walk: Walk, who: Walker, object: ObjectType) -> None:
    """The trash."""
    walk.call(who, object, "GET", f"records/{object.name}", params={"deleted": "only", "limit": "500"})


def _token(walk: Walk, object: ObjectType, whose: str, name: str) -> str | None:
    try:
        return walk.world.canaries.token(object.name, whose, name)
    except StopIteration:
        return None
