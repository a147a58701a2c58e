"""The page visitors get, as a designer sees it beforehand."""

from typing import TYPE_CHECKING, Any

from prooftrail.http.intake_page import Filled, form_page
from prooftrail.platform.values import Locale
from prooftrail.sales.capture.door import sheet_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prooftrail.platform.work import Work


def previewed(work: "Work", said: "Mapping[str, Any]", locale: Locale) -> str:
    """The page of a design that is not in force; sending it leads nowhere."""
    return form_page(sheet_of(work, said, locale), "#", locale, Filled(""))
