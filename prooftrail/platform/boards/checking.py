"""A board checked where it is typed: every fault at its place."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.boards.periods import span_of
from prooftrail.platform.boards.rules.kinds import TAKES, faults_of, overlap
from prooftrail.platform.boards.shapes import COLUMNS, Board, Tile
from prooftrail.platform.forms.checking import exact
from prooftrail.platform.metrics.reading import Reading, dimensions, opened
from prooftrail.platform.metrics.store import metrics
from prooftrail.platform.records.filters import FilterReader
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.definition import Faults, check_label
from prooftrail.platform.values import NAME, Json, is_unseen

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class Placed(Faults):
    """Faults whose words have their own facts: many tiles may be wrong in one way."""

    def __init__(self, object: str) -> None:
        super().__init__(object)
        self._about: dict[str, dict[str, Json]] = {}

    def note(self, where: str, code: str, **facts: Json) -> None:
        """One fault; the first one of each place stands."""
        place = f"{self.within}{where}"
        if place not in self.fields:
            self.fields[place], self._about[place] = code, facts

    def settle(self) -> None:
        """Refuse, if anything was wrong."""
        if self.fields:
            raise Refusal("bad_design", "invalid", facts=self.facts, fields=self.fields, about=self._about)


def checked(work: "Work", said: Board) -> dict[str, Any]:
    """The board as it is kept. Refuses what could not be shown, naming every fault."""
    faults = Placed("board")
    faults.facts["key"] = said.key[:80]
    if not NAME.fullmatch(said.key):
        faults.note("key", "board_bad_key")
    check_label(faults, said.label.model_dump())
    about = said.description
    if about is not None and any(is_unseen(each) for each in (about.zh, about.en)):
        faults.note("description", "required")
    known = _readable(work, said)
    for at, tile in enumerate(said.tiles):
        faults.within = f"tiles.{at}."
        _tile(work, faults, tile, known)
    faults.within = ""
    _placed(faults, said)
    _phone(faults, said)
    _filters(faults, said, known)
    faults.settle()
    found = said.said()
    for tile in found["tiles"]:
        if "filter" in tile:
            tile["filter"] = exact(tile["filter"])
    return found


def _readable(work: "Work", said: Board) -> dict[str, Reading]:
    """The metrics the tiles name that whoever designs may read."""
    found: dict[str, Reading] = {}
    offered = metrics(work)
    for key in {key for tile in said.tiles for key in tile.metrics}:
        metric = offered.get(key)
        if metric is None or metric.definition is None:
            continue
        try:
            found[key] = opened(work, metric)
        except Refusal:
            continue
    return found


def _tile(work: "Work", faults: Faults, tile: Tile, known: dict[str, Reading]) -> None:
    if not NAME.fullmatch(tile.id):
        faults.note("id", "board_bad_key")
    check_label(faults, tile.label.model_dump())
    if tile.x + tile.w > COLUMNS:
        faults.note("w", "board_too_wide", columns=COLUMNS)
    missing = [key for key in tile.metrics if key not in known]
    if missing or len(set(tile.metrics)) != len(tile.metrics):
        code = "board_no_metric" if missing else "board_metric_twice"
        faults.note("metric", code, metric=(missing or tile.metrics)[0][:80])
        return
    read = [known[key] for key in tile.metrics]
    divided = tile.period is not None and tile.period.by is not None
    units = [each.of.unit for each in read]
    takes = TAKES[tile.kind]
    for part, code in faults_of(tile.kind, len(read), len(tile.group), divided, units).items():
        faults.note(part, code, metrics=list(takes.metrics), groups=list(takes.groups))
    _groups(work, faults, tile, read)
    _time(work, faults, tile, read)
    _filter(work, faults, tile, read)


def _groups(work: "Work", faults: Faults, tile: Tile, read: list[Reading]) -> None:
    for at, name in enumerate(tile.group):
        if name in tile.group[:at]:
            faults.note(f"group.{at}", "board_group_twice")
        for each in read:
            offered = dimensions(work, each.object, each.of)
            if name not in offered:
                faults.note(f"group.{at}", "board_no_dimension", field=name[:80],
                            metric=each.metric.key, offered=list(offered))  # fmt: skip
            elif tile.kind == "map" and each.object.fields[name].type.key != "region":
                faults.note(f"group.{at}", "board_no_region", field=name)


def _time(work: "Work", faults: Faults, tile: Tile, read: list[Reading]) -> None:
    if tile.period is None:
        if tile.compare in ("before", "year"):
            faults.note("compare", "board_compare_period")
        return
    try:
        span_of(work, tile.period)
    except Refusal as refusal:
        faults.note("period", "board_bad_period", **refusal.facts)
    timeless = [each.metric.key for each in read if _timeless(each)]
    if timeless:
        faults.note("period", "board_timeless", metric=timeless[0])


def _timeless(read: Reading) -> bool:
    return any(not (term.time or read.of.time) for term in read.of.terms)


def _filter(work: "Work", faults: Faults, tile: Tile, read: list[Reading]) -> None:
    if tile.filter is None:
        return
    for object in {each.object.name: each.object for each in read}.values():
        try:
            FilterReader(work.schema, work.access, object, work.parsing).read(tile.filter)
        except Refusal as refusal:
            faults.note("filter", refusal.code, **refusal.facts)


def _placed(faults: Faults, said: Board) -> None:
    seen: dict[str, int] = {}
    for at, tile in enumerate(said.tiles):
        if tile.id in seen:
            faults.note(f"tiles.{at}.id", "board_tile_twice", tile=tile.id[:80])
        seen[tile.id] = at
        for other in said.tiles[:at]:
            if overlap((tile.x, tile.y, tile.w, tile.h), (other.x, other.y, other.w, other.h)):
                faults.note(f"tiles.{at}.x", "board_overlap", tile=other.id[:80])


def _phone(faults: Faults, said: Board) -> None:
    ids = {tile.id for tile in said.tiles}
    for at, id in enumerate(said.phone):
        if id not in ids:
            faults.note(f"phone.{at}", "board_no_tile", tile=id[:80])
        elif id in said.phone[:at]:
            faults.note(f"phone.{at}", "board_tile_twice", tile=id[:80])


def _filters(faults: Faults, said: Board, known: dict[str, Reading]) -> None:
    """A reader narrows only by what some tile can be narrowed by."""
    offered = {name for each in known.values() for name in ("owner", "unit", *each.of.dimensions)}
    for at, name in enumerate(said.filters):
        if name not in offered:
            faults.note(
                f"filters.{at}", "board_no_filter", field=name[:80], offered=list[Json](sorted(offered))
            )
