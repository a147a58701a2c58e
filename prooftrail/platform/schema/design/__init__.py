"""Designing: objects and fields made, changed and removed while everybody works.

Each verb runs in a transaction that is alone in the workspace (`Workspaces.design`): columns or
table, metadata, version and event are written together or not at all.
"""
