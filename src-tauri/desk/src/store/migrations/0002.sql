-- Migration 2: the desk as a place of work. Columns that are added stand in `schema.sql` at the end of their table, before `sum`
-- or after it; a new table of content has its `sum`, its trigger `*_removed` and its line in store/sums.rs.

