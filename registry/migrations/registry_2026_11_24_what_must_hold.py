"""What must hold in the database itself: each constraint by name, so that a message can be found for it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from registry.foundation.database import DB

ID = "2026-11-24T10:00:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Constraints, exclusions and triggers"

# No column has a default, and no text that must be there is empty: what was forgotten is an error.
NOTHING_FORGOTTEN = """
do $$
declare found record;
begin
  for found in
    select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
    where table_schema = current_schema() and table_name not in ('migration') and table_name not like 'procrastinate%'
  loop
    if found.column_default is not null then
      execute format('alter table %I alter column %I drop default', found.table_name, found.column_name);
    end if;
    if found.data_type in ('character varying', 'text', 'character') then
      execute format('alter table %I add constraint %I check (btrim(%I) <> '''')',
        found.table_name, found.table_name || '_' || found.column_name || '_not_empty', found.column_name);
    end if;
  end loop;
end $$;
"""

WHAT_MUST_HOLD = """
create extension if not exists btree_gist;

alter table work add constraint work_state check (state in ('waiting', 'running', 'done', 'failed'));
alter table workday_exception add constraint workday_exception_kind check (kind in ('holiday', 'workday'));

create unique index published_rules_once on published_rules (rules, version);

alter table person add constraint person_sex check (sex in ('男', '女'));
alter table account add constraint account_sign_in_name_lower check (sign_in_name = lower(sign_in_name));
alter table membership add constraint membership_role
  check (role in ('clerk', 'approver', 'assessor', 'officer', 'auditor'));
alter table membership add constraint membership_one_side
  check ((role in ('officer', 'auditor')) = (authority is not null) and (authority is null) <> (organisation is null));
alter table membership add constraint membership_ends_after_it_begins check (valid_to >= valid_from);
alter table membership add constraint membership_once_at_a_time exclude using gist (
  account with =, role with =, coalesce(organisation, authority) with =, daterange(valid_from, valid_to, '[]') with &&);

alter table authority add constraint authority_tier check (tier in ('province', 'city', 'county'));
alter table authority add constraint authority_parent check ((tier = 'province') = (parent is null));
alter table organisation add constraint organisation_credit_code check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$');
alter table organisation add constraint organisation_ownership
  check (ownership in ('private', 'state', 'public-institution', 'other'));
alter table body add constraint body_number_prefix check (number_prefix ~ '^[YS][0-9]{12}$');

alter table filing add constraint filing_state check (state in ('filed', 'suspended', 'withdrawn'));
alter table filing add constraint filing_one_at_a_time exclude using gist (
  body with =, daterange(valid_from, valid_to, '[]') with &&) where (state <> 'withdrawn');
alter table filing_scope add constraint filing_scope_rank check (highest_rank between 2 and 6);
create unique index filing_scope_once on filing_scope (filing, occupation, coalesce(job_type, ''));

alter table serial_counter add constraint serial_counter_level check (level between 1 and 5);
alter table certificate add constraint certificate_state
  check (state in ('valid', 'suspended', 'revoked', 'superseded'));
alter table certificate add constraint certificate_number_says_the_same check (
  number ~ '^[YS][0-9]{21}$' and substr(number, 14, 2)::int = year % 100
  and substr(number, 16, 1)::int = level and substr(number, 17, 6)::int = serial and serial > 0);
alter table certificate add constraint certificate_qr_token_is_128_bits check (octet_length(qr_token) = 16);

alter table round add constraint round_state check (state in
  ('drafted', 'roster-confirmed', 'admitted', 'scored', 'locked', 'issued', 'closed', 'cancelled'));
alter table round add constraint round_rank check (rank between 2 and 6);
alter table round add constraint round_cancelled_with_reason check ((state = 'cancelled') = (cancelled_for is not null));
alter table round_upload add constraint round_upload_kind check (kind in ('roster', 'scores', 'photos'));
alter table round_upload add constraint round_upload_state check (state in
  ('waiting', 'read', 'unreadable', 'confirmed', 'refused', 'expired'));
alter table candidate add constraint candidate_outcome check (outcome in ('passed', 'failed'));
alter table candidate add constraint candidate_admitted_only_if_eligible check (admitted_at is null or eligible);
alter table score add constraint score_part check (part in ('theory', 'practical', 'review'));
alter table score add constraint score_mark_or_absence check (absent = (mark is null));

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % never change', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_event_never_changes before update or delete on audit_event
  for each row execute function refuse_change();
create trigger published_rules_never_change before update or delete on published_rules
  for each row execute function refuse_change();
create trigger certificate_step_never_changes before update or delete on certificate_step
  for each row execute function refuse_change();

create function refuse_other_than_state() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'state' is distinct from to_jsonb(old) - 'state' then
    raise exception 'only the state of a certificate changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger certificate_stays_as_issued before update on certificate
  for each row execute function refuse_other_than_state();
create trigger certificate_never_deleted before delete on certificate
  for each row execute function refuse_change();
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="registry", description=DESCRIPTION)

    async def add_what_must_hold() -> None:
        connection = DB.current_transaction.get().connection
        await connection.execute(WHAT_MUST_HOLD)
        await connection.execute(NOTHING_FORGOTTEN)

    manager.add_raw(add_what_must_hold)
    return manager
