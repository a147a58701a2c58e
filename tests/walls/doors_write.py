"""The doors through which records are changed: what is refused must not tell, and must be refused."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from prooftrail.platform.schema import ObjectType
from prooftrail.sales.dedupe.roles import AMONG
from tests.walls.doors_read import _token
from tests.walls.walking import Walk, Walker

LINKS = ("reference", "person", "department", "about")


def changed(walk: Walk, who: Walker, object: ObjectType) -> None:
    """PATCH of what is out of sight, and of hidden fields."""
    for id in walk.out_of_sight(who, object):
        path = f"records/{object.name}/{id}"
        walk.refused(who, object, walk.call(who, object, "PATCH", path, walk.open_value(object)), "patch")
    for id in walk.in_sight(who, object)[:1]:
        for name in walk.hidden(who, object):
            answer = walk.call(who, object, "PATCH", f"records/{object.name}/{id}", {name: None})
            walk.refused(who, object, answer, f"patch of {name}")


def deleted(walk: Walk, who: Walker, object: ObjectType) -> None:
    """DELETE of what is out of sight."""
    for id in walk.out_of_sight(who, object):
        walk.refused(who, object, walk.call(who, object, "DELETE", f"records/{object.name}/{id}"), "delete")


def bulk(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Many writes at once, each for itself and all together."""
    gone = walk.out_of_sight(who, object)
    ops = [{"op": "update", "id": id, "data": walk.open_value(object)} for id in gone]
    ops += [{"op": "delete", "id": id} for id in gone[:1]]
    for mode in ("each", "all") if gone else ():
        for part in (ops[:-1], ops[-1:]):
            said = {"mode": mode, "ops": part}
            answer = walk.call(who, object, "POST", f"records/{object.name}/bulk", said)
            if answer.status_code == 200 and any("error" not in each for each in answer.json()["results"]):
                walk.leak(who, object, f"bulk {mode} wrote out of sight")


def acted(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Actions on what is out of sight."""
    person = str(walk.world.records["person", "mine"])
    for id in walk.out_of_sight(who, object):
        named: list[tuple[str, str | None, dict[str, Any]]] = [
            ("advance_stage", id, {"object": object.name}),
            ("share_record", id, {"object": object.name, "person": person}),
            ("restore_record", id, {"object": object.name}),
        ]
        if object.name in ("customer", "deal"):
            named.append(("log_activity", None, {"type": "call", object.name: id, "topic": "walked"}))
        if object.name in AMONG:
            named += _likened(walk, who, object, id)
        for name, record, given in named:
            answer = walk.call(who, object, "POST", f"actions/{name}", {"record": record, "input": given})
            walk.refused(who, object, answer, name)


def _likened(
    walk: Walk, who: Walker, object: ObjectType, id: str
) -> Iterator[tuple[str, str | None, dict[str, Any]]]:
    """Asking for its duplicates, and being one of a pair with a record that is in sight, either way round."""
    yield "find_duplicates", id, {"object": object.name}
    for own in walk.in_sight(who, object)[:1]:
        for record, other in ((own, id), (id, own)):
            yield "preview_merge", record, {"object": object.name, "loser": other}
            yield "merge", record, {"object": object.name, "loser": other}
            yield "reject_duplicate", record, {"object": object.name, "other": other}


def pushed(walk: Walk, who: Walker, object: ObjectType) -> None:
    """The same by a phone's list of what was done: each op meets what the ordinary call meets."""
    for id in walk.out_of_sight(who, object):
        for call, given in (
            (f"change_{object.name}", walk.open_value(object)), (f"delete_{object.name}", {}),
            ("advance_stage", {"object": object.name}), ("restore_record", {"object": object.name}),
        ):  # fmt: skip
            ops = [{"key": uuid4().hex, "call": call, "record": id, "input": given}]
            answer = walk.call(who, object, "POST", "sync/push", {"ops": ops})
            if answer.status_code == 200 and "error" not in answer.json()["results"][0]:
                walk.leak(who, object, f"pushed {call} out of sight")


def linked(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Pointing at what is out of sight, by id or by name: not told from what is not there."""
    for each in object.fields.values():
        if each.type.key not in LINKS or each.fixed or "object" not in each.options or each.name == "id":
            continue
        if who.hides(object.name, each.name) or not who.grant(object.name).get("create"):
            continue
        far = walk.world.schema.objects[str(each.options["object"])]
        for id in walk.out_of_sight(who, far)[:1]:
            title = _token(walk, far, "foreign", far.title)
            asked = [(id, str(uuid4())), ({"by": {far.title: title}}, {"by": {far.title: "cnr99999y"}})]
            for right, wrong in asked if title else asked[:1]:
                one, other = (
                    walk.call(
                        who, object, "POST", f"records/{object.name}", {**_given(object), each.name: said}
                    )
                    for said in (right, wrong)
                )
                if each.name != "owner":
                    walk.refused(who, object, one, f"link {each.name}")
                walk.alike(who, object, one, other, f"link {each.name}")


def unique(walk: Walk, who: Walker, object: ObjectType) -> None:
    """A value that somebody else's record holds: refused, without saying more than that."""
    for each in object.fields.values():
        token = _token(walk, object, "island", each.name) if each.unique else None
        if token is not None and not who.hides(object.name, each.name):
            body = {**_given(object), each.name: token}
            answer = walk.client.request(
                "POST", f"/api/v1/records/{object.name}", content=json.dumps(body),
                headers={"authorization": f"Bearer {who.api.key}"},
            )  # fmt: skip
            walk.calls += 1
            said = answer.text.replace(token, "what he said")
            walk.search(who, object, said)
            if who.role is not None:
                walk.refused(who, object, answer, f"second {each.name}")


def conflicting(walk: Walk, who: Walker, object: ObjectType) -> None:
    """A conflict shows base, theirs and mine of fields one reads, and of no others."""
    if who.grant(object.name).get("write", "none") == "none" or not walk.in_sight(who, object):
        return
    path = f"records/{object.name}/{walk.world.records[object.name, 'mine']}"
    seen = walk.admin.get(path)
    if walk.admin.call("PATCH", path, {object.title: f"theirs {uuid4().hex[:6]}"}).status_code != 200:
        return  # what was shown is never changed
    others = {
        name: seen[name]
        for name in walk.hidden(who, object)
        if _token(walk, object, "mine", name) and not object.fields[name].fixed
    }
    for name, value in list(others.items())[:3]:
        walk.admin.patch(path, {name: None})
        walk.admin.patch(path, {name: value})
    mine: dict[str, Any] = {object.title: "mine", "version": seen["version"]}
    mine |= dict.fromkeys(list(others)[:3])
    answer = walk.call(who, object, "PATCH", path, mine)
    walk.refused(who, object, answer, "a field he may not read")
    mine = {object.title: "mine", "version": seen["version"]}
    walk.refused(who, object, walk.call(who, object, "PATCH", path, mine), "conflict")
    walk.call(who, object, "DELETE", path, params={"version": str(seen["version"])})
    walk.admin.patch(path, {object.title: seen[object.title]})


def replayed(walk: Walk, who: Walker, object: ObjectType) -> None:
    """Somebody else's answer is not given to whoever says the same with the same key."""
    same = next(
        (
            name
            for name, each in sorted(object.fields.items(), key=lambda one: one[0] != object.title)
            if not each.fixed and each.type.key in ("text", "long_text")
        ),
        None,
    )
    if same is None:
        return  # what only its own actions change has no answer to be given twice
    for whose in ("foreign", "mine"):
        path = f"records/{object.name}/{walk.world.records[object.name, whose]}"
        key, body = {"Idempotency-Key": uuid4().hex}, {same: walk.admin.get(path)[same]}
        walk.admin.patch(path, body, headers=key)
        answer = walk.call(who, object, "PATCH", path, body, headers=key)
        if "idempotent-replay" in answer.headers:
            walk.leak(who, object, "was given somebody else's answer")


def _given(object: ObjectType) -> dict[str, Any]:
    """What a new record of the object must say."""
    found: dict[str, Any] = {}
    for each in object.fields.values():
        if each.required and each.type.key == "choice" and each.options.get("choices"):
            found[each.name] = each.options["choices"][0]["key"]
        elif each.required and each.type.key not in LINKS:
            found[each.name] = "walked"
    return found
