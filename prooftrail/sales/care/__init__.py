"""The care engine: complaints and satisfaction. What other engines may use is imported here."""

from prooftrail.sales.care.standing import Standing, standing_of

__all__ = ["Standing", "standing_of"]
