"""Rules by examples."""
