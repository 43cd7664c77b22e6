"""Alembic's entry for the back office's own database; see `gateway.store.migrate`."""

from alembic import context

from gateway.backoffice.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
# A driver in autocommit (SQLite here) is done already; PostgreSQL needs it said.
connection.commit()
