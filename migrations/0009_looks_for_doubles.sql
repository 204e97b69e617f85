-- Looks for doubles are counted in the audit log itself (src/person/person_register.cpp, check_limits).
create index audit_of_doubles on audit (region_id, account_id, at) where action = 'find_doubles';
