"""A new company with somebody at its desk, for the stories of bringing old data."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, expect

from prooftrail.opening import Opened
from prooftrail.platform.database.install import drop_workspace
from prooftrail.platform.people.accounts import set_account
from tests.conftest import Callers
from tests.e2e.conftest import PATIENCE
from tests.imports.conftest import SYSTEM, Company, found_company


@contextmanager
def new_company(parts: Opened, caller: Callers) -> Iterator[Company]:
    """A company of its own; its administrator's password is `boss`."""
    made = found_company(parts, caller)
    with parts.workspaces.begin(made.name, SYSTEM) as work:
        query = f"select person from {work.place.schema}._account where login = 'boss'"
        (person,) = work.execute(query).fetchone() or (None,)
        assert person is not None
        set_account(work, person, "boss", "boss")
    yield made
    drop_workspace(parts.dsn, made.name)


@contextmanager
def at_the_desk(browser: Browser, site: str, company: Company) -> Iterator[BrowserContext]:
    """The administrator's browser, in Chinese."""
    opened = browser.new_context(base_url=site, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    opened.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    said = {"workspace": company.name, "login": "boss", "password": "boss"}
    assert opened.request.post("/api/v1/session", data=said).ok
    yield opened
    opened.close()
