-- The shared schema: search_path stays on it in every connection.
create schema if not exists prooftrail;

create table if not exists prooftrail.workspace (
    name text primary key,
    schema text not null unique,
    role text not null unique,
    created_at timestamptz not null default now()
);
-- The digest of the tables it was last brought up to.
alter table prooftrail.workspace add column if not exists layout text;
grant usage on schema prooftrail to public;

-- Bigrams of a text, one sign alone where there is only one: the search index of names.
-- plpgsql, because a query inside an SQL function starts an executor per call: ten times the time.
create or replace function prooftrail.bigrams(said text) returns tsvector
language plpgsql immutable strict parallel safe as $$
declare
    low constant text := lower(said);
    pairs text[] := '{}';
begin
    for at in 1..greatest(length(low) - 1, 1) loop
        pairs := pairs || substr(low, at, 2);
    end loop;
    return array_to_tsvector(array_remove(pairs, ''));
end $$;

-- Money as the contract writes it; some currencies of the Gulf have three places, a few have none.
-- Stable, as json_build_object is: called immutable it could not be made part of the statement, and cost
-- more than the rest of a row.
create or replace function prooftrail.money_json(amount numeric, currency text) returns json
language sql stable parallel safe as $$
    select case when amount is null then null else json_build_object(
        'amount', round(amount, case
            when currency in ('JPY', 'KRW', 'VND') then 0
            when currency in ('KWD', 'BHD', 'JOD', 'OMR', 'TND') then 3
            else 2 end)::text,
        'currency', currency) end
$$;

-- The one statement that opens every transaction: become the workspace's role, hold the schema still,
-- and read what the rest depends on. Volatile, so that the second query sees what the lock waited for.
create or replace function prooftrail.open_work(in_schema text, in_role text, in_token bytea)
returns table (
    schema_version int, access_version bigint, epoch int, clock timestamptz, real_now timestamptz,
    zone text, currency text, token jsonb
) language plpgsql volatile as $$
begin
    perform set_config('role', in_role, true);
    perform pg_advisory_xact_lock_shared(7337, hashtext(in_schema));
    return query execute format(
        'select m.schema_version, m.access_version, m.epoch, m.clock, clock_timestamp(), m.zone, m.currency,
                (select to_jsonb(t) - ''hash'' - ''previous'' from %1$I._token t where t.hash = $1
                    or (t.previous = $1 and t.previous_until > clock_timestamp()))
         from %1$I._meta m', in_schema) using in_token;
end $$;

-- Seconds for which the oldest open write transaction holds readers of the log back. Asked as the
-- login itself, because a workspace's role does not see other sessions.
create or replace function prooftrail.watermark_lag() returns double precision
language sql volatile as $$
    select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::double precision
    from pg_stat_activity where backend_xid is not null and datname = current_database() and pid <> pg_backend_pid()
$$;

-- How many jobs of a workspace wait or run, and for how many seconds the oldest has been waiting.
drop function if exists prooftrail.waiting(text);
create function prooftrail.waiting(in_workspace text) returns table (open bigint, oldest double precision)
language plpgsql volatile as $$
begin
    return query
        select count(*), coalesce(max(extract(epoch from clock_timestamp() - e.since)), 0)::double precision
        from prooftrail.procrastinate_jobs j
        left join lateral (
            select min(at) as since from prooftrail.procrastinate_events where job_id = j.id
        ) e on true
        where j.status in ('todo', 'doing') and j.args ->> 'workspace' = in_workspace;
end $$;
