"""The manifest of enrichment."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.enrichment.actions.enrich_customer import (
    accept_enrichment,
    decline_enrichment,
    enrich_customer,
)
from prooftrail.sales.enrichment.actions.show_enrichment import show_enrichment
from prooftrail.sales.enrichment.actions.suggest_companies import look_up_company, suggest_companies
from prooftrail.sales.enrichment.potential import PotentialGuard
from prooftrail.sales.enrichment.settings import DEFAULTS

ENGINE = Engine(
    "enrichment",
    actions=(
        suggest_companies, look_up_company, enrich_customer, accept_enrichment, decline_enrichment,
        show_enrichment,
    ),
    guards=(PotentialGuard(),),
    settings=DEFAULTS,
)  # fmt: skip
