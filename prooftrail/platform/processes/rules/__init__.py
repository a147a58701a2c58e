"""What a process decides. Pure: the standard library and each other, nothing else.

The same rules run on the phone, in `web/src/rules`; the cases in `cases/` hold the two equal.
"""
