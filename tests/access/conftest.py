"""A workspace whose access is designed, put back by nobody: each test takes one of its own or undoes."""

from typing import Any

import pytest

from tests.conftest import Api, shared_demo, signed_in

office = shared_demo(60)
admin = signed_in("admin", "office")


@pytest.fixture(scope="session")
def people(admin: Api) -> dict[str, str]:
    """Ids by login."""
    return {row["login"]: row["id"] for row in admin.get("access/people")["items"] if row["login"]}


def role_of(admin: Api, key: str) -> dict[str, Any]:
    """A role as it stands."""
    return dict(admin.get(f"access/roles/{key}"))


def change(admin: Api, key: str, **said: Any) -> dict[str, Any]:
    """A change of a role's as it stands, for previews and drafts."""
    return {
        "action": "change_role",
        "input": {"role": key, "version": role_of(admin, key)["version"], **said},
    }


def preview(admin: Api, *changes: dict[str, Any], status: int = 200, **more: Any) -> dict[str, Any]:
    """The difference a draft would make."""
    return dict(admin.post("access/preview", {"changes": list(changes), **more}, status))


def publish(admin: Api, *changes: dict[str, Any], status: int = 200) -> dict[str, Any]:
    """A draft made true."""
    return dict(admin.post("access/publish", {"changes": list(changes)}, status))


def newest(admin: Api) -> dict[str, Any]:
    """The newest entry of the history of access."""
    return dict(admin.get("access/history", limit=1)["items"][0])


def undo(admin: Api, status: int = 200) -> dict[str, Any]:
    """Take the newest entry back."""
    return dict(admin.post(f"access/history/{newest(admin)['id']}/undo", {}, status))
