-- The tables every workspace has beside its records. `{schema}` and `{role}` are our own names.
create table {schema}._meta (
    only_row boolean primary key default true check (only_row),
    schema_version int not null default 1,
    access_version bigint not null default 1,
    epoch int not null default 1,
    clock timestamptz,
    zone text not null default 'Asia/Shanghai',
    currency text not null default 'CNY',
    layout int not null default 1,
    demo boolean not null default false,
    derived_on date -- the company's day for which what follows from the date was computed last
);
insert into {schema}._meta default values;

create table {schema}._object (
    id text primary key, name text not null unique, label jsonb not null, settings jsonb not null default '{{}}',
    created_at timestamptz not null, created_by uuid, hidden_at timestamptz, hidden_by uuid,
    dropped_at timestamptz -- since when its table or columns are gone for good, in real time
);
create table {schema}._field (
    id text primary key, object text not null, name text not null, label jsonb not null, type text not null,
    options jsonb not null default '{{}}', required boolean not null default false,
    is_unique boolean not null default false, personal boolean not null default false,
    state text not null default 'live' check (state in ('building', 'live', 'failed')),
    built text[] not null default '{{}}', failure jsonb, position int not null default 0,
    created_at timestamptz not null, created_by uuid, hidden_at timestamptz, hidden_by uuid,
    dropped_at timestamptz -- since when its table or columns are gone for good, in real time
);
create unique index on {schema}._field (object, name) where hidden_at is null;

-- Fields on their way to another type. `since` is the transaction from which on changes are copied again.
create table {schema}._conversion (
    id uuid primary key, object text not null, old text not null, new text not null, type text not null,
    options jsonb not null, leave_blank boolean not null, started_by uuid,
    state text not null check (state in ('copying', 'done', 'stopped', 'undone')),
    since xid8 not null, at uuid, copied bigint not null default 0, blanks bigint not null default 0,
    failure jsonb, started_at timestamptz not null, ended_at timestamptz
);
create unique index on {schema}._conversion (old) where state = 'copying';

-- How far automatic numbers are: the last one given, or, where they are drawn, what was drawn before the period.
create table {schema}._counter (field text not null, period text not null, last bigint not null, primary key (field, period));

create table {schema}._account (
    person uuid primary key, login text not null unique, password text, locale text not null default 'zh',
    created_at timestamptz not null default now(), ended_at timestamptz
);
create table {schema}._token (
    hash bytea primary key, kind text not null check (kind in ('session', 'key')), person uuid not null,
    label text, scopes text[], locale text, view_as uuid, created_at timestamptz not null default now(),
    seen_at timestamptz not null default now(), expires_at timestamptz not null, ended_at timestamptz,
    id uuid not null unique default gen_random_uuid(),
    -- A session that nobody uses ends; its token is exchanged when rights change, and the one before
    -- is good for a moment more, because a browser asks several things at once.
    idle_until timestamptz, rights text, previous bytea, previous_until timestamptz,
    -- Why it ended, where its phone has to know: 'left' with its person, 'revoked' by him from elsewhere.
    ended_because text
);
create index on {schema}._token (previous) where previous is not null;
create index on {schema}._token (person) where ended_at is null;

create table {schema}._role (
    key text primary key, label jsonb not null, grants jsonb not null default '{{}}',
    fields jsonb not null default '{{}}', permissions text[] not null default '{{}}', version int not null default 1
);
create table {schema}._role_of (person uuid not null, role text not null, since date not null, until date);
create index on {schema}._role_of (person);
create table {schema}._member (person uuid not null, department uuid not null, since date not null, until date);
create index on {schema}._member (person);
create index on {schema}._member (department);
create table {schema}._head (department uuid not null, person uuid not null, since date not null, until date);
create index on {schema}._head (person);
create table {schema}._under (department uuid not null, parent uuid not null, since date not null, until date);
create index on {schema}._under (parent);

create table {schema}._share (
    object text not null, record uuid not null, person uuid not null, may_write boolean not null default false,
    since timestamptz not null, by uuid, primary key (object, record, person)
);
create index on {schema}._share (person, object);

create table {schema}._idempotency (
    actor uuid not null, key text not null, body bytea not null, status int, reply bytea,
    created_at timestamptz not null default now(), primary key (actor, key)
);
create index on {schema}._idempotency (created_at);

create table {schema}._blob (sha256 bytea primary key, size bigint not null, mime text not null,
    created_at timestamptz not null default now());
create table {schema}._file (
    id uuid primary key, sha256 bytea not null references {schema}._blob, name text not null, mime text not null,
    size bigint not null, captured_at timestamptz, place jsonb, source text,
    object text, record uuid, field text, uploaded_by uuid, created_at timestamptz not null default now()
);
create index on {schema}._file (sha256);
create index on {schema}._file (record);
-- Files that arrive in pieces, until they are whole: given up after a day.
create table {schema}._upload (
    id uuid primary key, person uuid not null, size bigint not null, sha256 bytea not null,
    began_at timestamptz not null default clock_timestamp()
);
create index on {schema}._upload (person, began_at);
create table {schema}._upload_piece (
    upload uuid not null references {schema}._upload on delete cascade, at bigint not null, content bytea not null,
    primary key (upload, at)
);
alter table {schema}._upload_piece alter content set storage external; -- photos do not compress

create table {schema}._setting (
    key text not null, scope text not null default 'workspace', scope_id text not null default '',
    value jsonb not null, since timestamptz not null, by uuid, primary key (key, scope, scope_id, since)
);

-- Versions of processes: 0 is the draft, with its `revision`; the others never change. A retired process
-- takes no new records; those on their way go on.
create table {schema}._process (
    key text not null, version int not null, object text not null, label jsonb not null, nodes jsonb not null,
    published_at timestamptz not null, by uuid, revision int not null default 0, retired_at timestamptz,
    primary key (key, version)
);
-- What second persons confirmed before a node; what was withdrawn stays.
create table {schema}._confirmation (
    id uuid primary key, object text not null, record uuid not null, process text not null, node text not null,
    requirement text not null, by uuid not null, roles text[] not null, at timestamptz not null, note text,
    withdrawn_at timestamptz
);
create index on {schema}._confirmation (record);

-- Layouts of forms: version 0 is the draft, the greatest one is in force; '' is any device, any role.
-- `object` is an id, and so are fields inside `layout`; a null layout takes its predecessor away.
create table {schema}._form (
    object text not null, device text not null default '', role text not null default '', version int not null,
    revision int not null default 0, layout jsonb, at timestamptz not null, by uuid,
    primary key (object, device, role, version)
);

-- Views of lists: `shown` names fields by id, `shared` lists everybody, roles and departments.
create table {schema}._view (
    id uuid primary key, object text not null, name jsonb not null, kind text not null, shown jsonb not null,
    owner uuid, shared jsonb not null default '[]', position int not null default 0, version int not null default 1,
    changed_at timestamptz not null, slot int not null default 0
);
create index on {schema}._view (object, owner);

-- Blueprints installed here: `base` is what each said, by component, `bound` the ids of what it brought,
-- so that an upgrade can tell what was changed here from what was changed there.
create table {schema}._blueprint (
    key text primary key, version int not null, label jsonb not null, base jsonb not null,
    bound jsonb not null default '{{}}', installed_at timestamptz not null, by uuid
);

-- Named figures: what a workspace made or changed of those that are shipped. No definition: retired.
create table {schema}._metric (
    key text not null, version int not null, object text not null, definition jsonb,
    at timestamptz not null, by uuid, primary key (key, version)
);

-- Days a workspace says are worked or not, over what is published for the country.
create table {schema}._calendar_day (
    region text not null, day date not null, working boolean not null, label jsonb not null,
    at timestamptz not null, by uuid, primary key (region, day)
);

-- An import: `plan` is what the check found it would do, `settings` the mapping as read; `person` null is the server.
create table {schema}._import (
    id uuid primary key, object text not null, state text not null, file uuid not null, name text not null,
    settings jsonb not null, dry_run boolean not null, history boolean not null,
    total int, checked_to int not null default 0, resume_at int not null default 0, undone_to int, plan jsonb,
    created int not null default 0, updated int not null default 0, skipped int not null default 0,
    rejected int not null default 0, undone jsonb, warnings jsonb not null default '[]', error jsonb,
    person uuid, runner uuid, by_key boolean not null default false, scopes text[], cancelled boolean not null default false,
    created_at timestamptz not null, heartbeat_at timestamptz not null, ended_at timestamptz
);
create index on {schema}._import (heartbeat_at) where state in ('checking', 'applying', 'undoing');
-- A row of its file: `verdict` is what is to be done, or was; `ready` holds API values, `version` what an update made.
create table {schema}._import_row (
    import uuid not null references {schema}._import on delete cascade, at int not null, line int not null,
    raw json not null, verdict text not null, record uuid, ready json, version int, reasons jsonb,
    primary key (import, at)
);
create index on {schema}._import_row (import, record) where verdict = 'update';
create index on {schema}._import_row (import, at) where verdict in ('reject', 'retry', 'left');
-- What rows of one file have in common with earlier ones: match keys (kind '') and unique values (kind = field).
create table {schema}._import_key (
    import uuid not null references {schema}._import on delete cascade, kind text not null, key bytea not null,
    at int not null, record uuid, primary key (import, kind, key)
);

create table {schema}._event (
    epoch int not null, tx xid8 not null default pg_current_xact_id(), seq bigint generated always as identity,
    id uuid not null, recorded_at timestamptz not null, occurred_at timestamptz not null,
    actor_kind text not null, actor_id uuid, on_behalf uuid, action text not null,
    object text, record uuid, version int, changes jsonb not null default '{{}}', because jsonb,
    owner_before uuid, owner_after uuid, unit_before uuid, unit_after uuid, schema int not null default 1,
    digest bytea, salts jsonb, commitments jsonb, commitment bytea not null
) partition by range (recorded_at);
create table {schema}._event_rest partition of {schema}._event default;
create index on {schema}._event (epoch, tx, seq);
create index on {schema}._event (record, version);
create index on {schema}._event (owner_after, epoch, tx, seq);
create index on {schema}._event (owner_before, epoch, tx, seq) where owner_before is distinct from owner_after;
create index on {schema}._event (object, epoch, tx, seq);
create index on {schema}._event (epoch, tx, seq) where record is null;
create index on {schema}._event ((because ->> 'person'), epoch, tx, seq) where action = 'record.unshared';

-- Records whose derived fields no longer follow: writers only add, the worker takes. See platform/derived/marks.
-- What came in bulk waits for what did not: an import's marks do not hold up anybody's single change.
create table {schema}._dirty (
    n bigint generated always as identity primary key, object text not null, record uuid, via text,
    bulk boolean not null default false
);
create index on {schema}._dirty (bulk, n);

-- Approval flows: version 0 is the draft with its revision, the others never change. `trees` are its formulas as
-- they were understood.
create table {schema}._approval_flow (
    key text not null, version int not null, object text not null, definition jsonb not null,
    trees jsonb not null default '{{}}', at timestamptz not null, by uuid, revision int not null default 0,
    retired_at timestamptz, primary key (key, version)
);
-- How far an approval is: steps passed in this round, what it holds back, and what was asked for as it was then.
-- `taken` is the moment since which no change of the record counts as one behind the approvers' backs.
create table {schema}._approval_run (
    approval uuid primary key, flow text not null, version int not null, object text not null, record uuid not null,
    starter uuid not null, state text not null, passed text[] not null default '{{}}', step text,
    round int not null default 1, held jsonb, done_at timestamptz, snapshot jsonb not null, taken timestamptz not null
);
create index on {schema}._approval_run (record, flow);
create table {schema}._approval_log (
    n bigint generated always as identity primary key, approval uuid not null, at timestamptz not null,
    what text not null, person uuid, on_behalf uuid, task uuid, step text, facts jsonb not null default '{{}}'
);
create index on {schema}._approval_log (approval, n);
create table {schema}._approval_copy (
    approval uuid not null, person uuid not null, at timestamptz not null, by uuid, primary key (approval, person)
);
create index on {schema}._approval_copy (person, at);
-- Who decides in somebody's place, both days included.
create table {schema}._stand_in (
    id uuid primary key, person uuid not null, stand_in uuid not null, since date not null, until date not null,
    at timestamptz not null, by uuid
);
create index on {schema}._stand_in (person, until);
-- What goes outside: one row an effect, however often a job tries. `lease_until` is real time: the sender that
-- holds it may be gone by then. `channel` is mail, chat, sms or webhook.
create table {schema}._effect (
    id uuid primary key, key text not null unique, channel text not null, payload jsonb not null,
    state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'dead', 'dropped')),
    tries int not null default 0, next_at timestamptz not null, lease_until timestamptz, error jsonb,
    created_at timestamptz not null, sent_at timestamptz, because jsonb
);
create index on {schema}._effect (next_at) where state in ('waiting', 'sending');
create index on {schema}._effect (created_at, id);
-- Ways outside an administrator opened: servers, robots, addresses. Secrets are locked with the master key.
create table {schema}._channel (
    key text primary key, kind text not null, label jsonb not null, config jsonb not null default '{{}}',
    secrets jsonb not null default '{{}}', enabled boolean not null default true,
    changed_at timestamptz not null, by uuid
);

-- What people were told: a row a person. `tx` says when it changed, to whoever shows a count.
create table {schema}._notification (
    id uuid primary key, person uuid not null, key text not null, level text not null, title jsonb not null,
    body jsonb not null, object text, record uuid, source text, at timestamptz not null, read_at timestamptz,
    tx xid8 not null default pg_current_xact_id(), unique (person, key)
);
create index on {schema}._notification (person, at desc, id desc);
create index on {schema}._notification (person) where read_at is null;
create index on {schema}._notification (tx);
-- How it went outside: waiting for the end of quiet hours or for the digest, handed to an effect, or not at all.
create table {schema}._delivery (
    id uuid primary key, notification uuid not null, person uuid not null, channel text not null,
    state text not null check (state in ('held', 'digest', 'queued', 'failed')), due_at timestamptz not null,
    effect text, error text
);
create index on {schema}._delivery (notification);
create index on {schema}._delivery (due_at) where state in ('held', 'digest');
-- What people turned down of what their roles allow.
create table {schema}._notify_choice (
    person uuid primary key, choices jsonb not null, changed_at timestamptz not null
);
-- Rules: version 0 is the draft in its revisions, kept so that each can be gone back to; other versions never
-- change. No definition: retired, or no draft any more.
create table {schema}._rule (
    key text not null, version int not null, revision int not null default 0, object text, definition jsonb,
    at timestamptz not null, by uuid, primary key (key, version, revision)
);
-- What reacts now: events after `since` count. `last_due` is up to when a schedule or sweep has looked;
-- `token` is the digest of a rule's secret address.
create table {schema}._rule_armed (
    key text primary key, version int not null, object text, kind text not null, definition jsonb not null,
    since_epoch int not null, since_tx xid8 not null, begun timestamptz not null, paused boolean not null default false,
    standing boolean not null default false, last_due timestamptz, token bytea unique
);
-- How far each lane has read: the log, or the rows of an import that is done.
create table {schema}._rule_cursor (lane text primary key, epoch int not null, tx xid8 not null, seq bigint not null);
-- A rule fires once for a record and an episode: the event or moment that started its wait.
create table {schema}._firing (
    rule text not null, record uuid, episode text not null, run uuid not null,
    unique nulls not distinct (rule, record, episode)
);
-- What was done and why. `chain` are the firings it follows from, `next_at` when a failed one is tried again.
create table {schema}._run (
    id uuid primary key, rule text not null, version int not null, object text, record uuid, episode text not null,
    at timestamptz not null, state text not null check (state in ('done', 'skipped', 'failed', 'waiting', 'dead')),
    why jsonb not null default '{{}}', steps jsonb not null default '[]', tries int not null default 1,
    event uuid, chain text[] not null default '{{}}', next_at timestamptz, recorded_at timestamptz not null
);
create index on {schema}._run (rule, at);
create index on {schema}._run (record, at);
create index on {schema}._run (at);
create index on {schema}._run (next_at) where state = 'waiting';
-- Why nothing was done, grouped: a row for each rule, reason and hour with an example.
create table {schema}._run_skipped (
    rule text not null, reason text not null, hour timestamptz not null, version int not null, object text,
    count bigint not null, record uuid, event uuid, why jsonb not null default '{{}}', primary key (rule, reason, hour)
);
-- Events put aside: one whose rule failed, with its run, and those of its record that came later and wait for it;
-- and one whose record has an earlier event in another lane, until that lane has come `to` it.
create table {schema}._rule_aside (
    n bigint generated always as identity primary key, epoch int not null, tx xid8 not null, seq bigint not null,
    recorded_at timestamptz not null, record uuid not null, run uuid,
    lane text, to_epoch int, to_tx xid8, to_seq bigint
);
create index on {schema}._rule_aside (record, n);
create index on {schema}._rule_aside (run) where run is not null;
-- Cubes of figures that add up: how far each has followed the log, and its cells. Days, people and departments
-- that are blank have values of their own. See platform/metrics/cubes.
create table {schema}._cube (
    id bigint generated always as identity primary key, stamp text not null unique, object text not null,
    state text not null check (state in ('building', 'live', 'gone')),
    epoch int not null, tx xid8 not null, seq bigint not null, built_to date,
    made_at timestamptz not null, checked_at timestamptz not null, mended jsonb
);
create table {schema}._cube_cell (
    cube bigint not null, level smallint not null, day date not null, owner uuid not null, unit uuid not null,
    dims text[] not null, held bigint[] not null, counts bigint[] not null, sums numeric[] not null
);
create index on {schema}._cube_cell (cube, level, day);
create index on {schema}._cube_cell (cube, level, owner, day);

-- When the stays of an object's records were last compared with the log; without a row they were never made of it.
create table {schema}._stays (object text primary key, checked_at timestamptz not null);

-- What figures are to come to: the greatest version of each is in force, and without a value there is none.
create table {schema}._target (
    metric text not null, person uuid, department uuid, period text not null, version int not null, value numeric,
    at timestamptz not null, by uuid, unique nulls not distinct (metric, person, department, period, version)
);
-- Rules that wait for figures: the first day of the last part of time each was looked at for.
create table {schema}._watched (rule text primary key, part date not null, at timestamptz not null);

-- Boards: what is in force and a draft beside it; `shared` holds whom it is for. Every version stays.
create table {schema}._board (
    key text primary key, owner uuid, shared jsonb not null default '[]', version int not null default 0,
    definition jsonb, draft jsonb, revision int not null default 0, position int not null default 0,
    retired_at timestamptz, changed_at timestamptz not null, by uuid
);
create table {schema}._board_version (
    key text not null, version int not null, definition jsonb not null, at timestamptz not null, by uuid,
    primary key (key, version)
);
-- A board on its way to one reader; the worker answers it with his rights of that moment.
create table {schema}._board_digest (
    id uuid primary key, board text not null, person uuid not null, format text not null, state text not null,
    at timestamptz not null, done_at timestamptz, told jsonb
);
create index on {schema}._board_digest (id) where state = 'waiting';

-- Beside the records of work items: one a key, the ladder with the next rung, when it closes by itself, what it
-- is like (of fields its readers may not read), and the records its facts are of.
create table {schema}._work_item (
    item uuid primary key, key text not null unique, ladder jsonb not null default '[]', rung int not null default 0,
    next_at timestamptz, close_when jsonb, near jsonb not null default '{{}}', refs jsonb not null default '{{}}',
    watching boolean not null default false, about_object text, about_record uuid
);
create index on {schema}._work_item (next_at) where next_at is not null;
create index on {schema}._work_item (about_record) where watching;
-- How far the log was read for items that close by themselves.
create table {schema}._work_item_cursor (
    only_row boolean primary key default true check (only_row), epoch int not null, tx xid8 not null, seq bigint not null
);

-- What photos and texts are like, and the words by which like ones are found; how far the log was read for them.
create table {schema}._print (
    id int generated always as identity primary key, kind text not null, key bytea not null,
    content bytea not null, unique (kind, key)
);
alter table {schema}._print alter content set storage external; -- descriptors do not compress
create table {schema}._print_word (word int not null, print int not null references {schema}._print on delete cascade,
    primary key (word, print));
create table {schema}._print_cursor (object text primary key, epoch int not null, tx xid8 not null, seq bigint not null);

-- By what records are found that may be one: a company's name without place and form, its initials, and hashes of
-- what such records share; nothing here can be read as what was entered. How far tables and log were read for it.
create table {schema}._likeness (
    record uuid primary key, object text not null, core text, initials text, keys bigint[] not null
);
create index on {schema}._likeness (object, core text_pattern_ops) where core is not null;
create index on {schema}._likeness (object, initials text_pattern_ops) where initials is not null;
create index on {schema}._likeness using gin (keys) with (fastupdate = off);
-- Which record took over which, what was moved for it, and what it took: all that is needed to part them again.
create table {schema}._merge (
    id uuid primary key, object text not null, survivor uuid not null, loser uuid not null, at timestamptz not null,
    by uuid, moved jsonb not null, taken jsonb not null, undone_at timestamptz, undone_by uuid
);
create index on {schema}._merge (survivor);
create index on {schema}._merge (loser);
-- Pairs that may be one and what somebody said of them, and how far each object was gone through for them.
create table {schema}._likeness_pair (
    one uuid not null, other uuid not null, object text not null, score double precision not null,
    reasons jsonb not null, found_at timestamptz not null, state text not null default 'open',
    judged_at timestamptz, by uuid, primary key (one, other), check (one < other)
);
create index on {schema}._likeness_pair (object, score desc) where state = 'open';
create index on {schema}._likeness_pair (other);
create table {schema}._likeness_run (
    object text primary key, after uuid, looked int not null default 0, found int not null default 0,
    started_at timestamptz not null, done_at timestamptz, by uuid
);
create table {schema}._likeness_cursor (
    only_row boolean primary key default true check (only_row), epoch int not null, tx xid8 not null,
    seq bigint not null, filled jsonb not null default '{{}}'
);

-- Models that were learned, in versions, and the value each record has by the one in force (or by none, number 0):
-- why, and from what. When values were put in order and when it was looked whether the model still holds.
create table {schema}._learned (
    id uuid primary key, about text not null, number int not null,
    state text not null check (state in ('waiting', 'candidate', 'in_force', 'retired', 'refused')),
    parameters jsonb, figures jsonb not null default '{{}}', asked_at timestamptz not null, by uuid,
    made_at timestamptz, since timestamptz, activated_by uuid, ended_at timestamptz, unique (about, number)
);
create unique index on {schema}._learned (about) where state = 'in_force';
create table {schema}._learned_value (
    record uuid primary key, about text not null, mark text not null, number int not null,
    value double precision not null, reasons jsonb not null, inputs jsonb not null, at timestamptz not null
);
create index on {schema}._learned_value (about, number, at);
create table {schema}._learned_turn (about text primary key, ordered_at timestamptz, looked_at timestamptz);

-- Links for people outside: the digest of each, what it opens, and who answers for it.
create table {schema}._link (
    hash bytea primary key, object text not null, about uuid not null, person uuid, made_at timestamptz not null,
    expires_at timestamptz not null, ended_at timestamptz
);
create index on {schema}._link (object, about);
create index on {schema}._link (person) where ended_at is null;

-- Public forms: pages whose sending was taken already; and looks at a site that its visitors agreed to have noted,
-- by the digest of the number each goes by, with the records they sent.
create table {schema}._intake_sent (key bytea primary key, at timestamptz not null);
create index on {schema}._intake_sent (at);
create table {schema}._visitor (id bytea primary key, consented_at timestamptz not null, looks int not null);
create table {schema}._visit (
    visitor bytea not null, view bytea not null, at timestamptz not null, site uuid not null, path text not null,
    title text not null, referrer text not null, seconds int not null, primary key (visitor, view)
);
create index on {schema}._visit (at);
create table {schema}._visitor_of (record uuid not null, visitor bytea not null, primary key (record, visitor));
create index on {schema}._visitor_of (visitor);

-- Who consented to be recorded, to which words; and what was heard in recordings, by the digest of their bytes:
-- with `due_at` it waits to be heard, or to be written down at its evidence.
create table {schema}._consent (
    person uuid primary key, at timestamptz not null, words jsonb not null, at_once boolean not null default false
);
create table {schema}._hearing (
    sha256 bytea primary key, text text, heard_at timestamptz not null, evidence uuid,
    tries int not null default 0, due_at timestamptz
);
create index on {schema}._hearing (due_at) where due_at is not null;
-- What sources outside said of fields of records: where a value came from, what is offered instead of another.
create table {schema}._origin (
    record uuid not null, field text not null, object text not null, source text not null, value jsonb not null,
    fetched_at timestamptz not null, state text not null
        check (state in ('filled', 'same', 'offered', 'accepted', 'declined')),
    changed_at timestamptz not null, by uuid, primary key (record, field)
);
-- What sources were asked and answered, so that nothing is paid for twice; and how often a day.
create table {schema}._source_answer (
    source text not null, question text not null, answer jsonb not null, asked_at timestamptz not null,
    primary key (source, question)
);
create index on {schema}._source_answer (asked_at);
create table {schema}._source_calls (
    source text not null, day date not null, calls int not null, primary key (source, day)
);
-- How far an engine read the log, and where its walk over a table stands.
create table {schema}._follower (
    name text primary key, epoch int not null, tx xid8 not null, seq bigint not null, walk jsonb not null default '{{}}'
);
-- What a leaver's phone had not sent: nothing of it is done until somebody takes it over.
create table {schema}._left_op (
    id uuid primary key, person uuid not null, key text not null, op jsonb not null, item uuid,
    received_at timestamptz not null, state text not null default 'waiting'
        check (state in ('waiting', 'taken', 'discarded')),
    decided_by uuid, decided_at timestamptz, unique (person, key)
);
create index on {schema}._left_op (item);
create table {schema}._left_file (
    person uuid not null, key text not null, name text not null, content bytea not null,
    received_at timestamptz not null, primary key (person, key)
);
alter table {schema}._left_file alter content set storage external; -- photos do not compress

-- When somebody last did something about a record, so that what lies untended is found by an index: of which class
-- it is, how far it is on its way out of his hands (-1: in nobody's), and until when nobody need look at it. The row
-- of no record says under which settings resting ones rest.
create table {schema}._touch (
    record uuid primary key, class text not null default '', touched_at timestamptz not null,
    step smallint not null default 0, rests_until timestamptz
);
create index on {schema}._touch (step, class, touched_at) where rests_until is null and step >= 0;
create index on {schema}._touch (rests_until) where rests_until is not null;
-- Who lost what to the pool or got it from there, and who looked at what in it on which day.
create table {schema}._pool_move (
    id uuid primary key, record uuid not null, person uuid, kind text not null, at timestamptz not null, by uuid,
    reason text
);
create index on {schema}._pool_move (record, at);
create index on {schema}._pool_move (person, kind, at);
create table {schema}._pool_look (
    person uuid not null, day date not null, record uuid not null, primary key (person, day, record)
);
-- What went to whom when somebody left, counted before and after, so that it can be taken back.
create table {schema}._handover (
    id uuid primary key, leaver uuid not null, at timestamptz not null, by uuid, reason text,
    told jsonb not null default '{{}}', undone_at timestamptz, undone_by uuid
);
create index on {schema}._handover (leaver, at);
create table {schema}._handover_move (
    handover uuid not null references {schema}._handover on delete cascade, record uuid not null,
    object text not null, parent uuid, successor uuid not null, primary key (handover, record)
);

create table {schema}._seal (
    n bigint primary key, epoch int not null, last_tx xid8 not null, last_seq bigint not null,
    events int not null, leaves bytea not null, head bytea not null,
    key_id text not null, signature bytea not null, sealed_at timestamptz not null
);
alter table {schema}._seal alter leaves set storage external; -- hashes do not compress

-- The last turn of each sweep, for whoever watches the server.
create table {schema}._sweep (
    name text primary key, ended_at timestamptz not null, seconds double precision not null, failed boolean not null
);

grant usage on schema {schema} to {role};
grant select, insert, update, delete on all tables in schema {schema} to {role};
grant maintain on {schema}._cube_cell to {role}; -- whoever fills it lets the planner know
-- The log only grows: the role adds and reads. An event's number is the database's; a place before the
-- watermark is found by the seals.
revoke all on {schema}._event_rest from {role};
revoke insert, update, delete, truncate on {schema}._event from {role};
grant insert (
    epoch, tx, id, recorded_at, occurred_at, actor_kind, actor_id, on_behalf, action, object, record, version,
    changes, because, owner_before, owner_after, unit_before, unit_after, schema, digest, salts, commitments, commitment
) on {schema}._event to {role};
revoke update, delete, truncate on {schema}._seal from {role};
revoke insert, update, delete on {schema}._object, {schema}._field from {role};
grant usage on all sequences in schema {schema} to {role};
