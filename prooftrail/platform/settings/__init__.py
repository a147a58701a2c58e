"""Settings: typed, dated rows with defaults, read through `work.settings`."""
