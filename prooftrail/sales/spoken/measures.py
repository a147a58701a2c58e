"""How long an entry takes, as phones say, and how much of it is typed."""

from prooftrail.platform.metrics.wording import both, metric, term

BY = ("owner", "unit", "type")
MEASURED = ["tap_to_saved_ms", "empty", False]
PROMISED_MS = 18_000

OF_SPOKEN = (
    metric("log_seconds", both("记一笔用时（秒）", "Seconds to log"),
           both("期间内的动作从点开到存好用了多少秒，取中位数；时间由手机自己量、自己报，没量的不算",
                "Median seconds from the opening tap to saved, of the actions of the period whose phone "
                "measured and said it"),
           [term("ms", "毫秒", "Milliseconds", ["median", "tap_to_saved_ms"], MEASURED)],
           "ms / 1000", unit="count", object="activity", time="occurred_at", direction="less", by=BY),
    metric("logged_in_18s", both("18 秒内记完", "Logged in 18 s"),
           both("期间内手机量过用时的动作里，18 秒内存好的比例",
                "Of the actions of the period whose phone measured it, the share saved within 18 seconds"),
           [term("quick", "18 秒内", "Within 18 s", ["count"], ["tap_to_saved_ms", "<=", PROMISED_MS]),
            term("measured", "量过的", "Measured", ["count"], MEASURED)],
           "quick / measured", unit="percent", object="activity", time="occurred_at", by=BY),
    metric("typed_fields", both("手填字段占比", "Fields typed"),
           both("期间内的动作里，手填的字段占手填和说话填的字段的比例，由手机报",
                "Of the fields filled in from speech or by hand in the period, the share typed, as phones "
                "say"),
           [term("typed", "手填", "Typed", ["sum", "fields_typed"]),
            term("spoken", "说话填", "Spoken", ["sum", "fields_spoken"])],
           "typed / (typed + spoken)", unit="percent", object="activity", time="occurred_at",
           direction="less", by=BY),
)  # fmt: skip
