"""The engine of points, badges and streaks: only what evidence has proven counts. See docs/points.md."""
