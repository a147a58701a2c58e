"""What is taken of a source, how long its answers are kept, and what high potential is. See
docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "enrichment.channel": "",
    "enrichment.fields": [
        "name", "credit_code", "registered_capital", "insured_headcount", "legal_status", "founded_on",
        "business_scope", "legal_risks", "legal_risk",
    ],
    "enrichment.parts": ["risk", "licences"],
    "enrichment.keep_days": 30,
    "enrichment.calls_per_day": 500,
    "enrichment.least_letters": 4,
    "enrichment.seconds": 12,
    "enrichment.kinds": {
        "device_filing": ["医疗器械备案", "器械经营备案", "器械生产备案", "备案凭证", "设备备案"],
        "insurance": ["医保定点", "医疗保险定点", "定点医疗机构", "定点零售药店", "定点医药机构"],
        "qualification": ["资质", "认证", "证书"],
    },
    "enrichment.potential_months": 6,
    "enrichment.potential_recent": ["device_filing"],
    "enrichment.potential_held": ["insurance"],
}  # fmt: skip
"""`enrichment.channel` is the key of the channel to ask by; blank is the first there is."""
