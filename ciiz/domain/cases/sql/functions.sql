-- The next running number of a canton's year; the counter is nobody's to read, so numbers cannot be probed.
CREATE OR REPLACE FUNCTION cases_next_number(p_canton text, p_year integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO cases_counter AS c (canton_id, year, last) VALUES (p_canton, p_year, 1)
    ON CONFLICT (canton_id, year) DO UPDATE SET last = c.last + 1
    RETURNING last
$$;

-- Milestones of these dossiers from all their events: the same rule live (trigger on events) and in a rebuild.
-- An event that another corrects does not count.
CREATE OR REPLACE FUNCTION cases_follow(dossiers uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH fact AS (
        SELECT e.dossier_id, e.kind, e.occurred_on
        FROM timeline_event e
        WHERE e.dossier_id = ANY (dossiers)
          AND NOT EXISTS (SELECT FROM timeline_event c WHERE c.dossier_id = e.dossier_id AND c.corrects_id = e.id)
    ), told AS (
        SELECT c.dossier_id, c.contributor_id,
               min(f.occurred_on) FILTER (WHERE f.kind = 'check_done') AS checked_on,
               min(f.occurred_on) FILTER (WHERE f.kind = 'referral_begun') AS begun_on,
               max(f.occurred_on) FILTER (WHERE f.kind = 'referral_completed') AS completed_on,
               min(f.occurred_on) FILTER (WHERE f.kind = 'referral_forwarded') AS forwarded_on,
               max(f.occurred_on) FILTER (WHERE f.kind IN ('referral_accepted', 'referral_returned')) AS decided_on,
               min(f.occurred_on) FILTER (WHERE f.kind = 'referral_accepted') AS accepted_on,
               min(f.occurred_on) FILTER (WHERE f.kind = 'referral_returned') AS returned_on,
               min(f.occurred_on) FILTER (WHERE f.kind = 'session_recorded') AS session_on,
               min(f.occurred_on) FILTER (WHERE f.kind = 'case_manager_named') AS assigned_on,
               max(f.occurred_on) FILTER (WHERE f.kind = 'plan_signed') AS signed_on,
               max(f.occurred_on) FILTER (WHERE f.kind = 'plan_validated') AS validated_on,
               min(f.occurred_on) FILTER (WHERE f.kind = 'talk_held') AS first_talk_on,
               max(f.occurred_on) FILTER (WHERE f.kind = 'stock_taken') AS stock_taken_on,
               count(*) FILTER (WHERE f.kind = 'stock_taken') AS stock_takings,
               count(*) FILTER (WHERE f.kind IN ('case_manager_named', 'case_manager_changed')) AS case_managers,
               max(f.occurred_on) FILTER (WHERE f.kind = 'case_broken_off') AS broken_off_on,
               max(f.occurred_on) FILTER (WHERE f.kind = 'exit_reported') AS reported_on,
               max(f.occurred_on) FILTER (WHERE f.kind = 'closing_requested') AS requested_on,
               max(f.occurred_on) FILTER (WHERE f.kind = 'case_closed') AS closed_on,
               max(f.occurred_on) AS last_event_on,
               count(f.kind) AS events
        FROM cases_case c LEFT JOIN fact f ON f.dossier_id = c.dossier_id
        WHERE c.dossier_id = ANY (dossiers)
        GROUP BY c.dossier_id, c.contributor_id
    )
    INSERT INTO cases_milestone AS m (
        dossier_id, contributor_id, checked_on, begun_on, completed_on, forwarded_on, decided_on, accepted_on,
        returned_on, session_on, assigned_on, signed_on, validated_on, first_talk_on, stock_taken_on, stock_takings,
        case_managers, broken_off_on, reported_on, requested_on, closed_on, last_event_on, events)
    SELECT * FROM told
    ON CONFLICT (dossier_id) DO UPDATE SET
        (checked_on, begun_on, completed_on, forwarded_on, decided_on, accepted_on, returned_on, session_on,
         assigned_on, signed_on, validated_on, first_talk_on, stock_taken_on, stock_takings, case_managers,
         broken_off_on, reported_on, requested_on, closed_on, last_event_on, events)
        = (excluded.checked_on, excluded.begun_on, excluded.completed_on, excluded.forwarded_on, excluded.decided_on,
           excluded.accepted_on, excluded.returned_on, excluded.session_on, excluded.assigned_on, excluded.signed_on,
           excluded.validated_on, excluded.first_talk_on, excluded.stock_taken_on, excluded.stock_takings,
           excluded.case_managers, excluded.broken_off_on, excluded.reported_on, excluded.requested_on,
           excluded.closed_on, excluded.last_event_on, excluded.events)
$$;

CREATE OR REPLACE FUNCTION cases_event_recorded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM cases_follow((SELECT array_agg(DISTINCT dossier_id) FROM recorded));
    RETURN NULL;
END $$;

-- Whether the actor does in this dossier what the canton leaves to one of these parts.
CREATE OR REPLACE FUNCTION cases_is(dossier uuid, parts text[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM organisations_membership m
        WHERE m.id = organisations_actor() AND (
            m.role IN ('regional', 'thematic') AND parts && '{coordinator,office}'
            OR m.role = 'officer' AND parts && '{officer,office}'
            OR m.role = 'secretariat' AND 'office' = ANY (parts)
            OR m.role = 'contact' AND 'pool' = ANY (parts)
            OR 'case_manager' = ANY (parts) AND EXISTS (
                SELECT FROM cases_assignment a
                WHERE a.dossier_id = dossier AND a.membership_id = m.id AND a.valid_to IS NULL)))
$$;

-- Whether the actor belongs to the institution that contributed a row.
CREATE OR REPLACE FUNCTION cases_mine(contributor bigint) RETURNS boolean LANGUAGE sql STABLE
RETURN contributor = ANY (nullif(current_setting('ciiz.institutions', true), '')::bigint[]);

-- A value of the dossier's canton (none of its long lists) as a list of texts, or what holds where the canton says nothing.
CREATE OR REPLACE FUNCTION cases_value(dossier uuid, path text[], otherwise text) RETURNS text[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE jsonb_typeof(found.value)
        WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(found.value))
        WHEN 'string' THEN ARRAY[found.value #>> '{}']
        WHEN 'number' THEN ARRAY[found.value #>> '{}']
        WHEN 'boolean' THEN ARRAY[found.value #>> '{}']
        ELSE ARRAY[otherwise] END
    FROM (
        SELECT c.brief #> path AS value
        FROM access_dossier d JOIN organisations_canton c ON c.code = d.canton_id WHERE d.id = dossier
        OFFSET 0  -- unpacks the value once
    ) found
$$;

-- A consent or a statute in force opens the dossier to an IIZ office.
CREATE OR REPLACE FUNCTION cases_open_to_office(dossier uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM (
            SELECT s.dossier_id, s.receiver_id, s.valid_from, s.valid_to FROM access_consentscope s
            UNION ALL SELECT s.dossier_id, s.receiver_id, s.valid_from, s.valid_to FROM access_statute s
        ) s JOIN organisations_institution i ON i.id = s.receiver_id AND i.kind = 'office'
        WHERE s.dossier_id = dossier AND s.valid_from <= nullif(current_setting('ciiz.today', true), '')::date
          AND (s.valid_to IS NULL OR nullif(current_setting('ciiz.today', true), '')::date < s.valid_to))
$$;

-- The guards below repeat for SQL what the journeys refuse by name. They speak to the role of the pages only: the
-- owner loads what was checked before.
CREATE OR REPLACE FUNCTION cases_guard_referral() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    decided CONSTANT text[] := '{decision,reason,reason_words,advice,by_telephone,decided_on,decided_by_id,received_on,version}';
    again boolean;
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.forwarded_on IS NOT NULL OR NEW.decision <> '' THEN
            RAISE EXCEPTION 'a referral begins as a draft' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - decided IS DISTINCT FROM to_jsonb(OLD) - decided AND NOT (
           cases_mine(OLD.contributor_id) AND (OLD.forwarded_on IS NULL OR OLD.decision = 'asked_back')) THEN
        RAISE EXCEPTION 'a referral is written by those who refer, until it is forwarded'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    again := NEW.forwarded_on IS NOT NULL AND (
        NEW.forwarded_on IS DISTINCT FROM OLD.forwarded_on OR OLD.decision = 'asked_back' AND NEW.decision = '');
    IF again THEN
        IF NOT cases_is(NEW.dossier_id, '{pool}') OR NOT cases_mine(OLD.contributor_id) THEN
            RAISE EXCEPTION 'only a contact person forwards a referral' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF cases_value(NEW.dossier_id, '{consent,needed_at}', 'forwarding') = '{forwarding}'
           AND NOT cases_open_to_office(NEW.dossier_id) THEN
            RAISE EXCEPTION 'no consent or statute opens the dossier to the office'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    IF (NEW.decision, NEW.reason, NEW.reason_words, NEW.advice, NEW.by_telephone, NEW.decided_on, NEW.decided_by_id)
       IS DISTINCT FROM
       (OLD.decision, OLD.reason, OLD.reason_words, OLD.advice, OLD.by_telephone, OLD.decided_on, OLD.decided_by_id)
       AND NOT (again AND NEW.decision = '') AND (
           OLD.decision <> '' OR cases_mine(OLD.contributor_id)
           OR NOT cases_is(NEW.dossier_id, cases_value(NEW.dossier_id, '{acceptance,decides}', 'coordinator'))) THEN
        RAISE EXCEPTION 'this role does not decide on referrals' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- What the referrer writes stands in the referrer's name.
CREATE OR REPLACE FUNCTION cases_guard_referral_note() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT EXISTS (
        SELECT FROM cases_referral r
        WHERE r.id = NEW.referral_id AND r.dossier_id = NEW.dossier_id AND r.contributor_id = NEW.contributor_id) THEN
        RAISE EXCEPTION 'a referral is written by those who refer' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION cases_guard_session() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT cases_is(NEW.dossier_id, '{coordinator}') THEN
        RAISE EXCEPTION 'only the coordination records the result of a session'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF current_user = 'ciiz_app' AND NOT EXISTS (
        SELECT FROM cases_case c
        WHERE c.dossier_id = NEW.dossier_id
          AND c.stage IN ('accepted', 'coaching', 'decided', 'assigned', 'planned', 'running')) THEN
        RAISE EXCEPTION 'a session is held on a case that was accepted' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION cases_guard_assignment() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - 'valid_to' IS DISTINCT FROM to_jsonb(OLD) - 'valid_to' OR OLD.valid_to IS NOT NULL
           OR NOT cases_is(NEW.dossier_id, '{coordinator}') THEN
            RAISE EXCEPTION 'an assignment is ended by the coordination and does not change otherwise'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT cases_is(NEW.dossier_id, '{coordinator}') THEN
        RAISE EXCEPTION 'only the coordination records who manages a case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (
        SELECT FROM organisations_membership m JOIN access_participation p
          ON p.institution_id = m.institution_id AND p.dossier_id = NEW.dossier_id AND p.member_id IS NULL
        WHERE m.id = NEW.membership_id AND m.role = 'contact'
          AND m.valid_from <= NEW.valid_from AND (m.valid_to IS NULL OR NEW.valid_from < m.valid_to)
          AND (p.valid_to IS NULL OR NEW.valid_from < p.valid_to)) THEN
        RAISE EXCEPTION 'a case manager is a contact person of an institution that takes part'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.kind = 'case_manager' AND NOT EXISTS (
        SELECT FROM cases_sessionresult s
        WHERE s.dossier_id = NEW.dossier_id AND s.outcome = 'case_management' AND s.kind <> 'network') THEN
        RAISE EXCEPTION 'case management starts from a round table or an assessment'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Whether the actor is of the tandem: a contact person of an institution that leads a case which is coached, or was until
-- its end, or one of its people in the team.
CREATE OR REPLACE FUNCTION cases_coaches(dossier uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM cases_case c
        WHERE c.dossier_id = dossier AND c.coached AND c.stage IN ('coaching', 'ending') AND EXISTS (
            SELECT FROM access_participation p
            WHERE p.dossier_id = dossier AND p.valid_to IS NULL AND p.standing <> 'partner' AND cases_mine(p.institution_id)
              AND (p.member_id = organisations_actor() OR p.member_id IS NULL AND cases_is(dossier, '{pool}'))))
$$;

-- Who closes a case: the canton says it, for a coaching apart.
CREATE OR REPLACE FUNCTION cases_closers(dossier uuid) RETURNS text[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT cases_value(dossier, ARRAY['closing', CASE WHEN c.coached THEN 'coaching_role' ELSE 'role' END], 'officer')
    FROM cases_case c WHERE c.dossier_id = dossier
$$;

-- What stages say of a coaching: it begins with its stage, and goes when the case takes another way.
CREATE OR REPLACE FUNCTION cases_settle_coached() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.coached := NEW.stage IN ('coaching', 'ending');
    RETURN NEW;
END $$;

-- The moves of a case from stage to stage, and whose they are; no other is made. A canton says who accepts, validates
-- and closes.
CREATE OR REPLACE FUNCTION cases_moved_by(before text, after text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT m.parts::text[]
    FROM (VALUES
        ('{checked}', '{draft}', '{referrer}'),
        ('{draft,asked_back}', '{completed}', '{referrer}'),
        ('{draft,completed}', '{checked}', '{coordinator,referring_contact}'),
        ('{completed}', '{forwarded}', '{referring_contact}'),
        ('{forwarded}', '{accepted,coaching,asked_back,returned}', '{accepting}'),
        ('{accepted}', '{coaching,decided,returned}', '{coordinator}'),
        ('{coaching}', '{decided,returned}', '{coordinator}'),
        ('{decided}', '{assigned}', '{coordinator}'),
        ('{assigned}', '{planned}', '{case_manager}'),
        ('{planned}', '{running}', '{validating}'),
        ('{planned}', '{assigned}', '{case_manager,coordinator,officer,validating}'),
        ('{running}', '{assigned,ending}', '{case_manager,coordinator,officer}'),
        ('{coaching}', '{ending}', '{case_manager,coordinator,referring_contact,tandem}'),
        ('{forwarded,asked_back,accepted,decided,assigned,planned}', '{ending}',
         '{case_manager,coordinator,referring_contact}'),
        ('{ending}', '{closed}', '{closing}'),
        ('{closed}', '{ending}', '{closing}')
    ) AS m (befores, afters, parts)
    WHERE before = ANY (m.befores::text[]) AND after = ANY (m.afters::text[])
$$;

-- Whether the actor is one of those whose move it is.
CREATE OR REPLACE FUNCTION cases_moves(parts text[], moved cases_case) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT cases_is(moved.dossier_id, parts || CASE
               WHEN 'accepting' = ANY (parts) THEN cases_value(moved.dossier_id, '{acceptance,decides}', 'coordinator')
               WHEN 'validating' = ANY (parts) THEN cases_value(moved.dossier_id, '{plan,validates}', 'coordinator')
               WHEN 'closing' = ANY (parts) THEN cases_closers(moved.dossier_id)
               ELSE '{}' END)
        OR 'tandem' = ANY (parts) AND cases_coaches(moved.dossier_id)
        OR cases_mine(moved.contributor_id) AND ('referrer' = ANY (parts)
            OR 'referring_contact' = ANY (parts) AND moved.case_manager_id IS NULL
               AND cases_is(moved.dossier_id, '{pool}'))
$$;

-- Whether what a move says was done: the referral decided, the session held, the plan signed, the coaching told to
-- be over. A finished or changed plan and a check gone on with stand in no row of their own.
CREATE OR REPLACE FUNCTION cases_move_is_grounded(dossier uuid, before text, after text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF after IN ('completed', 'forwarded') OR before = 'forwarded' AND after <> 'ending' THEN
        RETURN EXISTS (
            SELECT FROM cases_referral r
            WHERE r.case_id = dossier AND CASE after
                WHEN 'completed' THEN r.completed_on IS NOT NULL
                WHEN 'forwarded' THEN r.forwarded_on IS NOT NULL AND r.decision = ''
                WHEN 'coaching' THEN r.decision = 'accepted'
                ELSE r.decision = after END);
    ELSIF after IN ('decided', 'coaching', 'returned') THEN
        RETURN EXISTS (
            SELECT FROM cases_sessionresult s
            WHERE s.dossier_id = dossier AND s.kind <> 'network'
              AND s.outcome = CASE after WHEN 'decided' THEN 'case_management' ELSE after END);
    ELSIF after IN ('planned', 'running') THEN
        RETURN EXISTS (
            SELECT FROM plans_plan p
            WHERE p.dossier_id = dossier AND p.state = CASE after WHEN 'planned' THEN 'signed' ELSE 'validated' END);
    ELSIF after = 'ending' AND before NOT IN ('running', 'closed') THEN
        RETURN EXISTS (
            SELECT FROM cases_closing c
            WHERE c.case_id = dossier AND c.annulled_on IS NULL
              AND (c.report_id IS NOT NULL OR c.break_off_reason <> ''))
            OR before = 'coaching' AND EXISTS (
                SELECT FROM timeline_event e WHERE e.dossier_id = dossier AND e.kind = 'coaching_ended')
            OR before = 'accepted' AND EXISTS (
                SELECT FROM cases_sessionresult s
                WHERE s.dossier_id = dossier AND s.outcome IN ('bilateral', 'other_dispositif'));
    END IF;
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION cases_guard_case() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    parts text[];
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.stage NOT IN ('checked', 'draft') OR NEW.case_manager_id IS NOT NULL OR NEW.coached THEN
            RAISE EXCEPTION 'a case begins with a check or a draft' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.number, NEW.opened_on, NEW.coached, NEW.follows_id, NEW.legal_hold, NEW.retention_class)
       IS DISTINCT FROM (OLD.number, OLD.opened_on, OLD.coached, OLD.follows_id, OLD.legal_hold, OLD.retention_class) THEN
        RAISE EXCEPTION 'a case keeps its number and its beginning' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.stage <> OLD.stage THEN
        parts := cases_moved_by(OLD.stage, NEW.stage);
        IF parts IS NULL THEN
            RAISE EXCEPTION 'a case does not go from % to %', OLD.stage, NEW.stage
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NOT cases_moves(parts, OLD) THEN
            RAISE EXCEPTION 'this role does not move a case from % to %', OLD.stage, NEW.stage
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NOT cases_move_is_grounded(NEW.dossier_id, OLD.stage, NEW.stage) THEN
            RAISE EXCEPTION 'what takes a case from % to % was not done', OLD.stage, NEW.stage
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF NOT (
        cases_is(NEW.dossier_id, '{case_manager,coordinator,office}')
        OR cases_coaches(NEW.dossier_id)
        OR cases_mine(OLD.contributor_id) AND (
            OLD.stage IN ('checked', 'draft', 'completed', 'asked_back')
            OR OLD.case_manager_id IS NULL AND cases_is(NEW.dossier_id, '{pool}'))) THEN
        RAISE EXCEPTION 'this role does not move the case on' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.case_manager_id, NEW.deputy_id) IS DISTINCT FROM (OLD.case_manager_id, OLD.deputy_id)
       AND NOT cases_is(NEW.dossier_id, '{coordinator}') THEN
        RAISE EXCEPTION 'only the coordination records who manages a case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.case_manager_id IS DISTINCT FROM OLD.case_manager_id AND NEW.case_manager_id IS NOT NULL
       AND NOT EXISTS (
        SELECT FROM cases_assignment a
        WHERE a.dossier_id = NEW.dossier_id AND a.membership_id = NEW.case_manager_id
          AND a.kind = 'case_manager' AND a.valid_to IS NULL) THEN
        RAISE EXCEPTION 'a case manager is named by an assignment' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.stage <> OLD.stage AND NEW.stage IN ('assigned', 'planned', 'running') AND NEW.case_manager_id IS NULL THEN
        RAISE EXCEPTION 'case management needs a case manager' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- The days of a case count in the figures: each is told with the row that it tells of, in the name of who did it, on its
-- day. What is counted is told once. The steps of a coaching tells its tandem, as long as it lasts.
CREATE OR REPLACE FUNCTION cases_guard_fact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    happened boolean;
BEGIN
    CASE NEW.kind
    WHEN 'check_done' THEN
        happened := EXISTS (
            SELECT FROM cases_iizcheck f
            WHERE f.id = NEW.subject_id AND f.dossier_id = NEW.dossier_id
              AND (f.done_on, f.done_by_id) = (NEW.occurred_on, NEW.actor_id));
    WHEN 'referral_begun', 'referral_completed', 'referral_forwarded', 'referral_accepted', 'referral_returned' THEN
        happened := EXISTS (
            SELECT FROM cases_referral f
            WHERE f.id = NEW.subject_id AND f.dossier_id = NEW.dossier_id AND CASE NEW.kind
                WHEN 'referral_begun' THEN f.begun_by_id = NEW.actor_id
                WHEN 'referral_completed' THEN
                    (f.completed_on, f.completed_by_id) = (NEW.occurred_on, NEW.actor_id)
                WHEN 'referral_forwarded' THEN
                    f.decision = '' AND (f.forwarded_on, f.forwarded_by_id) = (NEW.occurred_on, NEW.actor_id)
                ELSE (f.decision, f.decided_on, f.decided_by_id)
                     = (substr(NEW.kind, 10), NEW.occurred_on, NEW.actor_id) END);
    WHEN 'session_recorded' THEN
        happened := EXISTS (
            SELECT FROM cases_sessionresult f
            WHERE f.id = NEW.subject_id AND f.dossier_id = NEW.dossier_id
              AND (f.held_on, f.recorded_by_id) = (NEW.occurred_on, NEW.actor_id));
    WHEN 'case_manager_named', 'case_manager_changed' THEN
        happened := EXISTS (
            SELECT FROM cases_assignment f
            WHERE f.id = NEW.subject_id AND f.dossier_id = NEW.dossier_id AND f.kind = 'case_manager'
              AND (f.valid_from, f.recorded_by_id) = (NEW.occurred_on, NEW.actor_id));
    WHEN 'plan_signed' THEN
        happened := EXISTS (
            SELECT FROM plans_plan f
            WHERE f.id = NEW.subject_id AND f.dossier_id = NEW.dossier_id AND f.state = 'signed'
              AND (greatest(f.person_signed_on, f.manager_signed_on), f.signed_by_id)
                  = (NEW.occurred_on, NEW.actor_id));
    WHEN 'plan_validated' THEN
        happened := EXISTS (
            SELECT FROM plans_plan f
            WHERE f.id = NEW.subject_id AND f.dossier_id = NEW.dossier_id AND f.state = 'validated'
              AND (f.decided_on, f.decided_by_id) = (NEW.occurred_on, NEW.actor_id));
    WHEN 'talk_held' THEN
        happened := EXISTS (
            SELECT FROM journal_entry f
            WHERE f.id = NEW.subject_id AND f.dossier_id = NEW.dossier_id AND f.visibility = 'team'
              AND f.kind = 'talk'
              AND (f.occurred_on, f.author_id) = (NEW.occurred_on, NEW.actor_id));
    WHEN 'stock_taken' THEN
        happened := EXISTS (
            SELECT FROM plans_stocktaking f
            WHERE f.id = NEW.subject_id AND f.dossier_id = NEW.dossier_id
              AND (f.held_on, f.recorded_by_id) = (NEW.occurred_on, NEW.actor_id));
    WHEN 'case_broken_off' THEN
        happened := cases_ends(NEW.dossier_id) AND EXISTS (
            SELECT FROM cases_closing f
            WHERE f.case_id = NEW.dossier_id AND f.annulled_on IS NULL AND f.break_off_reason <> '');
    WHEN 'exit_reported' THEN
        happened := EXISTS (
            SELECT FROM cases_exitreport f
            WHERE f.id = NEW.subject_id AND f.dossier_id = NEW.dossier_id
              AND (f.written_on, f.written_by_id) = (NEW.occurred_on, NEW.actor_id));
    WHEN 'closing_requested' THEN
        happened := EXISTS (
            SELECT FROM cases_closing f
            WHERE f.id = NEW.subject_id AND f.dossier_id = NEW.dossier_id
              AND (f.requested_on, f.requested_by_id) = (NEW.occurred_on, NEW.actor_id));
    WHEN 'case_closed' THEN
        happened := EXISTS (
            SELECT FROM cases_closing f JOIN cases_case c ON c.dossier_id = f.case_id AND c.stage = 'closed'
            WHERE f.id = NEW.subject_id AND f.dossier_id = NEW.dossier_id AND f.annulled_on IS NULL
              AND (f.closed_on, f.closed_by_id) = (NEW.occurred_on, NEW.actor_id));
    ELSE
        IF NOT starts_with(NEW.kind, 'coaching_') THEN
            RETURN NEW;
        END IF;
        happened := (cases_coaches(NEW.dossier_id) OR cases_is(NEW.dossier_id, '{coordinator}')) AND EXISTS (
            SELECT FROM cases_case c WHERE c.dossier_id = NEW.dossier_id AND c.stage = 'coaching');
    END CASE;
    IF happened AND NEW.kind IN ('referral_begun', 'case_manager_named', 'case_manager_changed', 'stock_taken') THEN
        happened := NOT EXISTS (
            SELECT FROM timeline_event e
            WHERE e.dossier_id = NEW.dossier_id AND e.subject_id = NEW.subject_id
              AND e.kind IN (NEW.kind, 'case_manager_named', 'case_manager_changed'));
    END IF;
    IF NOT happened THEN
        RAISE EXCEPTION 'an event of a case tells of what was done' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- A dossier reaches the office and its coordination only by a referral that was forwarded, hence on consent or statute;
-- before there is a case there is no mandate either.
CREATE OR REPLACE FUNCTION cases_guard_mandate() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT EXISTS (
        SELECT FROM cases_referral r WHERE r.dossier_id = NEW.dossier_id AND r.forwarded_on IS NOT NULL) THEN
        RAISE EXCEPTION 'a case reaches the office by a forwarded referral' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Whose turn a case can be: those who manage or coordinate it, its office, the founder's team, those to whom the canton
-- leaves a decision, the tandem of a coaching, and who sits in the team and has told what touches the plan.
CREATE OR REPLACE FUNCTION cases_takes_turn(dossier uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN cases_is(dossier, '{case_manager,coordinator,office}')
        OR access_sits(dossier) AND (EXISTS (
               SELECT FROM access_participation p
               WHERE p.dossier_id = dossier AND p.standing = 'founding' AND p.member_id IS NULL
                 AND cases_mine(p.institution_id))
           OR EXISTS (
               SELECT FROM timeline_event e
               WHERE e.dossier_id = dossier AND e.kind = 'plan_event' AND e.actor_id = organisations_actor()))
        OR cases_coaches(dossier)
        OR cases_is(dossier, cases_value(dossier, '{acceptance,decides}', 'coordinator')
                          || cases_value(dossier, '{plan,validates}', 'coordinator')
                          || cases_closers(dossier));
END $$;

-- The case shows its form by itself (study 2013, recommendation 1): bilateral with two institutions that stay, multilateral
-- from three; with a case manager it is IIZ-CM, whoever joins or leaves.
CREATE OR REPLACE FUNCTION cases_settle_form() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE cases_case c SET form = f.form
    FROM (SELECT p.dossier_id,
                 CASE count(*) WHEN 1 THEN 'single' WHEN 2 THEN 'bilateral' ELSE 'multilateral' END AS form
          FROM access_participation p
          WHERE p.dossier_id IN (SELECT dossier_id FROM changed WHERE member_id IS NULL)
            AND p.member_id IS NULL AND p.valid_to IS NULL
          GROUP BY p.dossier_id) f
    WHERE c.dossier_id = f.dossier_id AND c.case_manager_id IS NULL AND c.form <> f.form;
    RETURN NULL;
END $$;

-- Dossiers of IIZ checks that came to nothing and whose months are over, from the last thing that happened there on: those
-- in which nobody but the institution that checked takes part, that no later case follows and no consent needs.
CREATE OR REPLACE FUNCTION cases_checks_over(today date) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT c.dossier_id
    FROM cases_case c
    JOIN access_dossier d ON d.id = c.dossier_id
    JOIN organisations_canton k ON k.code = d.canton_id
    LEFT JOIN cases_milestone m ON m.dossier_id = c.dossier_id
    WHERE c.stage = 'checked' AND NOT c.legal_hold
      AND greatest(c.opened_on, m.last_event_on)
          + make_interval(months => (k.values #>> '{check,kept_months}')::integer) <= today
      AND NOT EXISTS (SELECT FROM cases_case f WHERE f.follows_id = c.dossier_id)
      AND NOT EXISTS (
          SELECT FROM access_participation p
          WHERE p.dossier_id = c.dossier_id AND p.institution_id <> c.contributor_id)
      AND NOT EXISTS (
          SELECT FROM consent_consent s
          WHERE s.dossier_id = c.dossier_id AND s.signed_on IS NOT NULL AND (
              coalesce(s.ended_on, s.valid_to) > today
              OR EXISTS (
                  SELECT FROM access_consentscope o WHERE o.consent_id = s.id AND o.dossier_id <> s.dossier_id)))
    ORDER BY c.dossier_id
$$;

-- Erases such a dossier with every row of it, its person if no other dossier is about them, and the values that the audit
-- kept of both; called by the worker alone. What hangs on others goes first: a table on whose rows something still hangs
-- waits for the next round.
CREATE OR REPLACE FUNCTION cases_erase_check(dossier uuid, today date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who uuid;
    held regclass[];
    waiting regclass[];
    one regclass;
BEGIN
    PERFORM FROM cases_case c WHERE c.dossier_id = dossier FOR UPDATE;
    IF NOT EXISTS (SELECT FROM cases_checks_over(today) AS over WHERE over = dossier) THEN
        RETURN false;
    END IF;
    SELECT s.person_id INTO who FROM persons_subject s WHERE s.dossier_id = dossier;
    SELECT array_agg(c.oid::regclass) INTO waiting
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'dossier_id'
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relrowsecurity;
    WHILE cardinality(waiting) > 0 LOOP
        held := '{}';
        FOREACH one IN ARRAY waiting LOOP
            BEGIN
                EXECUTE format('DELETE FROM %s WHERE dossier_id = $1', one) USING dossier;
            EXCEPTION WHEN foreign_key_violation THEN
                held := held || one;
            END;
        END LOOP;
        IF held = waiting THEN
            RAISE EXCEPTION 'the dossier is still held by %', held;
        END IF;
        waiting := held;
    END LOOP;
    DELETE FROM access_dossier WHERE id = dossier;
    IF EXISTS (SELECT FROM persons_subject s WHERE s.person_id = who) THEN
        who := NULL;
    END IF;
    DELETE FROM persons_identitydigest WHERE person_id = who;
    DELETE FROM persons_person WHERE id = who;
    PERFORM audit.erase(dossier, who);
    RETURN true;
END $$;
