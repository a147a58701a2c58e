"""The connector to Qichacha's open platform: companies by name, and what is registered of them."""

from prooftrail.connectors.qichacha.asking import Qichacha

__all__ = ["Qichacha"]
