"""Files that came with a form: what is wrong with them, and keeping them for the lead."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.fields import FieldFault
from prooftrail.platform.files.kinds import check_picture, kind_of
from prooftrail.platform.intake.doors import Ask, Attached
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.capture.rules.attaching import fits, room_for
from prooftrail.sales.capture.rules.tidying import tidied

if TYPE_CHECKING:
    from prooftrail.platform.files.store import Files
    from prooftrail.platform.work import Work

FROM = "file"
MEGABYTE = 1024 * 1024


def upload_of(asks: Sequence[Ask], words: int, most: int) -> int:
    """The longest body in bytes of a sending with files; nought where no question takes any."""
    return room_for([(each.files.most, each.files.each_mb) for each in asks if each.files], words, most)


def amiss(work: "Work", ask: Ask, given: Sequence[Attached]) -> FieldFault | None:
    """What is wrong with the files of one question."""
    assert ask.files is not None
    if not given:
        return FieldFault("required") if ask.required else None
    if len(given) > ask.files.most:
        return FieldFault("too_many", limit=ask.files.most)
    for each in given:
        if not each.content:
            return FieldFault("file_empty")
        if len(each.content) > ask.files.each_mb * MEGABYTE:
            return FieldFault("file_too_large", limit_mb=ask.files.each_mb)
        try:
            mime = kind_of(each.content, each.name)
            if not fits(ask.files.kinds, mime):
                return FieldFault("file_kind_not_taken")
            if mime.startswith("image/"):
                check_picture(each.content, work.settings.value("files.largest_megapixels"))
        except Refusal as refusal:
            return FieldFault(refusal.code, **refusal.facts)
    return None


def kept(work: "Work", files: "Files", given: Mapping[str, Sequence[Attached]]) -> dict[str, Json]:
    """Handles of the files by question, stored. Refuses where there is no room, naming the question."""
    found: dict[str, Json] = {}
    for name, several in given.items():
        ids: list[Json] = []
        for each in several:
            try:
                stored = files.take(work, each.content, tidied(each.name, lines=False) or FROM, source=FROM)
            except Refusal as refusal:
                raise Refusal("form_incomplete", "invalid", facts={"labels": []},
                              fields={name: refusal.code}, about={name: refusal.facts}) from None  # fmt: skip
            ids.append(str(stored.id))
        if ids:
            found[name] = ids
    return found
