"""A folder of 288 generated migrations of Alembic, with two merges, taken over by `instar import alembic`.

    import_test.py INSTAR WORK

With Alembic's own offline SQL the history compiles, and the database that Instar makes of it has the tables that
Alembic makes. Without, every revision is one error. The chain is the same either way.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys

COUNT = 288
MERGES = {100, 200}

BODY = '''"""{message}

Revision ID: {id}
Revises: {revises}
Create Date: 2026-01-02 03:04:05.678901

"""
from alembic import op
import sqlalchemy as sa

revision = '{id}'
down_revision = {down}
branch_labels = {labels}
depends_on = None


def upgrade():
    {upgrade}


def downgrade():
    {downgrade}
'''


def parents_of(i):
    if i == 0:
        return []
    if i in MERGES:
        return [i - 1, i - 2]
    # What forks before a merge.
    return [i - 2] if i + 1 in MERGES else [i - 1]


def steps_of(i):
    if i in MERGES:
        return "pass", "pass"
    if i % 4 == 0:
        return (f"op.create_table('t{i}', sa.Column('id', sa.Integer, primary_key=True), "
                f"sa.Column('name', sa.String(40), nullable=False, server_default='it''s'), sa.Column('at', sa.DateTime))",
                f"op.drop_table('t{i}')")
    if i % 4 == 1 and i + 1 not in MERGES and i - 1 not in MERGES:
        return (f"op.add_column('t{i - 1}', sa.Column('extra', sa.Text))", f"op.drop_column('t{i - 1}', 'extra')")
    return (f"op.create_table('u{i}', sa.Column('id', sa.Integer, primary_key=True))\n"
            f"    op.create_index('ix_u{i}', 'u{i}', ['id'])",
            f"op.drop_index('ix_u{i}')\n    op.drop_table('u{i}')")


def write_folder():
    os.makedirs("alembic/versions")
    for i in range(COUNT):
        ids = [f"rev{p:05}" for p in parents_of(i)]
        down = "None" if not ids else repr(ids[0]) if len(ids) == 1 else repr(tuple(ids))
        upgrade, downgrade = steps_of(i)
        with open(f"alembic/versions/rev{i:05}_step.py", "w") as file:
            file.write(BODY.format(id=f"rev{i:05}", message=f'step "{i}"', revises=", ".join(ids), down=down,
                                   labels="('start',)" if i == 0 else "None", upgrade=upgrade, downgrade=downgrade))
    with open("alembic/env.py", "w") as file:
        file.write("from alembic import context\n"
                   "from sqlalchemy import create_engine\n"
                   "url = context.config.get_main_option('sqlalchemy.url')\n"
                   "if context.is_offline_mode():\n"
                   "    context.configure(url=url, literal_binds=True)\n"
                   "    with context.begin_transaction():\n        context.run_migrations()\n"
                   "else:\n"
                   "    with create_engine(url).connect() as connection:\n"
                   "        context.configure(connection=connection)\n"
                   "        with context.begin_transaction():\n            context.run_migrations()\n")
    with open("alembic.ini", "w") as file:
        file.write("[alembic]\nscript_location = alembic\nsqlalchemy.url = sqlite:///alembic.db\n")


def run(*command, code=0):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != code:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def expect(good, what):
    if not good:
        sys.exit(f"FAILED: {what}")


def tables(database):
    """Every table but those of the tools, with its columns."""
    connection = sqlite3.connect(database)
    names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table' order by 1")]
    found = {name: connection.execute(f"select name, lower(type), \"notnull\", dflt_value, pk from pragma_table_info('{name}')"
                                      " order by 1").fetchall()
             for name in names if not name.startswith(("alembic", "instar", "sqlite"))}
    indexes = connection.execute("select name, tbl_name from sqlite_master where type = 'index' and sql is not null"
                                 " order by 1").fetchall()
    connection.close()
    return found, indexes


def chain(instar, folder):
    done = run(instar, "--migrations", folder, "history", "--json")
    return {r["revision"]: sorted(r["parents"]) for r in json.loads(done.stdout)["revisions"]}


def main():
    instar, work = sys.argv[1:3]
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    os.chdir(work)
    write_folder()
    expected = {f"rev{i:05}": sorted(f"rev{p:05}" for p in parents_of(i)) for i in range(COUNT)}

    for direction, walk in (("upgrade", "base:heads"), ("downgrade", "heads:base")):
        with open(f"{direction}.sql", "w") as file:
            file.write(run("alembic", direction, walk.replace("heads", f"rev{COUNT - 1:05}"), "--sql").stdout)
    os.mkdir("migrations")
    run(instar, "--migrations", "migrations", "import", "alembic", "alembic", "--sql", "upgrade.sql", "--sql",
        "downgrade.sql")
    run(instar, "--migrations", "migrations", "check")
    expect(chain(instar, "migrations") == expected, "the chain is Alembic's")
    run(instar, "--migrations", "migrations", "--database", "instar.db", "upgrade")
    run("alembic", "upgrade", "heads")
    expect(tables("instar.db") == tables("alembic.db"), "the tables are Alembic's")
    expect(len(tables("instar.db")[0]) > 150, "there are tables")
    run(instar, "--migrations", "migrations", "--database", "instar.db", "downgrade", "base")
    expect(tables("instar.db") == ({}, []), "the way back leaves nothing")
    run(instar, "--migrations", "migrations", "--database", "alembic.db", "stamp", "head")
    run(instar, "--migrations", "migrations", "--database", "alembic.db", "downgrade", "base")
    expect(tables("alembic.db") == ({}, []), "a stamped database of Alembic's can be taken back")

    os.mkdir("stubs")
    run(instar, "--migrations", "stubs", "import", "alembic", "alembic/versions")
    errors = run(instar, "--migrations", "stubs", "check", code=1).stderr
    expect(errors.count("[todo]") == COUNT and f"{COUNT} errors generated" in errors, "one error for each stub")
    again = run(instar, "--migrations", "stubs", "import", "alembic", "alembic", code=1).stderr
    expect("exists already" in again, "nothing is overwritten")


main()
