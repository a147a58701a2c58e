"""What traits are called."""

from typing import TYPE_CHECKING

from prooftrail.platform.values import Locale

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FLAGS: dict[str, dict[Locale, str]] = {
    "competitor": {"zh": "问过竞品", "en": "asked a competitor"},
    "quick": {"zh": "决策周期短", "en": "quick to decide"},
    "complained": {"zh": "有过投诉", "en": "complained"},
    "unhappy": {"zh": "打过低分", "en": "gave a low score"},
}


def said_of(work: "Work", trait: str, locale: Locale) -> str:
    """A trait in words: the field's and the choice's labels, or a flag's."""
    name, _, value = trait.partition("=")
    if not value:
        return FLAGS.get(name, {}).get(locale, name)
    field = work.schema.object("customer").fields.get(name)
    if field is None:
        return trait
    labels = {each["key"]: each["label"] for each in field.options.get("choices") or ()}
    said = labels.get(value, {}).get(locale, value)
    return f"{field.label.json()[locale]} {said}"
