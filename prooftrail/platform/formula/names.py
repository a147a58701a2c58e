"""The fields a formula may name, by label in either language or by API name, and what else was meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from prooftrail.platform.formula.tree import Kind
from prooftrail.platform.values import Label

NEAREST = 3


@dataclass(frozen=True)
class Known:
    """A field of the record, or of a record it points to.

    `key` is what the tree keeps, `spelled` every way to say it: name, Chinese, English. `choices` are
    `{key: label}` of a choice; `open_list` takes any key. `type` is the field's own type.
    """

    key: str
    kind: Kind | None
    name: str
    label: Label
    type: str
    choices: Mapping[str, Label] | None = None
    open_list: bool = False

    @property
    def spelled(self) -> tuple[str, ...]:
        """Every way to say it."""
        return (self.name, self.label.zh, self.label.en)


class Names:
    """Looks names up; an API name wins over labels, upper and lower case are the same in them."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.known = tuple(known)
        self.by_key = {each.key: each for each in known}
        self._by_name = {each.name: each for each in known}
        self._by_label: dict[str, list[Known]] = {}
        for each in known:
            for said in dict.fromkeys((_plain(each.label.zh), _plain(each.label.en))):
                self._by_label.setdefault(said, []).append(each)

    def find(self, said: str) -> list[Known]:
        """The fields of that name: none, one, or several where labels are alike."""
        named = self._by_name.get(said)
        return [named] if named else self._by_label.get(_plain(said), [])

    def near(self, said: str) -> list[str]:
        """What may have been meant, nearest first, spelled like what was said, each field once."""
        ways: dict[str, str] = {}
        for each in self.known:
            spelled = (each.label.zh,) if not said.isascii() else (each.name, each.label.en)
            ways |= {way: each.key for way in spelled if way not in ways}
        inside = [way for way in ways if len(said) > 1 and (said in way or way in said)]
        found: dict[str, str] = {}
        for way in (*get_close_matches(said, list(ways), NEAREST, 0.5), *inside):
            found.setdefault(ways[way], way)
        return list(found.values())[:NEAREST]


def _plain(said: str) -> str:
    return "".join(said.split()).casefold()
