"""澄川制冷's demo, made anew: `python -m tools.demo.equipment` rewrites `blueprints/equipment/demo/*.csv`.

The same code always writes the same bytes; with `--check` it writes nothing and says which file differs.
"""

import sys
from collections import defaultdict
from pathlib import Path

from tools.demo import names, story, talk
from tools.demo.activities import Activity, make_activities
from tools.demo.care import make_care
from tools.demo.catalogue import PRODUCTS
from tools.demo.customers import Contact, Customer, make_contacts, make_customers
from tools.demo.deals import Deal, make_deals
from tools.demo.dice import Dice
from tools.demo.evidence import Evidence, entered, make_evidence, passed
from tools.demo.leads import make_leads
from tools.demo.moments import at, day_text, moment_text
from tools.demo.places import read_divisions
from tools.demo.projects import make_projects
from tools.demo.tables import course, measured, table, write_files
from tools.demo.team_requests import make_team_requests
from tools.demo.work_items import make_work_items
from tools.demo.workdays import make_workdays

BEST = 5
"""One in so many reps is among the best."""
BLUEPRINT = Path(__file__).resolve().parents[2] / "blueprints" / "equipment"


def generate(blueprint: Path = BLUEPRINT) -> dict[str, str]:
    """File name under `demo/` -> its text."""
    customers = make_customers(read_divisions(blueprint / "divisions.csv"))
    contacts = make_contacts(customers)
    deals = make_deals(customers)
    book = make_activities(customers, deals, contacts)
    activities = book.rows
    evidence = make_evidence(activities)
    _backdate(customers, activities)
    made = {
        "customers.csv": _customers(customers),
        "contacts.csv": _contacts(contacts),
        "contacts_below.csv": _below(contacts),
        "grade_changes.csv": _grade_changes(customers),
        "products.csv": table(
            "code name list_price", ((each.code, each.name, f"{each.price}.00") for each in PRODUCTS)
        ),
        "deals.csv": _deals(deals, activities, evidence),
        "activities.csv": _activities(activities, _best(deals)),
        "evidence.csv": _evidence(evidence),
        **make_work_items(deals, activities),
        **make_leads(customers),
        **make_team_requests(deals),
        **make_care(customers),
        **make_projects(customers, contacts, book, {deal.name for deal in deals}),
    }
    return made | make_workdays(made, blueprint)


def _backdate(customers: list[Customer], activities: list[Activity]) -> None:
    """A customer was there before anyone spoke to him."""
    first: dict[str, int] = {}
    for activity in activities:
        code, day = activity.customer.code, activity.moment // (24 * 60)
        first[code] = min(day, first.get(code, day))
    for customer in customers:
        if customer.created >= first.get(customer.code, 1):
            customer.created = first[customer.code] - Dice("backdate", customer.code).whole(1, 12)


def _created(day: int, *name: object) -> str:
    dice = Dice("created", *name)
    return moment_text(at(day, dice.whole(8, 17), dice.whole(0, 59)))


def _customers(customers: list[Customer]) -> str:
    header = "code name grade annual_purchase industry region place_lat place_lng phone owner created_at"
    return table(
        header,
        (
            (
                *(each.code, each.name, each.grade, f"{each.annual}.00", each.industry, each.region),
                *each.place.cells,
                *(each.phone, each.owner, _created(each.created, each.code)),
            )
            for each in customers
        ),
    )


def _contacts(contacts: list[Contact]) -> str:
    return table(
        "ref name customer title decision_role attitude influence phone owner created_at",
        (
            (
                *(
                    each.ref,
                    each.name,
                    each.customer.code,
                    each.title,
                    each.role,
                    *_standing(each),
                    each.phone,
                ),
                *(each.customer.owner, _created(each.customer.created, each.customer.code)),
            )
            for each in contacts
        ),
    )


def _standing(contact: Contact) -> tuple[str, str]:
    """Attitude and influence: the story's people as it has them; of those of small customers nobody asks."""
    if contact.customer.grade == GRADES[-1]:
        return "", ""
    if contact.name in story.STANDING and contact.customer.code == "C-0001":
        return story.STANDING[contact.name]
    dice = Dice("standing", contact.ref)
    attitude = dice.weigh(["champion", "positive", "neutral", "against", ""], (8, 30, 30, 7, 25))
    weight = "high" if contact.role == "decider" else dice.weigh(["high", "medium", "low"], (1, 4, 4))
    return attitude, weight


def _below(contacts: list[Contact]) -> str:
    """Who reports to the story's people."""
    [first, *_] = contacts
    owner, created = first.customer.owner, _created(first.customer.created, first.customer.code)
    return table(
        "ref name customer title decision_role attitude influence reports_to phone owner created_at",
        (
            (f"K-9{at:03d}", name, first.customer.code, title, role, attitude, influence,
             f"K-{above:04d}", names.mobile(90_000 + at), owner, created)
            for at, (name, title, role, attitude, influence, above) in enumerate(story.BELOW, 1)
        ),
    )  # fmt: skip


GRADES = "ABC"


def _grade_changes(customers: list[Customer]) -> str:
    """How some came to the grade they have: most went up in the last months, some down, two by hand."""
    rows = []
    for nth, customer in enumerate(customers[:36:3]):
        place = GRADES.index(customer.grade)
        up = place < 2 and nth % 4 != 3
        before = GRADES[min(2, place + 1)] if up or place == 0 else GRADES[place - 1]
        by_hand = nth in (2, 7)
        reason = "上门核实过产线，先按这个等级跟" if by_hand else ""
        rows.append((
            f"G-{nth + 1:04d}", f"{customer.name} {before} → {customer.grade}", customer.code, before,
            customer.grade, "up" if GRADES.index(before) > place else "down", f"-{5 + nth * 6}d 02:10",
            "hand" if by_hand else "rule", "" if by_hand else "v1", reason, customer.owner,
            f"-{5 + nth * 6}d 02:10",
        ))  # fmt: skip
    return table("ref name customer before after direction at by rule reason owner created_at", rows)


def _deals(deals: list[Deal], activities: list[Activity], evidence: list[Evidence]) -> str:
    done: dict[str, list[Activity]] = defaultdict(list)
    shown: dict[str, list[Evidence]] = defaultdict(list)
    for activity in activities:
        if activity.deal:
            done[activity.deal.ref].append(activity)
    for piece in evidence:
        shown[piece.deal.ref].append(piece)
    header = (
        "ref name customer product amount stage owner opened_on expected_on closed_on lost_reason"
        " created_at entered_at course"
    )
    return table(
        header,
        (
            (
                *(each.ref, each.name, each.customer.code, each.product, f"{each.amount}.00", each.stage),
                *(each.customer.owner, day_text(each.opened), day_text(each.expected)),
                *("" if each.closed is None else day_text(each.closed), each.reason),
                moment_text(min(activity.moment for activity in done[each.ref])),
                moment_text(entered(each, shown[each.ref], done[each.ref])),
                course(passed(each, shown[each.ref], done[each.ref])),
            )
            for each in deals
        ),
    )


def _best(deals: list[Deal]) -> set[str]:
    """The owners of the most won: they use the scripts."""
    won: dict[str, int] = defaultdict(int)
    for deal in deals:
        if deal.stage == "won":
            won[deal.customer.owner] += deal.amount
    return set(sorted(won, key=lambda each: (-won[each], each))[: max(1, len(won) // BEST)])


def _script(each: Activity, best: set[str]) -> str:
    """What of the library somebody used against an objection; blank where he spoke off the cuff."""
    dice = Dice("script", each.ref)
    known = talk.SCRIPTS.get(each.objection, ())
    used = dice.chance(0.72 if each.customer.owner in best else 0.25)
    return dice.pick(known) if known and used else ""


def _activities(activities: list[Activity], best: set[str]) -> str:
    header = (
        "ref type customer deal contact topic objection script next_step next_on occurred_at"
        " place_lat place_lng place_accuracy_m owner"
    )
    return table(
        header,
        (
            (
                *(each.ref, each.type, each.customer.code, each.deal.ref if each.deal else ""),
                *(each.contact.ref, each.topic, each.objection, _script(each, best), each.next_step),
                *(day_text(each.next_on), moment_text(each.moment)),
                *measured(each.place, each.ref),
                each.customer.owner,
            )
            for each in activities
        ),
    )


def _evidence(evidence: list[Evidence]) -> str:
    return table(
        "ref kind about activity captured_at place_lat place_lng place_accuracy_m owner draw seed"
        " caption lines",
        (
            (
                *(each.ref, each.kind, each.deal.ref, each.activity.ref, moment_text(each.captured)),
                *(*measured(each.place, each.ref), each.deal.customer.owner),
                *(each.draw, each.seed, each.caption, "|".join(each.lines)),
            )
            for each in evidence
        ),
    )


if __name__ == "__main__":
    sys.exit(write_files(generate(), BLUEPRINT / "demo", check="--check" in sys.argv))
