"""The schemas many operations share: the contract's values, refusals, and what surrounds them."""

from typing import Any, get_args

from prooftrail.http.openapi.parts import ID, LABEL, TEXT, TIME, nullable, record, ref, shape
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.refusal import Kind

AMOUNT: Shape = {"type": "string", "pattern": r"^-?\d{1,15}(\.\d{1,3})?$"}
CURRENCY: Shape = {"type": "string", "pattern": "^[A-Z]{3}$"}
DATUM: Shape = {"type": "string", "enum": ["WGS84", "GCJ02"]}
LATITUDE: Shape = {"type": "number", "minimum": -90, "maximum": 90}
LONGITUDE: Shape = {"type": "number", "minimum": -180, "maximum": 180}
ACCURACY: Shape = {"type": ["number", "null"], "minimum": 0, "maximum": 10_000_000}
PHRASES = {
    400: "Not JSON, or not the form that was asked for.",
    401: "Nobody is signed in, or the session or key has ended.",
    403: "The caller may not do this.",
    404: "Not there, or out of the caller's sight: the same body.",
    409: "Somebody else was first: another version, a duplicate, something that still holds on to it.",
    413: "Too large.",
    415: "A kind of file or body that is not taken.",
    422: "Understood, and invalid: each field says why.",
    429: "Too many calls; `Retry-After` says when to come back.",
    503: "The database is away; `Retry-After` says when to come back.",
}


FILE = record(
    id=ID,
    name=TEXT,
    mime=TEXT,
    size={"type": "integer", "minimum": 1},
    captured_at=nullable(TIME),
    place=nullable(shape("Place")),
    source={"enum": ["camera", "gallery", "file", None]},
)


def schemas() -> dict[str, Shape]:
    """Everything that does not depend on the workspace."""
    return {
        "Label": record(zh=TEXT, en=TEXT),
        "Money": record(amount=AMOUNT, currency=CURRENCY),
        "MoneyInput": {
            "anyOf": [
                AMOUNT,
                {"type": "number"},
                record(["amount"], amount={"anyOf": [AMOUNT, {"type": "number"}]}, currency=CURRENCY),
            ]
        },
        "Place": record(lat=LATITUDE, lng=LONGITUDE, datum=DATUM, accuracy_m=ACCURACY),
        "PlaceInput": record(["lat", "lng"], lat=LATITUDE, lng=LONGITUDE, datum=DATUM, accuracy_m=ACCURACY),
        "Reference": record(id=ID, label=nullable(TEXT)),
        "ReferenceInput": {
            "anyOf": [
                ID,
                record(["id"], id=ID, label=nullable(TEXT)),
                record(
                    by={
                        "type": "object",
                        "additionalProperties": TEXT,
                        "minProperties": 1,
                        "maxProperties": 1,
                    }
                ),
            ]
        },
        "File": FILE,
        "Written": record(object=TEXT, id=ID, version={"type": "integer", "minimum": 1}),
        "Named": record(key=TEXT, label=LABEL),
    }


def refusals() -> dict[str, Shape]:
    """What every refusal looks like."""
    return {"Error": _error(), "Refusal": record(error=shape("Error"))}


def _error() -> Shape:
    fields = {
        "type": "object",
        "additionalProperties": TEXT,
        "description": "What is wrong, by field, in words.",
    }
    return record(
        code={"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
        kind={"enum": [*get_args(Kind), "unavailable"]},
        message=TEXT,
        fields=fields,
        facts={"type": "object"},
        remedy=TEXT,
    )


def responses() -> dict[str, Any]:
    """One reply per status a refusal may have."""
    wait = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}
    found: dict[str, Any] = {}
    for status, phrase in PHRASES.items():
        found[f"r{status}"] = {
            "description": phrase,
            "content": {"application/json": {"schema": shape("Refusal")}},
            **({"headers": wait} if status in (429, 503) else {}),
        }
    return found


def parameters() -> dict[str, Shape]:
    """Parameters of many operations."""
    key = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"}
    return {
        "IdempotencyKey": {
            "name": "Idempotency-Key",
            "in": "header",
            "schema": key,
            "description": "The same key with the same request answers with the stored reply; kept 90 days.",
        },
        "Record": {
            "name": "record",
            "in": "path",
            "required": True,
            "schema": ID,
            "description": "The record's id.",
        },
    }


def security(cookie: str) -> dict[str, Any]:
    """How a caller says who he is."""
    return {
        "key": {"type": "http", "scheme": "bearer", "description": "An API key, or a session's token."},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": cookie,
            "description": "Set by signing in; `__Host-prooftrail` where the page is secure.",
        },
    }


RECORD = ref("parameters", "Record")
