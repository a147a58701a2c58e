"""Work items: every alert, warning, review and exception as one ticket with a cause, an owner and an end."""
