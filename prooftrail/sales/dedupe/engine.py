"""The manifest of de-duplication."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.dedupe.actions.find_duplicates import find_duplicates
from prooftrail.sales.dedupe.actions.merge_group import merge_group, preview_group, undo_group
from prooftrail.sales.dedupe.actions.merge_records import merge_records, preview_merge, undo_merge
from prooftrail.sales.dedupe.actions.review_duplicates import (
    list_duplicates,
    look_for_duplicates,
    reject_duplicate,
)
from prooftrail.sales.dedupe.evaluating import DEDUPE
from prooftrail.sales.dedupe.guard import CreditCodeGuard
from prooftrail.sales.dedupe.settings import DEFAULTS

ENGINE = Engine(
    "dedupe",
    actions=(
        find_duplicates,
        look_for_duplicates,
        list_duplicates,
        reject_duplicate,
        preview_merge,
        merge_records,
        undo_merge,
        preview_group,
        merge_group,
        undo_group,
    ),
    guards=(CreditCodeGuard(),),
    settings=DEFAULTS,
    evaluations=(DEDUPE,),
)
