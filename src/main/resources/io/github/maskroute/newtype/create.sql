-- The table of the type @TYPE@. Its owner creates it once: psql -f, or `maskroute migrate`. May be run again: it changes no table.
-- A login of the drain that is not the owner needs a grant: GRANT INSERT ON @TABLE@ TO maskroute_drain;
@CREATE@
