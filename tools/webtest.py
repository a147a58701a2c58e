"""Runs the web side's own tests (`npm test`) when there are any; pytest follows, so its line is the last."""

import json
import sys

from tools import web


def main() -> int:
    """The exit code of the web tests; 0 when `web/package.json` names none."""
    if not web.exists():
        return 0
    scripts = json.loads((web.WEB / "package.json").read_text()).get("scripts", {})
    if "test" not in scripts:
        return 0
    npm = web.node_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return web.run_node([str(npm), "test", "--silent"], check=False)


if __name__ == "__main__":
    sys.exit(main())
