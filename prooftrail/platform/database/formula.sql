-- What formulas need and plain SQL cannot say with each argument standing once. See platform/formula.

-- The exact quotient at ten places, halves away from zero; blank where nothing can be divided.
-- Whole numbers are divided, because numeric's own quotient is rounded before we round it.
create or replace function prooftrail.divided(a numeric, b numeric) returns numeric
language plpgsql immutable strict parallel safe as $$
begin
    if b = 0 then
        return null;
    end if;
    return sign(a) * sign(b) * div(abs(a) * 20000000000 + abs(b), 2 * abs(b)) * 0.0000000001;
end $$;

-- A result at the places its field keeps; blank where it is too large for it.
create or replace function prooftrail.held(a numeric, places int, below numeric) returns numeric
language plpgsql immutable strict parallel safe as $$
declare
    found constant numeric := round(a, places);
begin
    return case when abs(found) < below then found end;
end $$;

create or replace function prooftrail.days_between(until timestamptz, since timestamptz) returns numeric
language plpgsql immutable strict parallel safe as $$
begin
    return prooftrail.divided(extract(epoch from until) - extract(epoch from since), 86400);
end $$;

create or replace function prooftrail.made_date(y numeric, m numeric, d numeric) returns date
language plpgsql immutable strict parallel safe as $$
begin
    if trunc(y) not between 1900 and 9999 or trunc(m) not between 1 and 12 or trunc(d) not between 1 and 31
        or trunc(d) > extract(day from make_date(trunc(y)::int, trunc(m)::int, 1) + interval '1 month - 1 day')
    then
        return null;
    end if;
    return make_date(trunc(y)::int, trunc(m)::int, trunc(d)::int);
end $$;

create or replace function prooftrail.days_later(since date, days numeric) returns date
language plpgsql immutable strict parallel safe as $$
begin
    if since - date '1900-01-01' + trunc(days) not between 0 and date '9999-12-31' - date '1900-01-01' then
        return null;
    end if;
    return since + trunc(days)::int;
end $$;

create or replace function prooftrail.months_later(since date, months numeric) returns date
language plpgsql immutable strict parallel safe as $$
declare
    at constant numeric := extract(year from since) * 12 + extract(month from since) - 1 + trunc(months);
begin
    if at not between 22800 and 119999 then
        return null;
    end if;
    return since + make_interval(months => trunc(months)::int);
end $$;

-- A whole number within bounds; least() and greatest() would make a bound of what is blank.
create or replace function prooftrail.bounded(a numeric, least_of int, most_of int) returns int
language plpgsql immutable strict parallel safe as $$
begin
    return least(greatest(trunc(a), least_of), most_of)::int;
end $$;
