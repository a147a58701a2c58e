"""Saved views: how one looks at a list, kept under a name, for oneself or shared. Never a wider scope."""
