"""Fields nobody fills in: formulas, look-ups and roll-ups, kept as columns and kept right.

What follows from a record itself is computed in the write that changes it. What follows from other
records is marked in the same transaction and computed by the worker within about a second.
"""
