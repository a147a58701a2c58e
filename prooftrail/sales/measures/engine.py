"""The manifest of the shipped figures."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.measures.actions import OF_ACTIONS
from prooftrail.sales.measures.customers import OF_CUSTOMERS
from prooftrail.sales.measures.deals import OF_DEALS
from prooftrail.sales.measures.last_deals import LAST_DEALS
from prooftrail.sales.measures.leads import OF_LEADS
from prooftrail.sales.measures.papers import OF_PAPERS

ENGINE = Engine(
    "measures",
    metrics=(*OF_DEALS, *OF_ACTIONS, *OF_PAPERS, *OF_CUSTOMERS, *OF_LEADS),
    facts=(LAST_DEALS,),
)
