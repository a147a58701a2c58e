"""One measured figure against its budget."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`ours` and `floor` share a unit, said in the name; `ratio` is floor over ours where less is better."""

    name: str
    ours: float
    floor: float | None
    budget: str
    ok: bool

    @property
    def ratio(self) -> float | None:
        """How near the floor: 1 is the floor itself."""
        return None if self.floor is None or not self.ours else self.floor / self.ours

    def json(self) -> dict[str, object]:
        """The contract's line."""
        ratio = None if self.ratio is None else round(self.ratio, 2)
        floor = None if self.floor is None else round(self.floor, 2)
        return {"name": self.name, "ours": round(self.ours, 2), "floor": floor, "ratio": ratio,
                "budget": self.budget, "ok": self.ok}  # fmt: skip
