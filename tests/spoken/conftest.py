"""A small demo the tests of speech share, and a transcription service on this machine."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.outbound.addresses import LISTED
from prooftrail.platform.speech import hearing
from tests.conftest import Api, shared_demo, signed_in
from tests.spoken.ear import Service, serving

shop = shared_demo(20)
admin, rep, rep2, manager = signed_in("admin"), signed_in("rep"), signed_in("rep2"), signed_in("manager")
Hear = Callable[[], None]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, admin: Api) -> Iterator[Service]:
    """A service the workspace knows of, with a model and a token."""
    monkeypatch.setenv(LISTED, "127.0.0.1")
    with serving() as found:
        set_service(admin, found.url)
        yield found
        set_service(admin, found.url, enabled=False)


def set_service(admin: Api, url: str, **more: Any) -> None:
    """As an administrator does."""
    said = {
        "channel": "ears", "kind": "speech", "label": {"zh": "转写", "en": "Ears"},
        "config": {"model": "whisper-1"}, "secrets": {"url": url, "token": "sk-test"}, **more,
    }  # fmt: skip
    admin.act("set_channel", said)


@pytest.fixture
def hear(parts: Opened, shop: str) -> Hear:
    """`hear()`: a turn of the worker over what is due."""
    place = parts.workspaces.directory.find(shop)
    return lambda: bool(hearing.hear_due(parts.ground, place)) and None
