"""The engine of daily work: the card of three things, and the morning list. See docs/daily.md."""
