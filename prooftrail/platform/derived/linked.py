"""Look-ups and roll-ups as designers say them, understood."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.derived.names import Fields
from prooftrail.platform.fields import FieldFault

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def complete_lookup(work: "Work", own: Fields, options: Mapping[str, Any]) -> dict[str, Any]:
    """A field through a link, as a formula of one name."""
    raise FieldFault("option_unknown")


def complete_rollup(work: "Work", own: Fields, options: Mapping[str, Any]) -> dict[str, Any]:
    """A count or sum over the records that point here."""
    raise FieldFault("option_unknown")
