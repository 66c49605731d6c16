-- Whether reference data was loaded that no night can do without.
-- columns: kind text
select k.kind from (values ('fees'), ('policies'), ('calendar')) k (kind)
where not exists (select from reference_load l where l.kind = k.kind)
order by 1
