"""Names of the records and fields scoring is about."""

LEAD = "lead"
REASON = "scoring"
SOURCE = "scoring:drift"
CONVERTED, CLOSED = "converted", "closed"
DONE = (CONVERTED, CLOSED)
OPEN = "l.deleted_at is null and (l.status is null or l.status not in ('converted', 'closed'))"
WON = "(l.converted_at is not null or l.status = 'converted')"
LOST = "(l.converted_at is null and l.status = 'closed')"
