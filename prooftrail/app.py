"""The composition root: the only file that knows everyone."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

from fastapi import FastAPI

from prooftrail import sales
from prooftrail.connectors.qichacha import Qichacha
from prooftrail.connectors.tianyancha import Tianyancha
from prooftrail.http.application import build
from prooftrail.http.calling import Services
from prooftrail.platform.access.design.publishing import PUBLISHING
from prooftrail.platform.actions import Action, Engine
from prooftrail.platform.actions.replay import purge_answers
from prooftrail.platform.approvals.deciding import ACTIONS as DECIDE_ACTIONS
from prooftrail.platform.approvals.designing import ACTIONS as FLOW_ACTIONS
from prooftrail.platform.approvals.flows import VERBS
from prooftrail.platform.approvals.guard import ApprovalGuard
from prooftrail.platform.approvals.measures import METRICS as APPROVAL_METRICS
from prooftrail.platform.approvals.model import Approval, ApprovalTask
from prooftrail.platform.approvals.moving import ACTIONS as MOVE_ACTIONS
from prooftrail.platform.approvals.requesting import ACTIONS as REQUEST_ACTIONS
from prooftrail.platform.approvals.sweeping import follow_limits, limits_due
from prooftrail.platform.automation import indexing as rule_indexes
from prooftrail.platform.automation import timed
from prooftrail.platform.automation.actions import ACTIONS as RULE_ACTIONS
from prooftrail.platform.automation.checking import ACTIONS as RULES_MAY
from prooftrail.platform.blueprint.actions import ACTIONS as BLUEPRINT_ACTIONS
from prooftrail.platform.boards import digests
from prooftrail.platform.boards.actions import ACTIONS as BOARD_ACTIONS
from prooftrail.platform.calendar.actions import ACTIONS as CALENDAR_ACTIONS
from prooftrail.platform.database.partitions import keep_partitions
from prooftrail.platform.database.pool import Pool
from prooftrail.platform.derived import days as derived_days
from prooftrail.platform.derived import sweep as derived
from prooftrail.platform.derived.guard import DerivedGuard
from prooftrail.platform.effects import sending
from prooftrail.platform.effects.actions import ACTIONS as EFFECT_ACTIONS
from prooftrail.platform.events.seals import seal_log
from prooftrail.platform.files.guard import FileGuard
from prooftrail.platform.files.purging import purge_blobs, purge_strays
from prooftrail.platform.files.store import Files
from prooftrail.platform.forms.actions import ACTIONS as FORM_ACTIONS
from prooftrail.platform.forms.guard import FormGuard
from prooftrail.platform.imports.running import IMPORT, pick_up
from prooftrail.platform.jobs.queue import Job
from prooftrail.platform.jobs.standing import standing_aside
from prooftrail.platform.jobs.sweeps import Ground, Sweep
from prooftrail.platform.keys import Keys
from prooftrail.platform.likeness.asking import AMONG_ROWS, ASKED
from prooftrail.platform.metrics import staying, watching
from prooftrail.platform.metrics.actions import ACTIONS as METRIC_ACTIONS
from prooftrail.platform.metrics.aiming import ACTIONS as TARGET_ACTIONS
from prooftrail.platform.metrics.cubes import checking as cubes_checking
from prooftrail.platform.metrics.cubes import feeding as cubes
from prooftrail.platform.metrics.store import SHIPPED
from prooftrail.platform.notify import delivering
from prooftrail.platform.notify.actions import ACTIONS as NOTIFY_ACTIONS
from prooftrail.platform.notify.notifying import notify
from prooftrail.platform.people.coming import follow_plans, plans_due
from prooftrail.platform.people.guard import PeopleGuard
from prooftrail.platform.people.model import Department, Person
from prooftrail.platform.processes.actions import ACTIONS as PROCESS_ACTIONS
from prooftrail.platform.processes.guard import ProcessGuard
from prooftrail.platform.processes.measures import OF_STAYS
from prooftrail.platform.processes.model import Evidence, Stay
from prooftrail.platform.records.actions import restore_record, share_record
from prooftrail.platform.records.guard import Guard
from prooftrail.platform.records.purging import purge_trash, trash_due
from prooftrail.platform.schema import Shipped
from prooftrail.platform.schema.design import dropping, indexing, switching
from prooftrail.platform.schema.design.actions import ACTIONS as DESIGN_ACTIONS
from prooftrail.platform.schema.design.staging import stage_object
from prooftrail.platform.settings.actions import ACTIONS as SETTING_ACTIONS
from prooftrail.platform.sight import turning as reading
from prooftrail.platform.sight.overruling import ACTIONS as SIGHT_ACTIONS
from prooftrail.platform.sight.reader import READER
from prooftrail.platform.sight.unread import SightGuard
from prooftrail.platform.speech import hearing, keeping
from prooftrail.platform.speech.consent import ACTIONS as CONSENT_ACTIONS
from prooftrail.platform.views.actions import ACTIONS as VIEW_ACTIONS
from prooftrail.platform.work import Workspaces
from prooftrail.platform.workitems import closing, ladder
from prooftrail.platform.workitems.actions import ACTIONS as WORK_ITEM_ACTIONS
from prooftrail.platform.workitems.facts import REGISTERED
from prooftrail.platform.workitems.guard import WorkItemGuard
from prooftrail.platform.workitems.measures import OF_WORK_ITEMS
from prooftrail.platform.workitems.model import WorkItem
from prooftrail.sales import objects
from prooftrail.sales.capture import visiting as capture
from prooftrail.sales.care import sweeping as care
from prooftrail.sales.churn import sweeping as churn
from prooftrail.sales.daily import sweeping as daily
from prooftrail.sales.dedupe import bringing
from prooftrail.sales.dedupe import keeping as dedupe
from prooftrail.sales.enrichment import potential
from prooftrail.sales.enrichment.sources import SOURCES
from prooftrail.sales.fabrication import watching as fabrication
from prooftrail.sales.fabrication.settings import SENSES
from prooftrail.sales.grading import sweeping as grading
from prooftrail.sales.learning import supporting
from prooftrail.sales.ownership import recycling
from prooftrail.sales.quality import sweeping as quality
from prooftrail.sales.requests import sweeping as requests
from prooftrail.sales.routing import watching as routing
from prooftrail.sales.scoring import sweeping as scoring
from prooftrail.sales.scoring.training import LEARN
from prooftrail.senses.plug import Senses
from prooftrail.settings import ProcessSettings

HOUR = 3600.0
PLATFORM_ACTIONS = (
    restore_record, share_record, stage_object, *PROCESS_ACTIONS, *DESIGN_ACTIONS, *FORM_ACTIONS,
    *VIEW_ACTIONS, *METRIC_ACTIONS, *BOARD_ACTIONS, *digests.ACTIONS, *CALENDAR_ACTIONS, *PUBLISHING,
    *BLUEPRINT_ACTIONS, *TARGET_ACTIONS, *EFFECT_ACTIONS, *NOTIFY_ACTIONS, notify, *WORK_ITEM_ACTIONS,
    *RULE_ACTIONS, *SETTING_ACTIONS, *FLOW_ACTIONS, *REQUEST_ACTIONS, *DECIDE_ACTIONS, *MOVE_ACTIONS,
    *CONSENT_ACTIONS, *SIGHT_ACTIONS,
)  # fmt: skip


@cache
def shipped() -> tuple[type[Shipped], ...]:
    """Every shipped object: the platform's, then one per file of `sales/objects`."""
    found: list[type[Shipped]] = [Department, Person]
    for module in sorted(pkgutil.iter_modules(objects.__path__), key=lambda each: each.name):
        names = vars(importlib.import_module(f"{objects.__name__}.{module.name}")).values()
        found += [
            each
            for each in names
            if isinstance(each, type) and issubclass(each, Shipped) and each is not Shipped
        ]
    return (*found, Evidence, Stay, WorkItem, Approval, ApprovalTask)


@cache
def engines() -> tuple[Engine, ...]:
    """Every engine's manifest, found in its folder."""
    return tuple(_engines())


def _engines() -> Iterator[Engine]:
    for module in sorted(pkgutil.iter_modules(sales.__path__), key=lambda each: each.name):
        if module.ispkg and module.name != "objects":
            yield importlib.import_module(f"{sales.__name__}.{module.name}.engine").ENGINE


def actions() -> dict[str, Action]:
    """Every action by name."""
    found = [*PLATFORM_ACTIONS, *(each for engine in engines() for each in engine.actions)]
    return {each.name: each for each in found}


def sweeps() -> tuple[Sweep, ...]:
    """Everything the worker repeats."""
    return (*_platform_sweeps(), *_sales_sweeps())


def _platform_sweeps() -> tuple[Sweep, ...]:
    return (
        Sweep("seals", 3, seal_log),
        Sweep("partitions", HOUR, keep_partitions),
        Sweep("trash", HOUR, purge_trash, trash_due),
        Sweep("plans", 60, follow_plans, plans_due),
        Sweep("idempotency", HOUR, purge_answers),
        Sweep("blobs", HOUR, purge_blobs),
        Sweep("stray blobs", 24 * HOUR, purge_strays),
        Sweep("imports", 20, pick_up),
        Sweep("boards", 3, digests.send_waiting, digests.due),
        Sweep("schema.indexes", 1, indexing.sweep),
        Sweep("schema.conversions", 1, switching.sweep),
        Sweep("schema.removed", 60, dropping.sweep, dropping.due),
        Sweep("approvals", 10, follow_limits, limits_due),
        Sweep("derived", 0.4, derived.sweep, follows=True),
        Sweep("effects", 1, sending.send_due, sending.due),
        Sweep("effects.forgotten", HOUR, sending.forget),
        Sweep("notify", 2, delivering.deliver_due, delivering.due),
        Sweep("notify.forgotten", HOUR, delivering.forget),
        Sweep("work_items.ladder", 5, ladder.climb_due, ladder.due),
        Sweep("work_items.closing", 2, closing.close_due, follows=True),
        Sweep("derived.days", 20, derived_days.sweep, derived_days.due),
        Sweep("rules.timed", 5, timed.sweep, timed.due),
        Sweep("rules.indexes", 10, rule_indexes.sweep),
        Sweep("rules.runs", HOUR, timed.purge_runs),
        Sweep("cubes", 1, cubes.sweep),
        Sweep("cubes.checked", 60, cubes_checking.sweep, cubes_checking.due, looks=True),
        Sweep("stays", 60, staying.sweep, staying.due, looks=True),
        Sweep("metrics.watched", 30, watching.sweep, watching.due),
        Sweep("speech", 2, hearing.hear_due, hearing.due),
        Sweep("speech.kept", HOUR, keeping.erase_old, keeping.due),
        Sweep("evidence.reading", 2, reading.sweep),
    )


def _sales_sweeps() -> tuple[Sweep, ...]:
    return (
        Sweep("capture", HOUR, capture.sweep, capture.due),
        Sweep("fabrication", 2, standing_aside(fabrication.sweep)),
        Sweep("dedupe", 1, dedupe.sweep),
        Sweep("routing", 1, routing.sweep, routing.due),
        Sweep("ownership", 60, recycling.sweep, recycling.due),
        Sweep("scoring", 5, scoring.sweep, looks=True),
        Sweep("support gaps", 30, supporting.sweep, looks=True),
        Sweep("daily", 30, daily.sweep, daily.due, looks=True),
        Sweep("requests", 20, requests.sweep, requests.due),
        Sweep("care", 20, care.sweep, care.due),
        Sweep("quality", 30, quality.sweep, quality.due),
        Sweep("churn", 30, churn.sweep, churn.due),
        Sweep("requests.weeks", 20, requests.look_ahead, requests.next_week, looks=True),
        Sweep("potential", 60, potential.sweep, potential.due),
        Sweep("grading", 1, grading.sweep, follows=True),
        Sweep("grading.days", 60, grading.sweep_days, grading.due, looks=True),
    )


def jobs() -> tuple[Job, ...]:
    """Everything the worker does once."""
    return (IMPORT, LEARN)


def open_workspaces(pool: Pool, keys: Keys | None = None) -> Workspaces:
    """Workspaces with every object and guard there is; without `keys` no secrets are taken in."""
    guards: tuple[Guard, ...] = (
        PeopleGuard(),
        FileGuard(),
        ProcessGuard(),
        *(each for engine in engines() for each in engine.guards),
        ApprovalGuard(),
        DerivedGuard(),
        FormGuard(),
        WorkItemGuard(),
        SightGuard(),
        hearing.HearingGuard(),
    )
    settings = {key: value for engine in engines() for key, value in engine.settings.items()}
    settings[RULES_MAY] = settings[VERBS] = actions()
    brought = (each for engine in engines() for each in engine.metrics)
    settings[SHIPPED] = [*brought, *OF_WORK_ITEMS, *OF_STAYS, *APPROVAL_METRICS]
    settings[SENSES] = settings[READER] = Senses()
    settings[SOURCES] = {"tianyancha": Tianyancha(), "qichacha": Qichacha()}
    settings[ASKED] = bringing.alike
    settings[AMONG_ROWS] = bringing.AmongRows()
    settings[REGISTERED] = {each.name: each for engine in engines() for each in engine.facts}
    return Workspaces(pool, shipped(), guards, settings, keys)


def open_files(settings: ProcessSettings) -> Files:
    """The blob store."""
    return Files(settings.data / "files")


def open_keys(settings: ProcessSettings) -> Keys:
    """The keys below the server's folder, or from the environment."""
    return Keys(settings.data / "keys", settings.master_key)


def create_app(settings: ProcessSettings, dsn: str, pool: Pool) -> FastAPI:
    """The web application over an open pool."""
    keys = open_keys(settings)
    workspaces, files = open_workspaces(pool, keys), open_files(settings)
    ground = Ground(dsn, workspaces, files, keys, settings.seals)
    return build(Services(settings, workspaces, files, actions(), dsn, ground, sweeps()))
