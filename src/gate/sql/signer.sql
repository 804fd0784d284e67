-- Who an e-mail address stands for, or null where `raw.address` is none. Two spellings of one address are one signer.
-- Outer blanks go, those of Unicode and those without a width too; NFKC, so that a full-width @ is one (in a database that is not in UTF8 it is not);
-- small letters; what follows a + in front of the @. What is left must be an address in ASCII with a dot in its domain: letters of other scripts that
-- look alike make no second signer. Nothing here looks for a function or operator in the search path that PostgreSQL has not got itself.
select case
  when mailbox.address ~ E'^[a-z0-9!#$%&''*/=?^_`{|}~-]+(\\.[a-z0-9!#$%&''*/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$'::text
  then mailbox.address
end as signer
from (
  select pg_catalog.regexp_replace(pg_catalog.lower(bare.address collate pg_catalog."C"), E'\\+[^@]*@'::text, '@'::text) as address
  from (
    select pg_catalog.regexp_replace(
      composed.address,
      E'^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]+|[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]+$'::text,
      ''::text,
      'g'::text
    ) as address
    from (
      select case
        when pg_catalog.getdatabaseencoding() = 'UTF8'::name then pg_catalog.normalize(raw.address, 'NFKC'::text)
        else raw.address
      end as address
    ) as composed
  ) as bare
) as mailbox
