"""What a phone keeps, brought up by events, is what a fresh reading would bring: after every action."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.platform.blueprint.pictures import photo
from tests.approvals.kit import flow, step
from tests.conftest import Api, Callers, shared_demo
from tests.node import answering

Ask = Callable[[Any], Any]
Row = dict[str, Any]
FLOW = "phones_ask"
PLACE = {"lat": 29.8, "lng": 121.5}
NEAR = {"lat": 29.8005, "lng": 121.5, "accuracy_m": 12}

some = shared_demo(30)


@pytest.fixture(scope="module")
def phone_demo(some: str, caller: Callers) -> str:
    """A demo in which the two reps may be asked about deals, one after the other."""
    admin = caller("admin", some)
    who = [{"by": "person", "person": caller(login, some).get("me")["id"]} for login in ("rep", "rep2")]
    admin.act("publish_flow", {"flow": flow(step("both", who, mode="all"), key=FLOW, object="deal")})
    return some


@pytest.fixture(scope="module")
def twin() -> Iterator[Ask]:
    """The phone's own judgement, in the language of the phone."""
    with answering("pocket/data/own/answering.ts") as ask:
        yield ask


@dataclass
class Pocket:
    """A phone of one person: what lies on it, and where in the log it stands."""

    api: Api
    twin: Ask
    kept: list[Row] = field(default_factory=list)
    cursor: str = "latest"
    sight: str = ""
    sheets: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        me = self.api.get("me")
        shapes = self.api.get("objects")["items"]
        self.said = {
            "me": me["id"], "now": me["now"], "titles": {each["name"]: each["title"] for each in shapes},
        }  # fmt: skip

    def settle(self, kept: list[Row], changes: list[Row]) -> Any:
        """What the phone makes of some changes."""
        return self.twin({**self.said, "kept": kept, "changes": changes})

    def waiting(self) -> dict[str, Row]:
        """What waits for his word, as he would see it now: each sheet by its id."""
        found: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.api.get("approvals", box="todo", limit=100, **cursor)
            found += [each["id"] for each in page["items"]]
            if page["next"] is None:
                return {id: self.api.get(f"approvals/{id}") for id in found}
            cursor = {"cursor": page["next"]}

    def read(self, reading: Row) -> list[Row]:
        """The rows of one list, as changes."""
        rows: list[Row] = []
        cursor: dict[str, str] = {}
        while True:
            found = self.api.get(
                f"records/{reading['object']}", filter=reading["filter"], limit=500, **cursor
            )
            rows += found["items"]
            if found["next"] is None:
                break
            cursor = {"cursor": found["next"]}
        return [{"object": reading["object"], "record": row["id"], "data": row} for row in rows]

    def follow(self, kept: list[Row], changes: list[Row]) -> list[Row]:
        """Some changes and everything they make the phone read."""
        settled = self.settle(kept, changes)
        for _ in range(5):
            if not settled["readings"]:
                break
            found = [each for reading in settled["readings"] for each in self.read(reading)]
            settled = self.settle(settled["kept"], found)
        return list(settled["kept"])

    def fresh(self) -> list[Row]:
        """Everything read anew."""
        own = self.settle([], [])["own"]
        return self.follow([], [each for reading in own for each in self.read(reading)])

    def contact(self) -> None:
        """What a phone does whenever it meets its server."""
        more = True
        while more:
            page = self.api.get("sync/pull", after=self.cursor, limit=50)
            if page["sight"] != self.sight:
                self.cursor, self.sight = self.api.get("sync/pull", after="latest")["next"], page["sight"]
                self.kept, self.sheets = self.fresh(), self.waiting()
                return
            asked = {"kept": [], "changes": page["changes"], "sheets": [*self.sheets.values()]}
            if self.twin({**self.said, **asked})["meets"]:
                self.sheets = self.waiting()
            self.kept = self.follow(self.kept, page["changes"])
            self.cursor, more = page["next"], page["more"]

    def sorted(self, kept: list[Row]) -> dict[str, Row]:
        """By object and id."""
        return {f"{each['object']} {each['row']['id']}": each["row"] for each in kept}


class Office:
    """Everybody who does something to what lies on the phone."""

    def __init__(self, caller: Callers, at: str, dice: random.Random) -> None:
        self.rep, self.other = caller("rep", at), caller("rep2", at)
        self.admin, self.dice = caller("admin", at), dice
        self.people = [self.rep.get("me")["id"], self.other.get("me")["id"]]
        self.made: dict[str, list[str]] = {"customer": [], "deal": [], "contact": [], "activity": []}
        self.items: list[str] = []
        self.asked: list[str] = []
        self.merged: list[tuple[str, str]] = []
        self.deleted: list[tuple[str, str]] = []

    def someone(self) -> Api:
        return self.dice.choice([self.rep, self.rep, self.other, self.admin])

    def one(self, object: str) -> str:
        return self.dice.choice(self.made[object]) if self.made[object] else self.create(object)

    def create(self, object: str) -> str:
        """A new record of the rep's, or of his colleague's."""
        owner = {"owner": self.dice.choice(self.people)}
        said: Row = {"name": f"同步{uuid4().hex[:6]}"} | owner
        if object == "customer":
            said["place"] = PLACE
        else:
            said["customer"] = self.one("customer")
        id = str(self.admin.post(f"records/{object}", said)["id"])
        self.made[object].append(id)
        return id

    def deed(self) -> str:
        """One deed of somebody; who may not is refused, and that is a deed too."""
        deeds = [
            self.make, self.change, self.change, self.rename, self.hand_over, self.hand_over, self.log,
            self.log, self.prove, self.delete, self.restore, self.share, self.lose, self.move, self.ask,
            self.attend, self.petition, self.judge, self.judge, self.reshape, self.release, self.claim,
            self.merge, self.part, self.complain,
        ]  # fmt: skip
        found = self.dice.choice(deeds)
        found()
        return found.__name__

    def make(self) -> None:
        self.create(self.dice.choice(["customer", "deal", "contact"]))

    def change(self) -> None:
        object = self.dice.choice(["customer", "deal", "contact"])
        said = (
            {"amount": f"{self.dice.randrange(10**6)}.00"} if object == "deal" else {"phone": "13800000000"}
        )
        self.someone().call("PATCH", f"records/{object}/{self.one(object)}", said)

    def rename(self) -> None:
        object = self.dice.choice(["customer", "deal", "contact"])
        self.admin.call("PATCH", f"records/{object}/{self.one(object)}", {"name": f"改{uuid4().hex[:6]}"})

    def hand_over(self) -> None:
        object = self.dice.choice(["customer", "customer", "deal"])
        said = {"owner": self.dice.choice(self.people)}
        self.admin.call("PATCH", f"records/{object}/{self.one(object)}", said)

    def log(self) -> None:
        said = {"type": "call", "topic": "报价", "customer": self.one("customer")}
        answer = self.someone().call("POST", "actions/log_activity", {"input": said})
        if answer.status_code == 200:
            self.made["activity"].append(answer.json()["result"]["activity"])

    def prove(self) -> None:
        """A survey with photos, which may open the gate of a deal."""
        now = str(self.rep.get("me")["now"])
        shots = [
            self.rep.upload(photo(uuid4().int % 10**9), captured_at=now, place=NEAR, source="camera")
            for _ in range(3)
        ]
        evidence = [{"kind": "site_photo", "file": each} for each in shots]
        said = {"type": "survey", "deal": self.one("deal"), "topic": "看机房", "next_step": "出方案"}
        self.rep.call("POST", "actions/log_activity", {"input": said | {"evidence": evidence}})

    def delete(self) -> None:
        object = self.dice.choice(["contact", "deal", "activity", "customer"])
        if not self.made[object]:
            return
        id = self.one(object)
        if self.admin.call("DELETE", f"records/{object}/{id}").status_code == 200:
            self.made[object].remove(id)
            self.deleted.append((object, id))

    def restore(self) -> None:
        if not self.deleted:
            return
        object, id = self.deleted.pop()
        said = {"record": id, "input": {"object": object, "id": id}}
        if self.admin.call("POST", "actions/restore_record", said).status_code == 200:
            self.made[object].append(id)

    def share(self) -> None:
        said, record = {"object": "customer", "person": self.people[0]}, self.one("customer")
        if self.dice.random() < 0.5:
            self.admin.call("POST", "actions/share_record", {"record": record, "input": said})
        else:
            self.admin.call("POST", "actions/end_share", {"input": said | {"record": record}})

    def lose(self) -> None:
        said = {"object": "deal", "to": "lost", "values": {"lost_reason": "价格"}}
        self.someone().call("POST", "actions/advance_stage", {"record": self.one("deal"), "input": said})

    def ask(self) -> None:
        """A work item for one of the two, about a customer of anybody's."""
        who = [{"by": "person", "person": self.dice.choice(self.people)}]
        said = {"title": f"看一看{uuid4().hex[:6]}", "who": who, "object": "customer",
                "record": self.one("customer"), "episode": uuid4().hex}  # fmt: skip
        answer = self.admin.call("POST", "actions/open_work_item", {"input": said})
        if answer.status_code == 200:
            self.items.append(answer.json()["result"]["work_item"])

    def attend(self) -> None:
        """Something is done to a work item by whoever may."""
        if not self.items:
            return self.ask()
        name = self.dice.choice(["respond", "resolve", "reassign", "escalate"])
        said = {"person": self.dice.choice(self.people)} if name == "reassign" else {}
        body = {"record": self.dice.choice(self.items), "input": said}
        self.someone().call("POST", f"actions/{name}_work_item", body)
        return None

    def petition(self) -> None:
        """An approval about a deal of his own or of his colleague's, which both may be asked for."""
        who = self.dice.choice([self.rep, self.other])
        said = {"record": self.one("deal"), "input": {"flow": FLOW, "note": "请批"}}
        answer = who.call("POST", "actions/request_approval", said)
        if answer.status_code == 200:
            self.asked.append(answer.json()["result"]["approval"])

    def judge(self) -> None:
        """A word about one of them, by whoever may give it."""
        if not self.asked:
            return self.petition()
        verdict = self.dice.choice(["approve", "reject", "return"])
        said = {"verdict": verdict, "comment": "看过", "reason": "其他"}
        body = {"record": self.dice.choice(self.asked), "input": said}
        self.dice.choice([self.rep, self.other]).call("POST", "actions/decide_approval", body)
        return None

    def reshape(self) -> None:
        """Others are asked as well, or instead; it is taken back or handed in again."""
        if not self.asked:
            return self.petition()
        person = self.dice.choice(self.people)
        name, said = self.dice.choice([
            ("add_signer", {"person": person}), ("transfer_approval", {"person": person}),
            ("copy_approval", {"people": [person]}), ("withdraw_approval", {}), ("resubmit_approval", {}),
        ])  # fmt: skip
        body = {"record": self.dice.choice(self.asked), "input": said}
        self.dice.choice([self.rep, self.other]).call("POST", f"actions/{name}", body)
        return None

    def release(self) -> None:
        said = {"record": self.one("customer"), "input": {"reason": "no_time"}}
        self.someone().call("POST", "actions/release_customer", said)

    def claim(self) -> None:
        """Somebody takes one out of the pool, or is given it."""
        if self.dice.random() < 0.5:
            self.rep.call("POST", "actions/claim_customer", {"record": self.one("customer"), "input": {}})
        else:
            said = {"to": self.dice.choice(self.people), "reason": "轮到你", "anyway": True}
            body = {"record": self.one("customer"), "input": said}
            self.admin.call("POST", "actions/assign_customer", body)

    def merge(self) -> None:
        survivor, loser = self.one("customer"), self.one("customer")
        body = {"record": survivor, "input": {"object": "customer", "loser": loser}}
        answer = self.admin.call("POST", "actions/merge", body)
        if answer.status_code == 200:
            self.made["customer"].remove(loser)
            self.merged.append((answer.json()["result"]["merge"], loser))

    def part(self) -> None:
        if not self.merged:
            return
        merge, loser = self.merged.pop()
        if self.admin.call("POST", "actions/undo_merge", {"input": {"merge": merge}}).status_code == 200:
            self.made["customer"].append(loser)

    def complain(self) -> None:
        said = {"customer": self.one("customer"), "category": "quality", "story": "制冷不够"}
        self.someone().call("POST", "actions/raise_complaint", {"input": said})

    def move(self) -> None:
        """A contact and a deal to another customer."""
        object = self.dice.choice(["contact", "deal"])
        said = {"customer": self.one("customer")}
        self.admin.call("PATCH", f"records/{object}/{self.one(object)}", said)


def unlike(one: Any, other: Any, at: str = "") -> list[str]:
    """Where two answers differ, and how."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [*one, *(each for each in other if each not in one)]
        return [path for key in keys for path in unlike(one.get(key), other.get(key), f"{at}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = zip(one, other, strict=True)
        return [path for n, pair in enumerate(pairs) for path in unlike(*pair, f"{at}[{n}]")]
    return [] if one == other else [f"{at}: {one!r:.120} is {other!r:.120}"]


def run(caller: Callers, at: str, twin: Ask, seed: int, rounds: int) -> None:
    """Deeds in bursts, a contact after each; then everything must be as if read anew."""
    dice = random.Random(seed)
    office = Office(caller, at, dice)
    pocket = Pocket(office.rep, twin)
    pocket.contact()
    for each in range(rounds):
        done = [office.deed() for _ in range(dice.randrange(1, 6))]
        pocket.contact()
        kept, fresh = pocket.sorted(pocket.kept), pocket.sorted(pocket.fresh())
        assert kept == fresh, f"seed {seed}, round {each}, after {done}"
        stale = unlike(pocket.sheets, pocket.waiting())
        assert not stale, f"seed {seed}, round {each}, after {done}"


@pytest.mark.parametrize("seed", range(1, 11))
def test_kept_and_followed_is_what_a_fresh_reading_brings(
    caller: Callers, phone_demo: str, twin: Ask, seed: int
) -> None:
    run(caller, phone_demo, twin, seed, 5)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 30))
def test_the_same_for_many_more_days(caller: Callers, phone_demo: str, twin: Ask, seed: int) -> None:
    run(caller, phone_demo, twin, seed, 60)


def test_what_was_given_away_is_off_the_phone_with_all_that_belongs_to_it(
    caller: Callers, phone_demo: str, twin: Ask
) -> None:
    office = Office(caller, phone_demo, random.Random(0))
    customer = office.rep.post("records/customer", {"name": f"要走的{uuid4().hex[:6]}"})["id"]
    contact = office.rep.post("records/contact", {"name": "王工", "customer": customer})["id"]
    pocket = Pocket(office.rep, twin)
    pocket.contact()
    assert {customer, contact} <= {each["row"]["id"] for each in pocket.kept}
    office.admin.patch(f"records/customer/{customer}", {"owner": office.people[1]})
    office.admin.patch(f"records/contact/{contact}", {"owner": office.people[1]})
    pocket.contact()
    assert not {customer, contact} & {each["row"]["id"] for each in pocket.kept}
    office.admin.patch(f"records/customer/{customer}", {"owner": office.people[0]})
    pocket.contact()
    assert {customer} <= {each["row"]["id"] for each in pocket.kept}


def test_who_sees_otherwise_reads_anew(caller: Callers, phone_demo: str, twin: Ask) -> None:
    rep, admin = caller("rep", phone_demo), caller("admin", phone_demo)
    before = rep.get("sync/pull", after="latest")["sight"]
    assert rep.get("sync/pull", after="latest")["sight"] == before
    admin.post("objects/contact/fields", {"name": f"x_{uuid4().hex[:6]}", "type": "text",
                                          "label": {"zh": "备注", "en": "Note"}})  # fmt: skip
    assert rep.get("sync/pull", after="latest")["sight"] != before
