"""The log: history, audit, trigger and feed in one, in commit order, sealed."""
