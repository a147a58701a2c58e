"""Grading: how much a customer is worth a year, by rule and with its history. See docs/grading.md."""
