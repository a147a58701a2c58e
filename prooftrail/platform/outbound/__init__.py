"""The one way out: every call to another machine goes through here, and is looked at first."""
