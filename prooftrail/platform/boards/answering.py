"""A board answered: every tile in one call, in the reader's scope.

A tile whose metric is closed to the reader, or that cannot be answered, says so instead of failing the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from prooftrail.platform.boards.labels import Labels
from prooftrail.platform.boards.merging import by_province, ordered, with_gaps
from prooftrail.platform.boards.narrowing import Narrowed
from prooftrail.platform.boards.periods import compared, span_of
from prooftrail.platform.boards.rules.spans import Span, part_of, this
from prooftrail.platform.boards.shapes import Board, Narrowing, PeriodOf, Tile
from prooftrail.platform.metrics.asking import ask_many
from prooftrail.platform.metrics.footing import footing
from prooftrail.platform.metrics.reading import Reading, opened
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

TOTALLED = ("heat", "table", "pivot", "bars", "ranking", "map")
"""Kinds whose whole is said beside the parts: a share, or a count of different ones, is not their sum."""
MOST_ROWS = 2_000
"""What one tile sends; more is cut, and said."""


@dataclass(slots=True)
class Question:
    """One metric of one tile: what is asked, and what becomes of the answer."""

    read: Reading
    filter: Any
    group: list[str]
    span: Span | None
    earlier: Span | None
    total: bool
    lost: list[str]

    @property
    def asks(self) -> list[dict[str, Any]]:
        """What the metric is asked: its rows, those before, its whole."""
        found = [self._ask(self.group, self.span)]
        if self.earlier:
            found.append(self._ask(self.group, self.earlier))
        if self.total:
            found.append(self._ask([], self.span and Span(self.span.since, self.span.until)))
        return found

    def _ask(self, group: list[str], span: Span | None) -> dict[str, Any]:
        period = None if span is None else span.asked()
        return {"metric": self.read.metric.key, "filter": self.filter, "group": group, "period": period}

    def answered(self, answers: Iterator[Any]) -> "Asked | Refusal":
        """The next answers, which are those of its asks."""
        said = [next(answers) for _ in self.asks]
        if lost := next((each for each in said if isinstance(each, Refusal)), None):
            return lost
        rows = [list(each["rows"]) for each in said]
        whole = next(iter(rows[-1]), None) if self.total else None
        return Asked(rows[0], rows[1] if self.earlier else [], whole)


@dataclass(slots=True)
class Asked:
    """Answers of one question: its rows, those it is compared with, and its whole."""

    rows: list[dict[str, Any]]
    earlier: list[dict[str, Any]] = field(default_factory=list)
    total: dict[str, Any] | None = None


class Answering:
    """One board for one reader."""

    def __init__(self, work: "Work", narrowing: Narrowing, period: PeriodOf | None) -> None:
        self._work, self._period = work, period
        self._narrowed = Narrowed(work, narrowing)
        self._stood = footing(work)
        self._metrics = self._stood.metrics
        self._labels = Labels(work)

    def board(self, board: Board, wanted: Sequence[str] | None = None) -> dict[str, Json]:
        """`{"at","tiles"}`; only the `wanted` tiles where they are named."""
        tiles = [each for each in board.tiles if wanted is None or each.id in wanted]
        return {"at": self._work.now.isoformat(), "tiles": self._answers(tiles)}

    def _answers(self, tiles: Sequence[Tile]) -> list[Json]:
        """Every tile's answer, or why there is nothing to see; all is measured in one go."""
        questions = [self._questions(tile) for tile in tiles]
        asks = [
            ask for each in questions if not isinstance(each, Refusal) for one in each for ask in one.asks
        ]
        answers = iter(ask_many(self._work, asks, self._stood))
        found: list[Json] = []
        for tile, each in zip(tiles, questions, strict=True):
            said = each if isinstance(each, Refusal) else [one.answered(answers) for one in each]
            found.append(self._answer(tile, each, said))
        return found

    def _answer(
        self, tile: Tile, questions: "list[Question] | Refusal", answers: "list[Asked | Refusal] | Refusal"
    ) -> Json:
        lost = (
            answers
            if isinstance(answers, Refusal)
            else next((each for each in answers if isinstance(each, Refusal)), None)
        )
        if lost is None:
            try:
                assert not isinstance(questions, Refusal) and not isinstance(answers, Refusal)
                return self._told(tile, questions, [e for e in answers if isinstance(e, Asked)])
            except Refusal as refusal:
                lost = refusal
        return {"id": tile.id, "kind": tile.kind, "refusal": refused(lost, self._work)}

    def _questions(self, tile: Tile) -> "list[Question] | Refusal":
        try:
            return [self._question(tile, key) for key in tile.metrics]
        except Refusal as refusal:
            return refusal

    def _question(self, tile: Tile, key: str) -> Question:
        metric = self._metrics.get(key)
        if metric is None or metric.definition is None:
            raise Refusal("unknown_metric", "missing", facts={"key": key})
        read = opened(self._work, metric)
        parts, lost = self._narrowed.filter_of(read)
        if tile.filter:
            parts = [tile.filter, *parts]
        filter = None if not parts else parts[0] if len(parts) == 1 else ["and", *parts]
        span, earlier = self._spans(tile, read)
        total = tile.kind in TOTALLED and bool(tile.group)
        return Question(read, filter, list(tile.group), span, earlier, total, lost)

    def _spans(self, tile: Tile, read: Reading) -> tuple[Span | None, Span | None]:
        """The tile's days; a reader's own period takes the place of its length and keeps its parts."""
        if tile.period is None or all(not (term.time or read.of.time) for term in read.of.terms):
            return None, None
        said = tile.period
        if self._period is not None:
            by = self._period.by if self._period.last is not None else said.by
            said = self._period.model_copy(update={"by": by})
        span = span_of(self._work, said)
        if tile.period.by is None:
            span = Span(span.since, span.until)
        how = tile.compare
        if how not in ("before", "year"):
            return span, None
        if tile.kind == "number" and span.by:  # what is shown is the newest part, so that is compared
            newest = this(span.by, self._work.today)
            return span, compared(self._work, PeriodOf(this=span.by), newest, how)
        return span, compared(self._work, said, span, how)

    def _told(self, tile: Tile, questions: Sequence[Question], answers: Sequence[Asked]) -> Json:
        first = questions[0]
        parts: list[Json] = []
        for question, answer in zip(questions, answers, strict=True):
            rows = answer.rows
            if tile.kind == "map":
                period = question.span and question.span.asked()
                rows = by_province(self._work, question.read, tile.group[0], rows, question.filter, period)
            rows = with_gaps(self._work, question.read, rows, question.span)
            if tile.kind == "number" and question.span and question.span.by:
                _match_last(rows, answer.earlier)
            else:
                _match(rows, answer.earlier, question.span, question.earlier)
            rows, count = ordered(tile, rows)
            of = question.read.of
            parts.append({
                "key": of.key, "label": of.label.model_dump(), "unit": of.unit, "direction": of.direction,
                "version": question.read.metric.version, "rows": list[Json](rows[:MOST_ROWS]),
                "count": count, "total": answer.total, "narrowed_not": list[Json](question.lost),
            })  # fmt: skip
        axes = [self._labels.axis(first.read, name, [each.rows for each in answers]) for name in tile.group]
        return {
            "id": tile.id, "kind": tile.kind, "refusal": None, "object": first.read.object.name,
            "period": _shown(first.span), "earlier": _shown(first.earlier), "metrics": parts,
            "axes": list[Json](axes),
        }  # fmt: skip


def refused(refusal: Refusal, work: "Work") -> Json:
    """A refusal as a tile says it."""
    said = refusal.said(work.locale)
    return {"code": refusal.code, "message": said["message"], "remedy": said.get("remedy")}


def _shown(span: Span | None) -> Json:
    return None if span is None else dict(span.asked())


def _match(
    rows: list[dict[str, Any]], earlier: Sequence[Mapping[str, Any]], span: Span | None, past: Span | None
) -> None:
    """To each row what it was before: the same groups, and the same place among the parts."""
    if span is None or past is None:
        return
    known = {
        (_ids(each), _place(past, each)): {"value": each["value"], "period": each["period"]}
        for each in earlier
    }
    for row in rows:
        row["before"] = known.get((_ids(row), _place(span, row)))


def _match_last(rows: list[dict[str, Any]], earlier: Sequence[Mapping[str, Any]]) -> None:
    if rows and earlier:
        rows[-1]["before"] = {"value": earlier[0]["value"], "period": earlier[0]["period"]}


def _ids(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(each["id"] if isinstance(each, dict) else each for each in row["group"].values())


def _place(span: Span, row: Mapping[str, Any]) -> int:
    """Which of the parts a row is; months differ in days, so they are counted as months."""
    if span.by is None or not row["period"]:
        return 0
    return part_of(span, date.fromisoformat(row["period"]["from"]))
