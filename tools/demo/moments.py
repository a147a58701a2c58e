"""Time in the demo: minutes from midnight of the anchor day, negative before it. Company time."""

from tools.demo.dice import Dice
from tools.demo.places import Place, metres

DAY = 24 * 60


def at(day: int, hour: int = 0, minute: int = 0) -> int:
    """The moment `day` days from the anchor at that time of day."""
    return day * DAY + hour * 60 + minute


def day_of(moment: int) -> int:
    """The day a moment falls on."""
    return moment // DAY


def day_text(day: int) -> str:
    """`-123d`, `0d`, `+7d`."""
    return f"{day:+d}d" if day else "0d"


def moment_text(moment: int) -> str:
    """`-123d 14:30`."""
    hour, minute = divmod(moment % DAY, 60)
    return f"{day_text(day_of(moment))} {hour:02d}:{minute:02d}"


class Diary:
    """People's working days: nobody is in two places at once, or faster than the road allows."""

    FIRST, LENGTH, SLOTS = 8 * 60 + 35, 70, 8
    STAY, METRES_A_MINUTE = 40, 1_000

    def __init__(self) -> None:
        self._days: dict[tuple[str, int], dict[int, Place | None]] = {}

    def book(self, login: str, day: int, place: Place | None, dice: Dice) -> int:
        """A moment on `day` that fits what is booked there already; a day too full doubles up.

        `place` is None for what is done from the desk.
        """
        booked = self._days.setdefault((login, day), {})
        wish, late = dice.whole(0, self.SLOTS - 1), dice.whole(0, 20)
        turns = [(wish + step) % self.SLOTS for step in range(self.SLOTS)]
        free = [slot for slot in turns if slot not in booked] or turns
        slot = next((slot for slot in free if self._in_reach(booked, slot, place)), free[0])
        booked[slot] = place
        return at(day) + self.FIRST + slot * self.LENGTH + late

    def _in_reach(self, booked: dict[int, Place | None], slot: int, place: Place | None) -> bool:
        if place is None:
            return True
        return all(
            metres(place, other) <= (abs(slot - at_slot) * self.LENGTH - self.STAY) * self.METRES_A_MINUTE
            for at_slot, other in booked.items()
            if other is not None
        )
