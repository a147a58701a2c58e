"""What a journey tells of: which records, in which lane, at which moment."""

from collections.abc import Iterator
from dataclasses import dataclass

from prooftrail.platform.access.grants import Access
from prooftrail.platform.fields import Field
from prooftrail.platform.schema import ObjectType, Schema

MILESTONE, REST = "milestone", "others"
CUSTOMER, DEAL, ACTION, EVIDENCE = "customer", "deal", "activity", "evidence"
OWN_LANES = 12
"""At most so many objects of a workspace's own have a lane."""


@dataclass(frozen=True, slots=True)
class Source:
    """Records of an object. `dates`: the first that is filled counts; all must be named for one to be read.

    `kind` is the field that says the type, `called` the type where no field does; `words` are searched.
    """

    object: str
    lane: str
    dates: tuple[str, ...]
    kind: str | None = None
    called: str | None = None
    words: tuple[str, ...] = ()
    milestone: bool = False


SHIPPED = (
    Source(DEAL, MILESTONE, ("opened_on", "created_at"), called="opened", milestone=True),
    Source(DEAL, MILESTONE, ("closed_on",), kind="stage", called="closed", milestone=True),
    Source("contract", MILESTONE, ("signed_on",), called="signed", milestone=True),
    Source("grade_change", MILESTONE, ("at",), kind="after", called="graded", milestone=True),
    Source(ACTION, REST, ("occurred_at", "created_at"), "type", words=("next_step", "objection")),
    Source("communication", "mails", ("said_at", "created_at"), "channel", words=("summary",)),
    Source(EVIDENCE, EVIDENCE, ("captured_at", "received_at", "created_at"), "kind", words=("read_text",)),
    Source("content_sent", "content_sent", ("sent_at",), "kind"),
    Source("quotation", "quotation", ("issued_on", "created_at"), "status", words=("number",)),
    Source("contract", "contract", ("created_at",), "status", words=("number",)),
    Source("order", "order", ("signed_on", "created_at"), "status", words=("number",)),
    Source("complaint", "complaint", ("raised_at",), "category", words=("number", "story")),
    Source("satisfaction", "satisfaction", ("answered_at", "asked_at"), "state", words=("comment",)),
)


@dataclass(frozen=True, slots=True)
class Lane:
    """A source of the pinned schema with the fields the caller may read; None where he may not."""

    source: Source
    object: ObjectType
    link: Field | None
    dates: tuple[Field, ...]
    kind: Field | None
    title: Field | None
    words: tuple[Field, ...]
    deal: Field | None
    owner: Field | None
    via: Field | None
    state: Field | None


def lanes(schema: Schema, access: Access, of: str) -> list[Lane]:
    """Everything of the journey of a customer or a deal that the caller may know of."""
    found = (_lane(schema, access, of, each) for each in (*SHIPPED, *_own(schema, of)))
    return [each for each in found if each is not None]


def _own(schema: Schema, of: str) -> list[Source]:
    """Objects of the workspace's own that name the customer or deal, each in a lane of its own."""
    found = [each for each in schema.objects.values() if each.custom and _link(each, of) is not None]
    return [Source(each.name, each.name, _dates(each)) for each in found[:OWN_LANES]]


def _dates(object: ObjectType) -> tuple[str, ...]:
    said = [name for name, each in object.fields.items() if each.type.key in ("date", "time")]
    own = [name for name in said if name not in ("created_at", "updated_at", "stage_since")]
    return (*own[:1], "created_at")


def _link(object: ObjectType, of: str) -> Field | None:
    if object.name == EVIDENCE:
        return object.fields.get("about")
    return next((each for each in _references(object) if each.options.get("object") == of), None)


def _references(object: ObjectType) -> Iterator[Field]:
    """The fields that point to one record, those of the plain name first."""
    return (each for each in object.fields.values() if each.type.key == "reference" and each.name != "id")


def _lane(schema: Schema, access: Access, of: str, source: Source) -> Lane | None:
    object = schema.objects.get(source.object)
    if object is None or not (access.unbound or access.grant(object.name).read != "none"):
        return None
    readable = access.readable(object)
    dates = tuple(readable[name] for name in source.dates if name in readable)
    link = None if object.name == of else _link(object, of)
    hidden = link is None if object.name != of else False
    if hidden or (link is not None and link.name not in readable) or source.dates[0] not in readable:
        return None
    return Lane(
        source, object, link, dates, readable.get(source.kind or ""), readable.get(object.title),
        tuple(readable[name] for name in source.words if name in readable), _deal(object, readable),
        readable.get("owner"), readable.get("via"), readable.get("state"),
    )  # fmt: skip


def _deal(object: ObjectType, readable: dict[str, Field]) -> Field | None:
    name = {DEAL: "id", EVIDENCE: "about"}.get(object.name, DEAL)
    return readable.get(name)
