"""The churn engine. What other engines may use is imported here, and nothing else."""

from prooftrail.sales.churn.weighing import Weight, weights_of

__all__ = ["Weight", "weights_of"]
