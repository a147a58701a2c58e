"""The working calendar: which days are worked, which hours, and time counted in them."""
