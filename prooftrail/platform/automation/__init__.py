"""The rule centre: when something happens, if a condition holds, actions are done; once, with a reason."""
