"""The churn engine. What other engines may use is imported here, and nothing else."""

from prooftrail.sales.churn.weighing import weights_on

__all__ = ["weights_on"]
