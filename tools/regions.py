"""The table of administrative divisions the product names regions by: `python -m tools.regions FILE …`.

Each file is CSV in UTF-8 with the columns `code`, `zh` and, where known, `en`; later files win. What
is already in the table stays, so that a code somebody uses never loses its name.
"""

import csv
import re
import sys
from collections.abc import Sequence
from pathlib import Path

TABLE = Path(__file__).parents[1] / "prooftrail" / "platform" / "regions" / "divisions.csv"
CODE = re.compile(r"[1-8]\d{5}")


def read(path: Path) -> dict[str, tuple[str, str]]:
    """Names by code; English where there is one, else the Chinese."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if CODE.fullmatch(row["code"])]
    return {row["code"]: (row["zh"].strip(), (row.get("en") or row["zh"]).strip()) for row in rows}


def main(files: Sequence[str]) -> None:
    """Write the table anew."""
    found = read(TABLE) if TABLE.is_file() else {}
    for each in files:
        found |= read(Path(each))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "zh", "en"])
        writer.writerows([code, *names] for code, names in sorted(found.items()))
    print(f"{len(found)} divisions")


if __name__ == "__main__":
    main(sys.argv[1:])
