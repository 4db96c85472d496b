"""The database: one set of SQL, and a driver for each kind of database."""
