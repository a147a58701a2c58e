"""The rule centre: when something happens, if a condition holds, then actions are done; once, and with a reason."""
