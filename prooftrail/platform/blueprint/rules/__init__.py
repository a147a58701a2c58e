"""What the engine decides, without touching anything."""
