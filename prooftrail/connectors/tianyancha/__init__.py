"""The connector to Tianyancha's open platform: companies by name, and what is registered of them."""

from prooftrail.connectors.tianyancha.asking import Tianyancha

__all__ = ["Tianyancha"]
