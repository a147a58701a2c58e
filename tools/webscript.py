"""Runs a script of `web/package.json` with the wheel's Node; a script that is not there is no failure.

python -m tools.webscript test       the web's unit tests
python -m tools.webscript typecheck  any other script
"""

import json
import sys

from tools import web


def main(script: str) -> int:
    """The script's exit code; 0 when the web or the script does not exist."""
    if not web.exists():
        return 0
    scripts = json.loads((web.WEB / "package.json").read_text()).get("scripts", {})
    if script not in scripts:
        return 0
    return web.run_node([str(web.npm()), "run", "--silent", script], check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
