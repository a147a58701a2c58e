"""What an action is, and the manifest by which an engine brings its own."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from prooftrail.platform.records.change import Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, Label, is_storable

if TYPE_CHECKING:
    from prooftrail.platform.records.guard import Guard
    from prooftrail.platform.work import Work
    from prooftrail.platform.workitems.facts import Provider


class Input(BaseModel):
    """Base of every action's input: unknown fields are refused, nothing is guessed."""

    model_config = ConfigDict(extra="forbid")


Given = TypeVar("Given", bound=Input)


@dataclass(frozen=True, slots=True)
class Done:
    """What an action answers: its result, and the records it wrote."""

    result: Mapping[str, Json] = field(default_factory=dict)
    written: Sequence[Written] = ()


@dataclass(frozen=True)
class Action:
    """One verb. `permission` is asked before it runs; record rights are the door's business.

    `alone`: it changes the workspace's shape and runs in a transaction of `Workspaces.design`.
    `asks`: finds in a transaction what is to be asked outside before it runs, if anything. The question is
    put between two transactions, and its answer is `work.heard`; where nobody puts it, that is None.
    """

    name: str
    label: Label
    input: type[Input]
    run: Callable[["Work", UUID | None, Any], Done]
    permission: str | None = None
    alone: bool = False
    asks: Callable[["Work", UUID | None, Any], Callable[[], Any] | None] | None = None

    def question(
        self, work: "Work", record: UUID | None, said: Mapping[str, Any]
    ) -> Callable[[], Any] | None:
        """What is to be asked outside before it runs. Refuses as `perform` does."""
        return None if self.asks is None else self.asks(work, record, self._checked(work, said))

    def perform(self, work: "Work", record: UUID | None, said: Mapping[str, Any]) -> Done:
        """Check the input and run. Refuses input of the wrong shape, naming each field."""
        return self._unless_held(work, record, said, self._checked(work, said))

    def _checked(self, work: "Work", said: Mapping[str, Any]) -> Input:
        if self.permission is not None:
            work.need(self.permission)
        if broken := [where for where, text in _texts(said) if not is_storable(text)]:
            fields = {where.encode(errors="replace").decode(): "broken_text" for where in broken}
            raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)
        try:
            return self.input.model_validate(said)
        except ValidationError as error:
            raise bad_input(error) from None

    def _unless_held(self, work: "Work", record: UUID | None, said: Mapping[str, Any], given: Input) -> Done:
        """Run it, unless it waits for an approval; what is done on one names it."""
        from prooftrail.platform.approvals.holding import hold_action

        approval = hold_action(work, self.name, record, said)
        if approval is None:
            return self.run(work, record, given)
        work.granted = approval
        try:
            return self.run(work, record, given)
        finally:
            work.granted = None


def action(
    name: str, zh: str, en: str, *, permission: str | None = None, alone: bool = False,
    asks: Callable[["Work", UUID | None, Given], Callable[[], Any] | None] | None = None,
) -> Callable[[Callable[["Work", UUID | None, Given], Done]], Action]:  # fmt: skip
    """Make a function of (work, record, input) an action; its input's type is the third parameter's."""

    def wrap(run: Callable[["Work", UUID | None, Given], Done]) -> Action:
        return Action(name, Label(zh, en), run.__annotations__["given"], run, permission, alone, asks)

    return wrap


def _texts(said: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text of an input, keys too, with the place it stands at."""
    if isinstance(said, str):
        yield where[:80] or "input", said
    elif isinstance(said, Mapping):
        for key, each in said.items():
            yield where[:80] or "input", key
            yield from _texts(each, f"{where}.{key}" if where else key)
    elif isinstance(said, list):
        for at, each in enumerate(said):
            yield from _texts(each, f"{where}.{at}")


def bad_input(error: ValidationError) -> Refusal:
    """A refusal naming every field that is wrong."""
    fields = {}
    for each in error.errors(include_url=False, include_input=False):
        where = ".".join(str(part) for part in each["loc"])[:80] or "input"
        fields[where] = "required" if each["type"] == "missing" else "bad_value"
    return Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)


@dataclass(frozen=True)
class Evaluation:
    """How well an engine judges files of the user's own: `prooftrail evaluate NAME`.

    `ask` adds its arguments to a parser, `run` takes them and answers the figures.
    """

    name: str
    help: str
    ask: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], Mapping[str, Any]]


@dataclass(frozen=True)
class Engine:
    """An engine's manifest: what it is called, whom it needs, and what it brings."""

    name: str
    needs: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    guards: tuple["Guard", ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    metrics: tuple[Mapping[str, Any], ...] = ()
    """Named figures it ships, each as `save_metric` takes it."""
    facts: tuple["Provider", ...] = ()
    """Facts the causes of work items may ask for."""
    evaluations: tuple[Evaluation, ...] = ()
