"""The zero-code core. It knows records, events, access and processes, and nothing about selling."""
