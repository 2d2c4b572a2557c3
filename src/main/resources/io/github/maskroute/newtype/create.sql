-- The table of the type @TYPE@. Its owner creates it with `maskroute migrate` or psql -f. Running it again does not change the table.
-- If the login of the drain does not own the table, it needs: GRANT INSERT ON @TABLE@ TO maskroute_drain;
@CREATE@
