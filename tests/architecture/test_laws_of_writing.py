"""One clock, one committer, one write door; rules that decide without touching anything."""

from tests.architecture.planted import broken, kept
from tools.laws import purity, sql, tree

PRODUCT = tree.python("prooftrail")
RULE = "prooftrail/sales/leads/rules/pick.py"


def test_sql_takes_its_time_as_a_parameter() -> None:
    kept(sql.wall_clock(PRODUCT))


def test_the_clock_of_the_database_is_caught() -> None:
    for text in (
        "q = 'select now()'",
        "q = f'update {t} set at = NOW ( )'",
        "q = 'default current_timestamp'",
        "q = 'select clock_timestamp()'",
        "from sqlalchemy import func\nq = func.now()",
    ):
        assert broken(sql.wall_clock, "prooftrail/platform/events/log.py", text), text
        assert broken(sql.wall_clock, "prooftrail/platform/database/open.py", text) == []


def test_a_docstring_may_speak_of_the_clock() -> None:
    assert broken(sql.wall_clock, "prooftrail/a.py", '"""Never now()."""') == []


def test_nobody_commits_but_the_unit_of_work() -> None:
    kept(sql.commits(PRODUCT))


def test_a_commit_is_caught() -> None:
    assert broken(sql.commits, "prooftrail/http/routes.py", "def f(c): c.commit()")
    assert broken(sql.commits, "prooftrail/platform/work.py", "def f(c): c.commit()") == []


def test_record_tables_have_one_door() -> None:
    kept(sql.record_writes(PRODUCT))


def test_writes_past_the_door_are_caught() -> None:
    for text in (
        "q = 'insert into customer (id) values (:id)'",
        "q = f'delete from {schema}.deal'",
        "q = 'update deal d set stage = 1'",
        "q = '''\n  UPDATE only\n  deal\n  SET stage = 1'''",
        "q = 'merge into deal using x'",
        "q = f'copy {table} (id, name) from stdin'",
        "q = 'truncate table deal'",
        "from sqlalchemy import update",
        "from sqlalchemy.dialects.postgresql import insert",
    ):
        assert broken(sql.record_writes, "prooftrail/sales/playbook/queries.py", text), text
        assert broken(sql.record_writes, "prooftrail/platform/fields/text.py", text), text
        assert broken(sql.record_writes, "prooftrail/platform/records/apply.py", text) == []


def test_a_keeper_writes_its_own_tables_only() -> None:
    path = "prooftrail/platform/events/log.py"
    assert broken(sql.record_writes, path, "q = f'insert into {schema}._event (id) values (1)'") == []
    assert broken(sql.record_writes, path, "q = 'update {} set head = 1'") == []
    assert broken(sql.record_writes, path, "q = f'insert into {schema}.customer (id) values (1)'")


def test_reading_and_prose_are_free() -> None:
    path = "prooftrail/sales/playbook/queries.py"
    for text in (
        "q = 'select id from deal for update'",
        "q = 'please update the record and set it aside'",
        "q = 'on conflict do update set a = 1'",
    ):
        assert broken(sql.record_writes, path, text) == [], text


def test_rules_are_pure() -> None:
    kept(purity.impure_rules(PRODUCT))


def test_an_impure_rule_is_caught() -> None:
    for text in (
        "import random",
        "import os",
        "from sqlalchemy import select",
        "from prooftrail.platform.work import Work",
        "from prooftrail.sales.goals.rules import pace",
        "from ..queries import open_leads",
        "from datetime import datetime\ndef f(): return datetime.now()",
        "import datetime\ndef f(): return datetime.date.today()",
        "def f(): return open('x')",
        "from uuid import uuid4\ndef f(): return uuid4()",
        "from prooftrail.platform.values import uuid7\ndef f(): return uuid7()",
    ):
        assert broken(purity.impure_rules, RULE, text), text


def test_a_rule_may_use_values_the_standard_library_and_its_neighbours() -> None:
    text = """
        from datetime import datetime, timedelta
        from decimal import Decimal
        from prooftrail.platform.values import Money
        from prooftrail.sales.leads.rules.limits import claim_limit
        from .limits import cool_off
    """
    assert broken(purity.impure_rules, RULE, text) == []


def test_sales_takes_its_time_from_the_work() -> None:
    kept(purity.clocks_in_sales(PRODUCT))


def test_a_clock_in_sales_is_caught() -> None:
    text = "from datetime import datetime, UTC\nx = datetime.now(UTC)"
    assert broken(purity.clocks_in_sales, "prooftrail/sales/playbook/actions/log_activity.py", text)
