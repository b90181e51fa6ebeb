"""The database roles as SQL: what the embedded server runs itself and what an administrator runs elsewhere."""

OWNER, APP, WORKER, AUDIT, STATS = "ciiz_owner", "ciiz_app", "ciiz_worker", "ciiz_audit", "ciiz_stats"
LOGIN = {"owner": OWNER, "app": APP, "worker": WORKER}

_LOGIN = "login nosuperuser nobypassrls nocreaterole nocreatedb noreplication"
_NOLOGIN = "nologin nosuperuser nobypassrls nocreaterole nocreatedb noreplication"


def _role(name: str, attributes: str, comment: str) -> str:
    return f"""do $$ begin
  if not exists (select from pg_roles where rolname = '{name}') then create role {name}; end if;
end $$;
alter role {name} {attributes};
comment on role {name} is '{comment}';
"""


CLUSTER_SQL = "\n".join(
    [
        _role(OWNER, _LOGIN, "ciiz: owns the schema and migrates; no pages run as this role"),
        _role(APP, _LOGIN, "ciiz: the pages; owns nothing, row-level security always applies"),
        _role(WORKER, _LOGIN + " noinherit", "ciiz: jobs; acts for a person by SET LOCAL ROLE ciiz_app"),
        _role(AUDIT, _NOLOGIN, "ciiz: owns schema audit, so that nobody who writes it can change it"),
        _role(STATS, _NOLOGIN, "ciiz: reads schema facts only"),
        f"grant {APP} to {WORKER} with inherit false, set true;",
        "-- The owner makes the audit tables in migrations; it does not log in while the platform runs.",
        f"grant {AUDIT} to {OWNER} with inherit true, set true;",
        "",
    ]
)

DATABASE_SQL = f"""do $$ begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to {APP}, {WORKER}, {STATS}', current_database());
  execute format('grant connect, create, temporary on database %I to {OWNER}', current_database());
end $$;
revoke create on schema public from public;
grant usage on schema public to {APP}, {WORKER};
"""


def administrator_sql(database: str = "ciiz") -> str:
    """Everything for `psql` on a server of one's own; may be run again. Passwords are set apart, never printed."""
    return f"""-- Roles of ciiz. Run with psql as a superuser; running it again changes nothing.
-- Afterwards set passwords (\\password {OWNER}, the same for {APP} and {WORKER}) or use certificates or peer.
-- A backup role is yours to make: create role ciiz_backup login bypassrls; grant pg_read_all_data to ciiz_backup;

{CLUSTER_SQL}
select 'create database {database} owner {OWNER} encoding ''UTF8'' locale ''C.UTF-8'' template template0'
 where not exists (select from pg_database where datname = '{database}') \\gexec
\\connect {database}

{DATABASE_SQL}"""  # noqa: S608 - names from this file
