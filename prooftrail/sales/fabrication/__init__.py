"""The fabrication engine: what looks made up is scored, shown side by side and judged by a person."""
