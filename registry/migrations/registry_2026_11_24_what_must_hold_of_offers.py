"""What must hold of memberships that wait for an account, and of the steps of filings."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from registry.foundation.database import DB

ID = "2026-11-24T10:00:04:000000"
VERSION = "1.38.0"
DESCRIPTION = "Constraints of offered memberships and of steps of filings"

WHAT_MUST_HOLD = """
alter table membership_offer add constraint membership_offer_role check (role in ('clerk', 'approver', 'assessor'));
alter table membership_offer add constraint membership_offer_ends_after_it_begins check (valid_to >= valid_from);
alter table membership_offer add constraint membership_offer_granted_or_withdrawn
  check (membership is null or withdrawn_at is null);
create unique index membership_offer_once on membership_offer (organisation, person, role)
  where membership is null and withdrawn_at is null;

alter table filing_step add constraint filing_step_act
  check (act in ('enter', 'suspend', 'lift', 'withdraw', 'privileges'));
alter table filing_step add constraint filing_step_state check (state in ('filed', 'suspended', 'withdrawn'));
alter table filing_step add constraint filing_step_with_reasons check (act = 'enter' or reasons is not null);
create trigger filing_step_never_changes before update or delete on filing_step
  for each row execute function refuse_change();
"""

# As for the first tables: no column has a default, and no text that must be there is empty.
NOTHING_FORGOTTEN = """
do $$
declare found record;
begin
  for found in
    select table_name, column_name, data_type, column_default from information_schema.columns
    where table_schema = current_schema() and table_name in ('membership_offer', 'filing_step')
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


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="registry", description=DESCRIPTION)

    async def add_what_must_hold() -> None:
        connection = DB.current_transaction.get().connection
        await connection.execute(WHAT_MUST_HOLD)
        await connection.execute(NOTHING_FORGOTTEN)

    manager.add_raw(add_what_must_hold)
    return manager
