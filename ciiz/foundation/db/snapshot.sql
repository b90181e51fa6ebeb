SELECT line FROM (
    SELECT format('policy %s.%s %s %s %s using %s check %s', schemaname, tablename, policyname, cmd, roles, qual,
                  with_check) AS line
    FROM pg_policies
    UNION ALL
    SELECT format('table %s owner %s rls %s force %s acl %s', c.oid::regclass, c.relowner::regrole, c.relrowsecurity,
                  c.relforcerowsecurity,
                  (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(c.relacl) AS a))
    FROM pg_class c
    WHERE c.relnamespace IN ('public'::regnamespace, to_regnamespace('audit')) AND c.relkind IN ('r', 'v', 'm', 'p')
    UNION ALL
    SELECT format('column %s.%s acl %s', a.attrelid::regclass, a.attname,
                  (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(a.attacl) AS x))
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND a.attacl IS NOT NULL
    UNION ALL
    SELECT format('trigger %s enabled %s', pg_get_triggerdef(t.oid), t.tgenabled)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace IN ('public'::regnamespace, to_regnamespace('audit'))
    UNION ALL
    SELECT format('tie %s.%s %s validated %s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
    FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
      AND (starts_with(conname, 'same_dossier_') OR starts_with(conname, 'within_reach_'))
    UNION ALL
    SELECT format('function %s owner %s definer %s config %s body %s acl %s', p.oid::regprocedure,
                  p.proowner::regrole, p.prosecdef, p.proconfig, md5(p.prosrc),
                  (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(p.proacl) AS x))
    FROM pg_proc p
    WHERE p.pronamespace IN ('public'::regnamespace, to_regnamespace('audit'))
) AS facts ORDER BY line COLLATE "C"
