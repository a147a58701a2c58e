"""The browser's code in one long-lived Node that answers line by line."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tools import web

Ask = Callable[[Any], Any]


@contextmanager
def answering(script: str) -> Iterator[Ask]:
    """A function that gives JSON to a script of `web/src` and takes the JSON it answers."""
    command = [str(web.node_home() / "bin" / "node"), "--no-warnings", str(web.WEB / "src" / script)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        into, out = process.stdin, process.stdout

        def ask(said: Any) -> Any:
            into.write(json.dumps(said) + "\n")
            into.flush()
            return json.loads(out.readline())

        yield ask
        into.close()
