-- What the transaction moved, for whoever watches.
select object, before, after, after - before as moved from pg_temp.axis_delta order by position;
select exists (select from pg_temp.axis_note) as axis_has_notes \gset
\if :axis_has_notes
select facts ->> 'note' as note, facts - 'note' as facts from pg_temp.axis_note order by position;
\endif
