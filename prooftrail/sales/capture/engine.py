"""Capture's manifest."""

from prooftrail.platform.actions import Engine
from prooftrail.platform.intake.doors import register_intake
from prooftrail.sales.capture.actions.design import (
    close_capture_form,
    preview_capture_form,
    publish_capture_form,
    save_capture_form,
    show_capture_forms,
)
from prooftrail.sales.capture.actions.look_at_channels import look_at_channels
from prooftrail.sales.capture.actions.places import (
    add_capture_place,
    close_capture_place,
    draw_capture_code,
)
from prooftrail.sales.capture.actions.show_visits import show_visits
from prooftrail.sales.capture.door import CaptureIntake
from prooftrail.sales.capture.guard import CaptureGuard
from prooftrail.sales.capture.measures import OF_CAPTURE
from prooftrail.sales.capture.settings import DEFAULTS

ENGINE = Engine(
    "capture",
    actions=(
        save_capture_form, publish_capture_form, close_capture_form, show_capture_forms,
        preview_capture_form, add_capture_place, close_capture_place, draw_capture_code, show_visits,
        look_at_channels,
    ),
    guards=(CaptureGuard(),),
    settings=DEFAULTS,
    metrics=OF_CAPTURE,
)  # fmt: skip
register_intake(CaptureIntake())
