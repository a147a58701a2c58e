"""The manifest of notes."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.spoken.actions.attach_communication import attach_communication
from prooftrail.sales.spoken.actions.read_note import read_note
from prooftrail.sales.spoken.measures import OF_SPOKEN

ENGINE = Engine("spoken", actions=(read_note, attach_communication), metrics=OF_SPOKEN)
