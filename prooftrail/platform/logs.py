"""Logs: one JSON object a line on stderr, with what an operator needs and nothing about anybody.

No log line carries a value of a record: an error is told by its kind and where it happened, because
the words of an error, above all the database's, repeat what they were given.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

DEEPEST = 12
"""Calls of a trace that are told, from where it broke upwards."""


def start_logs(process: str, level: int = logging.INFO) -> None:
    """Send everything this process logs, whoever logs it, to stderr as JSON lines."""
    formed = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            lambda logger, name, line: {**line, "process": process},
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            told_without_values,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    out = logging.StreamHandler(sys.stderr)
    out.setFormatter(formed)
    logging.basicConfig(level=level, handlers=[out], force=True)
    for loud in ("httpx", "httpcore", "multipart", "asyncio"):
        logging.getLogger(loud).setLevel(logging.WARNING)


def told_without_values(logger: Any, name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The error of a line by its kind, its SQLSTATE and the calls that led there; never by its words."""
    told = line.pop("exc_info", None)
    line.pop("exc_text", None)
    error = told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        line["error"] = f"{type(error).__module__}.{type(error).__qualname__}"
        if state := getattr(error, "sqlstate", None):
            line["sqlstate"] = state
        frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
        line["trace"] = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return line


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-3:])
