"""The manifest of notes."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.spoken.actions.read_note import read_note
from prooftrail.sales.spoken.measures import OF_SPOKEN

ENGINE = Engine("spoken", actions=(read_note,), metrics=OF_SPOKEN)
