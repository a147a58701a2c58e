"""`make bench`: every benchmark, one JSON line a figure. Name some to run only those."""

import importlib
import json
import pkgutil
import sys

import benchmarks
from benchmarks.figure import Figure


def main(wanted: list[str]) -> int:
    """Run and print; exit code 1 where a budget is broken."""
    broken = 0
    for module in sorted(pkgutil.iter_modules(benchmarks.__path__), key=lambda found: found.name):
        found = importlib.import_module(f"benchmarks.{module.name}")
        if not hasattr(found, "run") or (wanted and module.name not in wanted):
            continue
        for figure in found.run():
            assert isinstance(figure, Figure)
            print(json.dumps(figure.json(), ensure_ascii=False), flush=True)
            broken += not figure.ok
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
