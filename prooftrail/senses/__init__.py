"""Senses: they perceive what a photo or a text holds, and answer typed findings with their confidence."""
