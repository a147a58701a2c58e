"""Which metrics read a field, so that nobody takes it away from under them."""

from typing import TYPE_CHECKING

from prooftrail.platform.fields import Field
from prooftrail.platform.fields.reference import target
from prooftrail.platform.metrics.reading import paths
from prooftrail.platform.metrics.shapes import Definition
from prooftrail.platform.metrics.store import metrics
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def reading(work: "Work", object: ObjectType, field: Field) -> list[Json]:
    """The labels of the metrics in use that read a field, or may be grouped by it."""
    return [
        each.of.label.model_dump()
        for each in metrics(work).values()
        if each.definition is not None and _reads(work, each.of, object, field)
    ]


def _reads(work: "Work", of: Definition, object: ObjectType, field: Field) -> bool:
    own = work.schema.objects.get(of.object)
    for path in (*paths(of), *of.dimensions):
        name, _, rest = path.partition(".")
        if of.object == object.name and name == field.name:
            return True
        link = own.fields.get(name) if own is not None and rest == field.name else None
        if link is not None and target(link) == object.name:
            return True
    return False
