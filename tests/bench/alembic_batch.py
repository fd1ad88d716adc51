"""One change of table t by Alembic's batch mode: alembic_batch.py DATABASE CHANGE

Prints the microseconds that it took, without the start of Python. In one transaction, as SQLAlchemy's manual
tells for SQLite; secure_delete off, as on the other side.
"""
import sys
import time

from alembic.migration import MigrationContext
from alembic.operations import Operations
import sqlalchemy

CHANGES = {
    "storage": lambda batch: batch.alter_column("score", type_=sqlalchemy.Float(53)),
    "check": lambda batch: batch.create_check_constraint("positive", "amount >= 0"),
    "default": lambda batch: batch.alter_column("flag", server_default="1"),
}

engine = sqlalchemy.create_engine("sqlite:///" + sys.argv[1])


@sqlalchemy.event.listens_for(engine, "connect")
def leave_transactions_alone(connection, _):
    connection.isolation_level = None
    connection.execute("PRAGMA secure_delete = OFF")


@sqlalchemy.event.listens_for(engine, "begin")
def begin(connection):
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection:
    connection.exec_driver_sql("SELECT count(*) FROM t WHERE id = 1").fetchall()
start = time.perf_counter()
with engine.begin() as connection:
    with Operations(MigrationContext.configure(connection)).batch_alter_table("t", recreate="always") as batch:
        CHANGES[sys.argv[2]](batch)
print(round((time.perf_counter() - start) * 1e6))
