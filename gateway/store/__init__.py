"""The gateway's database: SQLite (WAL) or PostgreSQL by URL, SQLAlchemy 2 Core, alembic migrations.

schema: metadata and this room's tables. database: the `Store` and its transactions. migrate: alembic by function.
operations: the operation history (操作履歴). A room with tables of its own (portal) declares them on `schema.metadata`
and adds a migration in `migrations/versions`.
"""
