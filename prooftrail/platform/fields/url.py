"""Web addresses."""

import re
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import Column, Text

from prooftrail.platform.fields.base import TEXT, Field, FieldFault, FieldType, Parsing, Shape, clean_text
from prooftrail.platform.fields.options import INDEXED

LONGEST = 2_000
HOST = re.compile(r"[\w-]+(\.[\w-]+)+|localhost")


class Url(FieldType):
    """`https://…` or `http://…`: what a browser opens, and nothing it would run."""

    key = "url"
    operators = TEXT
    uniquable = True
    takes = INDEXED

    def columns(self, field: Field) -> list[Column[Any]]:
        """One text column."""
        return [Column(field.column, Text)]

    def shape(self, field: Field) -> Shape:
        """With its scheme."""
        return {"type": "string", "pattern": r"^https?://[^\s/?#]+([/?#]\S*)?$", "maxLength": LONGEST}

    def accepts(self, field: Field) -> Shape:
        """The scheme may be left out."""
        return {"type": "string", "maxLength": LONGEST}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """The scheme is added, the host made small."""
        text = clean_text(value).strip()
        found = address(text if "://" in text else f"https://{text}")
        if found is None or len(found) > LONGEST:
            raise FieldFault("not_url")
        return {field.column: found}

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """As typed, so that a part of one is found; a whole one as it is kept."""
        text = clean_text(value).strip()
        return (address(text) if "://" in text else None) or text


def address(text: str) -> str | None:
    """The one spelling of an address; None where it is none."""
    if any(sign.isspace() or not sign.isprintable() for sign in text):
        return None
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not HOST.fullmatch(host) or parts.username:
        return None
    place = f"{host}:{port}" if port else host
    return urlunsplit((parts.scheme.lower(), place, parts.path, parts.query, parts.fragment))
