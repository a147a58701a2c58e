"""Whether somebody may claim a customer of the pool, and if not, all that stands against it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """What claiming asks. Levels by grade and by yearly purchases, from an amount on; skills by industry."""

    grade_levels: Mapping[str, int]
    purchase_levels: Mapping[Decimal, int]
    industry_skills: Mapping[str, str]
    per_day: int
    per_week: int
    most_held: int
    cool_off: timedelta


@dataclass(frozen=True, slots=True)
class Claimant:
    """Somebody as his profile says, and what he claimed already. Blank divisions are all divisions; a level
    nobody wrote is zero.
    """

    level: int
    regions: tuple[str, ...]
    skills: frozenset[str]
    today: int
    week: int
    held: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """The customer; `lost_at` is when this very claimant lost him."""

    grade: str | None
    annual: Decimal | None
    region: str | None
    industry: str | None
    lost_at: datetime | None


@dataclass(frozen=True, slots=True)
class Objection:
    """Why not: a refusal's code, and its facts."""

    code: str
    facts: Mapping[str, object]


def needed_level(wanted: Wanted, terms: Terms) -> int:
    """The greater one of what his grade and his purchases ask for."""
    by_grade = terms.grade_levels.get(wanted.grade or "", 0)
    annual = wanted.annual
    reached = [
        level for amount, level in terms.purchase_levels.items() if annual is not None and annual >= amount
    ]
    return max(by_grade, *reached, 0)


def objections(who: Claimant, wanted: Wanted, terms: Terms, now: datetime) -> list[Objection]:
    """Everything against it, what the claimant is first, then what he did; nothing: he may."""
    found = [*_fitting(who, wanted, terms), *_limits(who, terms)]
    if wanted.lost_at is not None and wanted.lost_at + terms.cool_off > now:
        until = wanted.lost_at + terms.cool_off
        found.append(Objection("claim_cooling", {"until": until, "days": terms.cool_off.days}))
    return found


def _fitting(who: Claimant, wanted: Wanted, terms: Terms) -> list[Objection]:
    found = []
    needs = needed_level(wanted, terms)
    if who.level < needs:
        found.append(Objection("claim_level", {"needs": needs, "has": who.level, "grade": wanted.grade}))
    region = wanted.region
    if region and who.regions and not any(region.startswith(each) for each in who.regions if each):
        found.append(Objection("claim_region", {"region": wanted.region, "yours": list(who.regions)}))
    skill = terms.industry_skills.get(wanted.industry or "")
    if skill and skill not in who.skills:
        found.append(Objection("claim_skill", {"skill": skill, "yours": sorted(who.skills)}))
    return found


def _limits(who: Claimant, terms: Terms) -> list[Objection]:
    found = []
    if who.held >= terms.most_held:
        found.append(Objection("claim_held_full", {"held": who.held, "most": terms.most_held}))
    if who.today >= terms.per_day:
        found.append(Objection("claim_day_full", {"claimed": who.today, "most": terms.per_day}))
    if who.week >= terms.per_week:
        found.append(Objection("claim_week_full", {"claimed": who.week, "most": terms.per_week}))
    return found
