"""The server's settings file, `app.conf`.

Sized for two cores and 4-24 GB that web, worker and database share. Pure.
"""

from pathlib import Path

CONNECTIONS = 100

_SETTINGS = {
    # The only door is the socket; no packet from a network ever reaches the server.
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": CONNECTIONS,
    # An acknowledged write survives a power cut.
    "synchronous_commit": "on",
    # A dump or a drop of a workspace locks hundreds of tables in one transaction.
    "max_locks_per_transaction": 1024,
    # No transaction may hold back the event watermark for long. Requests set statement_timeout themselves.
    "transaction_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    # Touched only as far as used. Huge pages would be taken whole at the start.
    "shared_buffers": "256MB",
    "huge_pages": "off",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "autovacuum_work_mem": "64MB",
    "effective_cache_size": "2GB",
    "random_page_cost": "1.1",
    # Two cores: a second process per query helps big sums, more starve the neighbours. Parallel hash
    # needs more /dev/shm than containers give.
    "max_parallel_workers": 2,
    "max_parallel_workers_per_gather": 1,
    "max_parallel_maintenance_workers": 1,
    "enable_parallel_hash": "off",
    "jit": "off",
    # Fewer full-page images during imports; recovery stays far below a minute.
    "wal_compression": "on",
    "checkpoint_timeout": "10min",
    "max_wal_size": "2GB",
    # Notice a caller that hung up, and stop working for it.
    "client_connection_check_interval": "10s",
    "TimeZone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "track_io_timing": "off",
    # A week of logs, one file per weekday, overwritten.
    "logging_collector": "on",
    "log_filename": "server-%a.log",
    "log_file_mode": "0600",
    "log_rotation_age": "1d",
    "log_rotation_size": 0,
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] ",
    "log_lock_waits": "on",
    # Statements, parameters and details quote customers' names and telephone numbers.
    "log_min_error_statement": "panic",
    "log_parameter_max_length": 0,
    "log_error_verbosity": "terse",
}


def settings_text(socket_folder: Path, log_folder: Path) -> str:
    """The text of `app.conf`; the folders are absolute."""
    settings = {
        **_SETTINGS,
        "unix_socket_directories": str(socket_folder),
        "log_directory": str(log_folder),
    }
    lines = [f"{name} = {_quoted(str(value))}" for name, value in settings.items()]
    return "\n".join(
        [
            "# Written by Prooftrail at every start. Settings of your own go into local.conf, beside it.",
            *lines,
            "include_if_exists = 'local.conf'",
            "",
        ]
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
