"""Makers of demonstration companies: `python -m tools.demo.equipment` rewrites one."""
