"""Rules made in the browser without code, then met by real records: graded, told once, reminded in time."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from prooftrail.opening import Opened
from prooftrail.platform.work import Caller
from tests.automation.conftest import reacted, read, runs
from tests.automation.dying import die_at
from tests.conftest import Api, Callers, shared_demo, signed_in
from tests.e2e.designing import window
from tests.e2e.ruling import OPEN, begin, from_template, part, pick, publish, row, try_on
from tests.imports.conftest import Company

pytestmark = pytest.mark.browser
shop = shared_demo(40)
admin, ops, rep = signed_in("admin"), signed_in("ops"), signed_in("rep")
SYSTEM = Caller(reason="tests")
Clearly = Callable[[Page], None]


@pytest.fixture
def desk(browser: Browser, site: str, shop: str) -> Iterator[Page]:
    """The desk of whoever runs sales operations."""
    with window(browser, site, shop, "ops") as page:
        yield page


def customer(api: Api, name: str, **more: Any) -> dict[str, Any]:
    """A new customer."""
    return dict(api.post("records/customer", {"name": f"{name}{uuid4().hex[:6]}", **more}))


def order(api: Api, of: dict[str, Any], amount: str, day: str) -> str:
    """An order of a customer; its id."""
    said = {"name": "年度订单", "customer": of["id"], "amount": amount, "signed_on": day}
    return str(api.post("records/order", said)["id"])


def roll_up(page: Page, year: int) -> None:
    """A field of customers: what their orders of a year come to."""
    page.goto("/design/customer")
    page.get_by_role("button", name="加字段").first.click()
    page.get_by_role("button", name="汇总").click()
    pick(page, page, "汇总哪个对象", "订单")
    pick(page, page, "它经哪个关联指到这里", "客户")
    pick(page, page, "怎么算", "合计")
    pick(page, page, "取哪个字段", "金额")
    page.get_by_role("button", name="满足条件的").click()
    flt = page.locator(".cond .flt")
    flt.get_by_label("字段").click()
    page.keyboard.type("签订日期")
    page.locator(OPEN).filter(has_text="签订日期").first.click()
    flt.get_by_label("条件", exact=True).click()
    page.locator(OPEN).filter(has_text=re.compile("不早于")).first.click()
    flt.get_by_label("值", exact=True).fill(f"{year}-01-01")
    page.keyboard.press("Enter")  # takes the day, and the condition with it
    expect(page.locator(".cond")).to_contain_text("签订日期 不早于")
    page.get_by_label("中文名称").fill("年订单额")
    page.locator("#field-en").fill("Orders of the year")
    expect(page.locator("#field-name")).to_have_value(re.compile("^x_."))  # suggested first
    page.locator("#field-name").fill("x_year_orders")
    page.get_by_role("button", name="加上").click()
    expect(page.locator('[data-field="x_year_orders"]')).to_be_visible()


def draw_grading(page: Page) -> None:
    """When the year's orders change, the grade follows: A from 500,000."""
    begin(page, "年订单评级", "graded_by_orders", "客户")
    when = part(page, "当")
    when.get_by_label("新建").uncheck()
    when.get_by_label("改动").check()
    pick(page, when, "只看这些字段", "年订单额")
    page.keyboard.press("Escape")
    then = part(page, "则")
    pick(page, then, "加一步", "修改字段")
    pick(page, then, "加一个字段", "等级")
    then.get_by_role("button", name="公式").click()
    then.get_by_role("combobox", name="公式").fill('IF(年订单额 >= 500000, "A", "B")')
    expect(then.locator(".fx-result")).to_be_visible()


def test_a_grade_follows_the_orders_of_the_year_to_the_cent(
    desk: Page, ops: Api, shop: str, parts: Opened, caller: Callers, seen_clearly: Clearly
) -> None:
    with parts.workspaces.begin(shop, SYSTEM) as work:
        year = work.today.year
    roll_up(desk, year)
    draw_grading(desk)
    seen_clearly(desk)
    publish(desk)
    day = f"{year}-03-02"
    one = customer(ops, "评级客户")

    def grade() -> Any:
        reacted(parts, shop)
        return read(ops, "customer", one["id"])["grade"]

    order(ops, one, "499999.99", day)
    order(ops, one, "900000.00", f"{year - 1}-12-31")
    assert grade() == "B"
    cent = order(ops, one, "0.01", day)
    assert grade() == "A"
    ops.delete(f"records/order/{cent}")
    assert grade() == "B"
    company = Company(parts, shop, caller)
    brought = company.bring("order", f"name,customer,amount,signed_on\n补单,{one['name']},0.01,{day}\n")
    assert (brought["created"], grade()) == (1, "A")
    company.undo(brought["id"])
    assert grade() == "B"
    desk.goto(f"/rules/runs?rule=graded_by_orders&record={one['id']}&object=customer")
    expect(desk.locator('[data-state="done"]')).to_have_count(5)
    desk.goto(f"/o/customer/{one['id']}")
    desk.get_by_role("tab", name="留痕").click()
    desk.locator(".hist").get_by_role("link", name="按「年订单评级」").first.click()
    expect(desk.get_by_role("complementary")).to_contain_text("年订单评级")


def visit(api: Api, of: dict[str, Any]) -> str:
    """A visit to a customer; its id."""
    said = {"type": "visit", "customer": of["id"], "topic": "看现场", "next_step": "送方案"}
    return str(api.act("log_activity", said)["result"]["activity"])


def packs(api: Api, of: dict[str, Any]) -> list[dict[str, Any]]:
    """What of the library went to a customer."""
    said = ["customer", "=", of["id"]]
    return list(api.get("records/content_sent", filter=said, limit="50")["items"])


def read_why(desk: Page, run: str) -> None:
    """From the rule's only firing to why it happened."""
    desk.goto("/rules")
    expect(row(desk, "first_visit_pack")).to_contain_text("在用")
    row(desk, "first_visit_pack").get_by_role("link", name="1", exact=False).last.click()
    desk.locator(f'[data-run="{run}"] button').click()
    why = desk.get_by_role("complementary")
    expect(why).to_contain_text("首访发产品包")
    expect(why.get_by_role("list", name="条件")).to_contain_text("类型 现在是 拜访")
    expect(why.locator('[data-step-state="done"]')).to_contain_text("发资料")


def test_the_first_visit_sends_the_product_pack_exactly_once(
    desk: Page, rep: Api, admin: Api, shop: str, parts: Opened, seen_clearly: Clearly, tmp_path: Path,
    python: str,
) -> None:  # fmt: skip
    new = customer(rep, "首访客户")
    from_template(desk, "first_visit_pack")
    expect(part(desk, "则")).to_contain_text("发资料")
    seen_clearly(desk)
    publish(desk)
    with ThreadPoolExecutor(2) as pool:
        visits = [each.result() for each in [pool.submit(visit, rep, new) for _ in range(2)]]
    die_at("after_commit", parts, shop, python, tmp_path / "kill")
    reacted(parts, shop)
    (run,) = runs(admin, rule="first_visit_pack")
    assert run["state"] == "done" and run["record"] in visits
    rows = packs(rep, new)
    assert rows and {row["cause"] for row in rows} == {"rule:first_visit_pack"}
    assert len({row["sending"] for row in rows}) == 1 and len({row["content"]["id"] for row in rows}) == len(
        rows
    )
    admin.delete(f"records/activity/{run['record']}")
    visit(rep, new)
    reacted(parts, shop)
    assert len(packs(rep, new)) == len(rows)
    told = [each["about"]["object"] for each in rep.told() if new["name"] in str(each["title"])]
    assert told.count("content_sent") == 1
    read_why(desk, run["id"])
    seen_clearly(desk)
    desk.goto("/rules")
    deed = desk.locator('[data-deed="schema.rule_published"]', has_text="首访发产品包")
    deed.get_by_role("button", name="撤销").click()
    expect(row(desk, "first_visit_pack")).not_to_contain_text("在用")
    another = customer(rep, "首访客户")
    visit(rep, another)
    reacted(parts, shop)
    assert len(runs(admin, rule="first_visit_pack")) == 1 and not packs(rep, another)


def test_a_stuck_deal_is_reminded_at_the_72nd_hour_and_not_again(
    desk: Page, rep: Api, admin: Api, shop: str, caller: Callers
) -> None:
    from_template(desk, "stuck_alert")
    publish(desk)
    of = customer(rep, "停留客户")
    deal = rep.post("records/deal", {"name": "停留商机", "customer": of["id"]})
    for n in range(4):
        rep.act(
            "log_activity", {"type": "call", "customer": of["id"], "deal": deal["id"], "topic": f"第{n}通"}
        )
    since = datetime.fromisoformat(rep.get(f"records/deal/{deal['id']}")["stage_since"])

    def at(**after: float) -> list[dict[str, Any]]:
        to = (since + timedelta(**after)).astimezone(UTC).isoformat()
        admin.post("dev/clock", {"now": to}, 200)
        said = ["and", ["about_record", "=", deal["id"]], ["source", "=", "rule:stuck_alert"]]
        return list(admin.get("records/work_item", filter=said)["items"])

    try:
        assert at(hours=71, minutes=59) == []
        (item,) = at(hours=72)
        assert (item["kind"], item["level"], item["title"]) == ("alert", "yellow", "停留商机 停留满 72 小时")
        assert ["第3通" in item["cause"], "第1通" in item["cause"], "第0通" in item["cause"]] == [
            True, True, False
        ]  # fmt: skip
        assert at(hours=80) == [item]
        for login in ("manager", "presales"):
            told = caller(login, shop).told()
            assert [each["title"] for each in told if "停留商机 停留满" in str(each["title"])], login
        desk.goto(f"/rules/runs?rule=stuck_alert&record={deal['id']}&object=deal")
        desk.locator('tr[data-state="done"] button').click()
        why = desk.get_by_role("complementary")
        expect(why).to_contain_text("商机停在一个阶段满 72 小时（日历时间）")
        why.get_by_role("link", name=re.compile("停留满 72 小时")).click()
        expect(desk).to_have_url(re.compile(f"/o/work_item/{item['id']}"))
    finally:
        admin.post("dev/clock", {"now": None}, 200)


def test_a_rule_is_tried_mended_versioned_and_taken_back(
    desk: Page, ops: Api, shop: str, seen_clearly: Clearly
) -> None:
    small = customer(ops, "试算小客户", annual_purchase="499999.99")
    big = customer(ops, "试算大客户", annual_purchase="500000.00")
    from_template(desk, "grade_by_purchase")
    found = try_on(desk, big["name"])
    expect(found).to_contain_text("会触发")
    expect(found).to_contain_text("年采购额 现在是 ¥500,000.00")
    expect(found).to_contain_text("A 类")
    expect(try_on(desk, small["name"])).to_contain_text("B 类")
    desk.get_by_role("button", name="回放", exact=True).first.click()
    desk.locator('[data-sheet="replay"]').get_by_role("button", name="回放").click()
    expect(desk.locator("[data-count]")).to_contain_text(re.compile(r"会触发 \d+ 次"))
    seen_clearly(desk)
    box = part(desk, "则").get_by_role("combobox", name="公式")
    was = box.input_value()
    box.fill("nosuch + 1")
    desk.get_by_role("button", name="保存草稿").click()
    expect(desk.get_by_role("alert")).to_contain_text("有 1 处不行")
    expect(part(desk, "则").locator("li.bad")).to_have_count(1)
    box.fill(was)
    publish(desk)
    part(desk, "另").get_by_label("导入的行也算").uncheck()
    publish(desk, 2)
    desk.get_by_role("button", name="版本").click()
    first = desk.locator('[data-version="1"]')
    first.get_by_role("button", name="对照").click()
    expect(first).to_contain_text("导入的行")
    first.get_by_role("button", name="回到这一版").click()
    expect(part(desk, "另").get_by_label("导入的行也算")).to_be_checked()
    desk.get_by_role("button", name="撤销一步").click()
    expect(part(desk, "另").get_by_label("导入的行也算")).not_to_be_checked()
    put_up_by_keys(desk)


def put_up_by_keys(desk: Page) -> None:
    """The rule goes up the list, and stays there."""
    desk.goto("/rules")
    last = desk.locator("[data-rule]").last
    expect(last).to_have_attribute("data-rule", "grade_by_purchase")
    grip = row(desk, "grade_by_purchase").get_by_role("button", name=re.compile("拖动排序"))
    with desk.expect_response("**/actions/publish_rule"):
        grip.press("Alt+ArrowUp")
    expect(last).not_to_have_attribute("data-rule", "grade_by_purchase")
    desk.reload()
    expect(last).not_to_have_attribute("data-rule", "grade_by_purchase")
