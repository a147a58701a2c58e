"""Leads of the demo with what became of them, what each rep is good for, and a first draft of rules."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from tools.demo.customers import Customer
from tools.demo.dice import Dice
from tools.demo.moments import at, moment_text
from tools.demo.tables import table

COUNT, DAYS = 140, 110
SOURCES = ("web", "exhibition", "referral", "campaign", "cold_call")
SHARES = (0.4, 0.2, 0.16, 0.14, 0.1)
QUALITY = {"web": 0.3, "exhibition": 0.16, "referral": 0.5, "campaign": 0.12, "cold_call": 0.06}
COST = {"web": 180, "exhibition": 620, "referral": 60, "campaign": 260, "cold_call": 40}
RANKS = ("owner", "executive", "head", "engineer", "buyer")
PLACES = (
    "清溪",
    "甬江",
    "明州",
    "四明",
    "古堰",
    "云栖",
    "海曙",
    "湖畔",
    "越城",
    "天目",
    "和塘",
    "禾润",
    "凌寒",
    "启运",
)
TRADES = (
    ("food", "食品"),
    ("dairy", "乳业"),
    ("cold_chain", "冷链"),
    ("pharma", "制药"),
    ("seafood", "水产"),
    ("retail", "便利"),
)
KEY_TRADES = ("food", "dairy", "cold_chain")
ENTRANCES = (
    ("CP-1", "官网", "CF-1", "web", f"-{DAYS + 10}d 09:40"),
    ("CP-2", "上海冷链展 A12", "CF-1", "exhibition", f"-{DAYS + 10}d 09:45"),
    ("CP-3", "广州食品加工展 3-08", "CF-1", "exhibition", "-60d 10:00"),
)
HEADER = (
    "ref name company source industry estimated_purchase region contact_rank phone background owner status"
    " answered_at converted_at cost margin capture_form capture_place created_at"
)


def make_leads(customers: Sequence[Customer]) -> dict[str, str]:
    """Their files by name: profiles, leads with the form some came by, rules."""
    return {
        "rep_profiles.csv": table(
            "ref name person owner regions skills level created_at", _profiles(customers)
        ),
        "leads.csv": table(HEADER, _leads(customers)),
        "capture_forms.csv": table(
            "ref name state source number definition published_at published_by created_at", [_form()]
        ),
        "capture_places.csv": table("ref name capture_form source created_at", ENTRANCES),
        "distributions.csv": table("ref name about number state definition", [_rules()]),
    }


def _profiles(customers: Sequence[Customer]) -> Iterator[tuple[object, ...]]:
    """Where most of his customers are, and what they do."""
    for number, owner in enumerate(sorted({each.owner for each in customers})):
        mine = [each for each in customers if each.owner == owner]
        regions = Counter(each.region[:4] for each in mine).most_common(3)
        skills = Counter(each.industry for each in mine).most_common(3)
        dice = Dice("profile", owner)
        yield (
            *(f"P-{number + 1:03}", owner, owner, owner, ";".join(key for key, _ in regions)),
            *(";".join(key for key, _ in skills), dice.whole(1, 4), "-400d 09:00"),
        )


def _leads(customers: Sequence[Customer]) -> Iterator[tuple[object, ...]]:
    owners = sorted({each.owner for each in customers})
    for number in range(COUNT):
        dice = Dice("lead", number)
        source, (trade, word) = dice.weigh(SOURCES, SHARES), dice.pick(TRADES)
        near = dice.pick(customers)
        place = dice.pick(PLACES)
        worth = dice.whole(8, 260) * 10_000
        created = at(-DAYS + number * DAYS // COUNT, dice.whole(8, 18), dice.whole(0, 59))
        answered = created + dice.whole(6, 60 * 30) if dice.chance(0.9) and created < at(-2) else None
        converted = answered is not None and dice.chance(QUALITY[source]) and created < at(-20)
        status = "converted" if converted else "new" if answered is None else dice.pick(("working", "closed"))
        cycle = dice.whole(3, 17)
        yield (
            *(f"L-{number + 1:03}", f"{place}{word} {worth // 10_000} 万询价", f"{place}{word}有限公司"),
            *(source, trade, f"{worth}.00", near.region, dice.pick(RANKS), near.phone),
            *("低温仓储与速冻询价，三个月内定设备", dice.pick(owners), status),
            *("" if answered is None else moment_text(answered),),
            *(moment_text(created + cycle * 24 * 60) if converted else "",),
            *(f"{COST[source] + dice.whole(0, 40)}.00", f"{worth // 6}.00" if converted else ""),
            *_entrance(source, number),
            moment_text(created),
        )


def _entrance(source: str, number: int) -> tuple[str, str]:
    """The form and entrance a lead came by; referrals and calls came by none."""
    found = {"web": "CP-1", "exhibition": "CP-2" if number < COUNT // 2 else "CP-3"}.get(source, "")
    return ("CF-1" if found else "", found)


def _form() -> tuple[object, ...]:
    """What the company's site and stands ask."""
    said = {
        "name": _both("冷库与速冻设备咨询", "Cold stores and freezers"),
        "intro": _both(
            "留下联系方式，一个工作日内有人联系您。", "Leave a number; we call within a working day."
        ),
        "source": "web",
        "fields": [
            _ask("name", "怎么称呼您", "Your name", required=True),
            _ask("company", "公司名称", "Company", required=True),
            _ask("phone", "电话", "Phone", required=True),
            _ask("contact_rank", "您的职务", "Your position"),
            _ask("background", "想解决什么问题", "What is it about"),
        ],
        "defaults": {},
        "thanks": _both("已收到，会有工程师与您联系。", "Received. An engineer will be in touch."),
        "consent": _both("同意澄川制冷为这次咨询与我联系。", "Chengchuan may contact me about this."),
        "origins": ["https://www.chengchuan.example"],
        "limits": {"body_kb": None, "per_address": None, "per_form": None},
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    name, at = said["name"], f"-{DAYS + 10}d 09:30"
    assert isinstance(name, dict)
    return ("CF-1", name["zh"], "live", "web", 1, text, at, "ops", at)


def _both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _ask(field: str, zh: str, en: str, *, required: bool = False) -> dict[str, object]:
    return {"field": field, "label": _both(zh, en), "help": None, "required": required}


def _rules() -> tuple[object, ...]:
    """Not in force: whoever runs the company tries and publishes it."""
    rules = [
        _rule("key_accounts", "官网大客户", "Key accounts from the website", [
            _asks("record", ["and", ["source", "=", "web"], ["industry", "in", [*KEY_TRADES]]]),
            _asks("record", ["estimated_purchase", ">=", "800000"]),
            _asks("rep", ["level", ">=", 2]), _below(5)], "best_fit"),
        _rule("exhibition", "展会线索给当地", "Exhibition leads stay near", [
            _asks("record", ["source", "=", "exhibition"]), _below(8)], "best_fit", wants={"region": 60}),
        _rule("rest", "其余轮流", "The rest in turn", [_below(8)], "round_robin", working_hours=True),
    ]  # fmt: skip
    said = {"about": "lead", "name": "线索分配", "rules": rules, "pool": "华东公海"}
    return (
        "D-001",
        "线索分配",
        "lead",
        1,
        "draft",
        json.dumps(said, ensure_ascii=False, separators=(",", ":")),
    )


def _rule(
    key: str, zh: str, en: str, layers: list[dict[str, object]], strategy: str, *,
    wants: dict[str, int] | None = None, working_hours: bool = False,
) -> dict[str, object]:  # fmt: skip
    return {
        "key": key, "label": {"zh": zh, "en": en}, "layers": layers, "strategy": strategy, "weights": {},
        "wants": wants or {}, "otherwise": "next", "pool": None, "working_hours": working_hours,
    }  # fmt: skip


def _asks(about: str, filter: list[object]) -> dict[str, object]:
    return {"about": about, "filter": filter, "departments": [], "people": [], "below": None}


def _below(count: int) -> dict[str, object]:
    return {"about": "load", "filter": None, "departments": [], "people": [], "below": count}
