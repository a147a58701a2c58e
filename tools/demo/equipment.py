"""澄川制冷's demo, made anew: `python -m tools.demo.equipment` rewrites `blueprints/equipment/demo/*.csv`.

The same code always writes the same bytes; with `--check` it writes nothing and says which file differs.
"""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tools.demo.activities import Activity, make_activities
from tools.demo.catalogue import PRODUCTS
from tools.demo.customers import Contact, Customer, make_contacts, make_customers
from tools.demo.deals import Deal, make_deals
from tools.demo.dice import Dice
from tools.demo.evidence import Evidence, entered, make_evidence
from tools.demo.moments import at, day_text, moment_text
from tools.demo.places import Place, read_divisions

BLUEPRINT = Path(__file__).resolve().parents[2] / "blueprints" / "equipment"


def generate(blueprint: Path = BLUEPRINT) -> dict[str, str]:
    """File name under `demo/` -> its text."""
    customers = make_customers(read_divisions(blueprint / "divisions.csv"))
    contacts = make_contacts(customers)
    deals = make_deals(customers)
    activities = make_activities(customers, deals, contacts)
    evidence = make_evidence(activities)
    _backdate(customers, activities)
    return {
        "customers.csv": _customers(customers),
        "contacts.csv": _contacts(contacts),
        "products.csv": _table(
            "code name list_price", ((each.code, each.name, f"{each.price}.00") for each in PRODUCTS)
        ),
        "deals.csv": _deals(deals, activities, evidence),
        "activities.csv": _activities(activities),
        "evidence.csv": _evidence(evidence),
    }


def _backdate(customers: list[Customer], activities: list[Activity]) -> None:
    """A customer was there before anyone spoke to him."""
    first: dict[str, int] = {}
    for activity in activities:
        code, day = activity.customer.code, activity.moment // (24 * 60)
        first[code] = min(day, first.get(code, day))
    for customer in customers:
        if customer.created >= first.get(customer.code, 1):
            customer.created = first[customer.code] - Dice("backdate", customer.code).whole(1, 12)


def _table(header: str, rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split())
    writer.writerows(rows)
    return text.getvalue()


def _measured(place: Place | None, *name: object) -> tuple[str, str, str]:
    """A place as a phone measured it: latitude, longitude, metres it may be off."""
    return (*place.cells, str(Dice("accuracy", *name).whole(4, 28))) if place else ("", "", "")


def _created(day: int, *name: object) -> str:
    dice = Dice("created", *name)
    return moment_text(at(day, dice.whole(8, 17), dice.whole(0, 59)))


def _customers(customers: list[Customer]) -> str:
    header = "code name grade annual_purchase industry region place_lat place_lng phone owner created_at"
    return _table(
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
    return _table(
        "ref name customer title decision_role phone owner created_at",
        (
            (
                *(each.ref, each.name, each.customer.code, each.title, each.role, each.phone),
                *(each.customer.owner, _created(each.customer.created, each.customer.code)),
            )
            for each in contacts
        ),
    )


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
        " created_at entered_at"
    )
    return _table(
        header,
        (
            (
                *(each.ref, each.name, each.customer.code, each.product, f"{each.amount}.00", each.stage),
                *(each.customer.owner, day_text(each.opened), day_text(each.expected)),
                *("" if each.closed is None else day_text(each.closed), each.reason),
                moment_text(min(activity.moment for activity in done[each.ref])),
                moment_text(entered(each, shown[each.ref], done[each.ref])),
            )
            for each in deals
        ),
    )


def _activities(activities: list[Activity]) -> str:
    header = (
        "ref type customer deal contact topic objection next_step next_on occurred_at"
        " place_lat place_lng place_accuracy_m owner"
    )
    return _table(
        header,
        (
            (
                *(each.ref, each.type, each.customer.code, each.deal.ref if each.deal else ""),
                *(each.contact.ref, each.topic, each.objection, each.next_step),
                *(day_text(each.next_on), moment_text(each.moment)),
                *_measured(each.place, each.ref),
                each.customer.owner,
            )
            for each in activities
        ),
    )


def _evidence(evidence: list[Evidence]) -> str:
    return _table(
        "ref kind about activity captured_at place_lat place_lng place_accuracy_m owner draw seed"
        " caption lines",
        (
            (
                *(each.ref, each.kind, each.deal.ref, each.activity.ref, moment_text(each.captured)),
                *(*_measured(each.place, each.ref), each.deal.customer.owner),
                *(each.draw, each.seed, each.caption, "|".join(each.lines)),
            )
            for each in evidence
        ),
    )


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` compare them; 1 when one differs."""
    differing = 0
    for name, text in generate().items():
        path = BLUEPRINT / "demo" / name
        same = path.exists() and path.read_bytes() == text.encode()
        differing += not same
        if "--check" not in arguments and not same:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        print(f"{name}: {text.count(chr(10)) - 1} rows, {'unchanged' if same else 'different'}")
    return 1 if differing and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
