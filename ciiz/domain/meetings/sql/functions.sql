-- The actor or their partner institution is invited to the meeting, or the actor holds the link of an invitation to it. It asks past
-- the policies of invitations, which ask this.
CREATE OR REPLACE FUNCTION meetings_invited(meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM meetings_invitation i
        WHERE i.meeting_id = meeting AND (
            NOT i.withdrawn AND (
                i.membership_id = organisations_actor()
                OR i.institution_id = ANY (nullif(current_setting('ciiz.institutions', true), '')::bigint[])
                   AND (organisations_acting()).role IN ('front_line', 'contact'))
            OR current_setting('ciiz.actor', true) = 'bearer:answer:' || i.id))
$$;

-- The actor works in the IIZ office, for the whole canton.
CREATE OR REPLACE FUNCTION meetings_in_office() RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce((organisations_acting()).role IN ('secretariat', 'officer'), false)
$$;

-- The actor coordinates the same region or theme as whoever planned a series or leads one of its sessions.
CREATE OR REPLACE FUNCTION meetings_near(series uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM organisations_acting() me
        JOIN meetings_series s ON s.id = series AND s.contributor_id = me.institution_id
        JOIN organisations_membership o ON o.institution_id = me.institution_id AND o.role = me.role
            AND (o.region_id = me.region_id OR o.theme_id = me.theme_id)
        WHERE me.role IN ('regional', 'thematic') AND (o.id = s.arranged_by_id OR EXISTS (
            SELECT FROM meetings_meeting m WHERE m.series_id = s.id AND m.chair_id = o.id AND m.state <> 'cancelled')))
$$;

-- The actor keeps the meeting: the office, who arranged or leads it, who is invited or has a case on its agenda. Who only
-- sees a standing session does not.
CREATE OR REPLACE FUNCTION meetings_keeps(meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM meetings_meeting m WHERE m.id = meeting AND (
            meetings_in_office() OR organisations_actor() IN (m.arranged_by_id, m.chair_id) OR meetings_invited(m.id)
            OR EXISTS (SELECT FROM meetings_agendaitem a WHERE a.meeting_id = m.id)))
$$;

-- Holds the sessions to come of a series, so that two cases do not take one place; for who sees the series.
CREATE OR REPLACE FUNCTION meetings_hold(series uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT FROM meetings_meeting m
    WHERE m.series_id = series AND m.state = 'planned'
      AND m.contributor_id = ANY (nullif(current_setting('ciiz.institutions', true), '')::bigint[])
    ORDER BY m.id FOR UPDATE
$$;

-- The actor's institution has a seat at the item.
CREATE OR REPLACE FUNCTION meetings_seated(item uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM meetings_seat s JOIN meetings_invitation i ON i.id = s.invitation_id
        WHERE s.item_id = item AND NOT s.off AND NOT i.withdrawn
          AND i.institution_id = ANY (nullif(current_setting('ciiz.institutions', true), '')::bigint[]))
$$;

-- A dossier is open to an institution on a day: a consent or a statute names it, it founded the dossier or looks after it.
CREATE OR REPLACE FUNCTION meetings_open(dossier uuid, institution bigint, p_on date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM access_consentscope s WHERE s.dossier_id = dossier AND s.receiver_id = institution
          AND s.valid_from <= p_on AND (s.valid_to IS NULL OR p_on < s.valid_to)
        UNION ALL SELECT FROM access_statute s WHERE s.dossier_id = dossier AND s.receiver_id = institution
          AND s.valid_from <= p_on AND p_on < s.valid_to
        UNION ALL SELECT FROM access_participation p WHERE p.dossier_id = dossier AND p.institution_id = institution
          AND p.member_id IS NULL AND p.standing = 'founding'
          AND p.valid_from <= p_on AND (p.valid_to IS NULL OR p_on < p.valid_to)
        UNION ALL SELECT FROM access_mandate m WHERE m.dossier_id = dossier AND m.institution_id = institution
          AND m.valid_from <= p_on AND (m.valid_to IS NULL OR p_on < m.valid_to))
$$;

-- The actor holds a link by which this item is open today: the person's own, or one of a party to whom it is open.
CREATE OR REPLACE FUNCTION meetings_bears(item uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT starts_with(coalesce(current_setting('ciiz.actor', true), ''), 'bearer:answer:') AND EXISTS (
        SELECT FROM meetings_invitation i JOIN meetings_agendaitem a ON a.id = item AND NOT a.off
        WHERE current_setting('ciiz.actor', true) = 'bearer:answer:' || i.id AND NOT i.withdrawn
          AND (i.item_id = a.id OR EXISTS (
              SELECT FROM meetings_seat s WHERE s.item_id = a.id AND s.invitation_id = i.id AND NOT s.off))
          AND (i.institution_id IS NULL OR meetings_open(
              a.dossier_id, i.institution_id, nullif(current_setting('ciiz.today', true), '')::date)))
$$;

-- The first day on which what consents and statutes opened to an institution is over; null where nothing ever did.
-- For those who manage the dossier.
CREATE OR REPLACE FUNCTION meetings_ended(dossier uuid, institution bigint, p_on date) RETURNS date
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT max(o.valid_to) FROM (
        SELECT s.valid_to FROM access_consentscope s
        WHERE s.dossier_id = dossier AND s.receiver_id = institution AND s.valid_to <= p_on
        UNION ALL SELECT s.valid_to FROM access_statute s
        WHERE s.dossier_id = dossier AND s.receiver_id = institution AND s.valid_to <= p_on) o
$$;

-- Who would sit on a day at a case that is not open to them then: invitation, case, institution, and the first day on
-- which what was open is over (null: never open). For the institution that organises the meeting.
CREATE OR REPLACE FUNCTION meetings_uncovered(meeting uuid, p_on date)
RETURNS TABLE (invitation_id uuid, dossier_id uuid, institution_id bigint, ended_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.id, a.dossier_id, i.institution_id, meetings_ended(a.dossier_id, i.institution_id, p_on)
    FROM meetings_meeting m
    JOIN meetings_invitation i ON i.meeting_id = m.id AND NOT i.withdrawn AND i.institution_id IS NOT NULL
    LEFT JOIN meetings_seat s ON s.invitation_id = i.id AND NOT s.off
    JOIN meetings_agendaitem a ON a.id = coalesce(s.item_id, i.item_id) AND NOT a.off
    WHERE m.id = meeting
      AND m.contributor_id = ANY (nullif(current_setting('ciiz.institutions', true), '')::bigint[])
      AND NOT meetings_open(a.dossier_id, i.institution_id, p_on)
$$;

-- One of the cases at which an invitation has a seat is not open to its institution on the day of the meeting.
CREATE OR REPLACE FUNCTION meetings_closed_to(invitation uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM meetings_invitation i JOIN meetings_meeting m ON m.id = i.meeting_id
        LEFT JOIN meetings_seat s ON s.invitation_id = i.id AND NOT s.off
        JOIN meetings_agendaitem a ON a.id = coalesce(s.item_id, i.item_id) AND NOT a.off
        WHERE i.id = invitation AND i.institution_id IS NOT NULL
          AND NOT meetings_open(a.dossier_id, i.institution_id, m.held_on))
$$;

-- Members who had a seat and sit at no case of the agenda any more; for the institution that organises the meeting.
CREATE OR REPLACE FUNCTION meetings_unseated(meeting uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.id FROM meetings_invitation i JOIN meetings_meeting m ON m.id = i.meeting_id
    JOIN meetings_seat s ON s.invitation_id = i.id JOIN meetings_agendaitem a ON a.id = s.item_id
    WHERE m.id = meeting AND i.party = 'member' AND NOT i.withdrawn
      AND m.contributor_id = ANY (nullif(current_setting('ciiz.institutions', true), '')::bigint[])
    GROUP BY i.id HAVING bool_and(s.off OR a.off)
$$;

-- When the cases on the agenda of a meeting begin; for the institution that organises it.
CREATE OR REPLACE FUNCTION meetings_taken(meeting uuid) RETURNS time[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(a.begins), '{}') FROM meetings_agendaitem a JOIN meetings_meeting m ON m.id = a.meeting_id
    WHERE a.meeting_id = meeting AND NOT a.off
      AND m.contributor_id = ANY (nullif(current_setting('ciiz.institutions', true), '')::bigint[])
$$;

-- The guards below speak to the role of the pages only.
-- Coordination and office organise meetings.
CREATE OR REPLACE FUNCTION meetings_organises() RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce((organisations_acting()).role IN ('regional', 'thematic', 'secretariat', 'officer'), false)
$$;

CREATE OR REPLACE FUNCTION meetings_guard_meeting() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF NOT meetings_organises() THEN
        RAISE EXCEPTION 'coordination and office organise meetings' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.series_id IS DISTINCT FROM OLD.series_id
       OR NEW.series_id IS NOT NULL AND NOT EXISTS (
           SELECT FROM meetings_series s WHERE s.id = NEW.series_id AND s.contributor_id = NEW.contributor_id
             AND (TG_OP = 'UPDATE' OR meetings_in_office() OR s.arranged_by_id = organisations_actor())) THEN
        RAISE EXCEPTION 'a session belongs to the series in which it was planned' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'cancelled' THEN
        RAISE EXCEPTION 'a meeting that was cancelled stays so' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.held_on <> OLD.held_on AND EXISTS (
        SELECT FROM meetings_uncovered(NEW.id, NEW.held_on) u JOIN meetings_invitation i ON i.id = u.invitation_id
        WHERE i.channel <> '') THEN
        RAISE EXCEPTION 'who was invited may take part on the new day' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Who organises keeps the agenda; when an item was decided, its result stays.
CREATE OR REPLACE FUNCTION meetings_guard_item() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF NOT meetings_organises() OR TG_OP = 'UPDATE' AND (NEW.meeting_id, NEW.case_id) <> (OLD.meeting_id, OLD.case_id)
       OR NOT EXISTS (
           SELECT FROM meetings_meeting m WHERE m.id = NEW.meeting_id AND m.contributor_id = NEW.contributor_id) THEN
        RAISE EXCEPTION 'who organises the meeting keeps its agenda' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT FROM meetings_meeting m JOIN meetings_series s ON s.id = m.series_id
        WHERE m.id = NEW.meeting_id AND cardinality(meetings_taken(m.id)) >= s.capacity) THEN
        RAISE EXCEPTION 'this session is full' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id THEN
        RAISE EXCEPTION 'the result of an item is recorded once' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- A seat is at an item of the meeting to which one is invited, and the dossier is open to the institution on its day.
CREATE OR REPLACE FUNCTION meetings_guard_seat() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF NOT meetings_organises()
       OR TG_OP = 'UPDATE' AND (NEW.item_id, NEW.invitation_id) <> (OLD.item_id, OLD.invitation_id) THEN
        RAISE EXCEPTION 'who organises the meeting says who comes' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT NEW.off AND NOT EXISTS (
        SELECT FROM meetings_agendaitem a JOIN meetings_meeting m ON m.id = a.meeting_id
        JOIN meetings_invitation i ON i.id = NEW.invitation_id AND i.meeting_id = m.id AND i.party = 'member'
        WHERE a.id = NEW.item_id AND meetings_open(a.dossier_id, i.institution_id, m.held_on)) THEN
        RAISE EXCEPTION 'the dossier is not open to this institution on the day of the meeting'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Who organises invites, one way, and only for whom all cases are open on the day; whoever is invited answers: by the
-- link once, signed in as often as they like.
CREATE OR REPLACE FUNCTION meetings_guard_invitation() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    answer CONSTANT text[] := '{reply,replied_on,excuse}';
    choice CONSTANT text[] := '{suits,chosen_on}';
    bears boolean := current_setting('ciiz.actor', true) = 'bearer:answer:' || NEW.id;
    organises boolean := meetings_organises()
        AND NEW.contributor_id = ANY (nullif(current_setting('ciiz.institutions', true), '')::bigint[])
        AND meetings_keeps(NEW.meeting_id);
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NOT organises OR NEW.channel <> '' OR NEW.reply <> '' OR NEW.attendance <> '' OR NEW.chosen_on IS NOT NULL OR NEW.handed_in <> '{}'
           OR NOT EXISTS (
               SELECT FROM meetings_meeting m WHERE m.id = NEW.meeting_id AND m.contributor_id = NEW.contributor_id)
           OR NEW.item_id IS NOT NULL AND NOT EXISTS (
               SELECT FROM meetings_agendaitem a JOIN meetings_meeting m ON m.id = a.meeting_id
               WHERE a.id = NEW.item_id AND m.id = NEW.meeting_id AND (NEW.institution_id IS NULL
                     OR meetings_open(a.dossier_id, NEW.institution_id, m.held_on)))
           OR NEW.membership_id IS NOT NULL AND NOT EXISTS (
               SELECT FROM organisations_membership o
               WHERE o.id = NEW.membership_id AND o.institution_id = NEW.institution_id) THEN
            RAISE EXCEPTION 'who organises the meeting says who comes' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.handed_in <> OLD.handed_in THEN
        RAISE EXCEPTION 'a report is handed in by the link' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF to_jsonb(NEW) - answer = to_jsonb(OLD) - answer THEN
        IF organises OR (bears AND OLD.reply = '' OR NEW.membership_id = organisations_actor()) AND NOT OLD.withdrawn
           AND OLD.channel <> '' AND EXISTS (
               SELECT FROM meetings_meeting m WHERE m.id = NEW.meeting_id AND m.state = 'planned') THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'whoever is invited answers' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.suits <> OLD.suits AND EXISTS (
        SELECT FROM unnest(NEW.suits) c WHERE NOT EXISTS (
            SELECT FROM meetings_slot s WHERE s.id = c AND s.meeting_id = NEW.meeting_id AND NOT s.off)) THEN
        RAISE EXCEPTION 'a date is chosen among those that are offered' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF to_jsonb(NEW) - choice = to_jsonb(OLD) - choice THEN
        IF (organises OR bears AND OLD.chosen_on IS NULL OR NEW.membership_id = organisations_actor())
           AND NOT OLD.withdrawn AND EXISTS (
               SELECT FROM meetings_meeting m WHERE m.id = NEW.meeting_id AND m.state = 'offered') THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'whoever is to come chooses' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT organises OR (NEW.party, NEW.membership_id, NEW.institution_id, NEW.item_id)
                        IS DISTINCT FROM (OLD.party, OLD.membership_id, OLD.institution_id, OLD.item_id)
       OR OLD.channel <> '' AND NEW.channel <> OLD.channel
          AND NOT (NEW.channel = '' AND OLD.channel <> 'mail' AND NEW.sequence > OLD.sequence) THEN
        RAISE EXCEPTION 'an invitation goes out one way' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.channel <> OLD.channel AND NOT EXISTS (
        SELECT FROM meetings_meeting m WHERE m.id = NEW.meeting_id AND m.state = 'planned') THEN
        RAISE EXCEPTION 'nobody is invited before the date is fixed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.channel, NEW.sequence, NEW.sent_on) IS DISTINCT FROM (OLD.channel, OLD.sequence, OLD.sent_on) AND EXISTS (
        SELECT FROM meetings_meeting m, meetings_uncovered(m.id, m.held_on) u
        WHERE m.id = NEW.meeting_id AND u.invitation_id = NEW.id)
       OR NEW.asked_on IS NOT NULL AND NEW.asked_on IS DISTINCT FROM OLD.asked_on AND EXISTS (
        SELECT FROM meetings_slot s, meetings_uncovered(s.meeting_id, s.held_on) u
        WHERE s.meeting_id = NEW.meeting_id AND NOT s.off AND u.invitation_id = NEW.id) THEN
        RAISE EXCEPTION 'nobody is invited to a case that is not open to them' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Who organises a meeting offers dates for it, which do not overlap.
CREATE OR REPLACE FUNCTION meetings_guard_slot() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF NOT meetings_organises()
       OR TG_OP = 'UPDATE' AND (NOT NEW.off OR to_jsonb(NEW) - 'off' <> to_jsonb(OLD) - 'off')
       OR TG_OP = 'INSERT' AND NOT EXISTS (
           SELECT FROM meetings_meeting m WHERE m.id = NEW.meeting_id AND m.contributor_id = NEW.contributor_id FOR UPDATE)
       OR NOT NEW.off AND EXISTS (
           SELECT FROM meetings_slot s WHERE s.meeting_id = NEW.meeting_id AND s.id <> NEW.id AND NOT s.off
             AND s.held_on = NEW.held_on AND s.begins < NEW.ends AND NEW.begins < s.ends) THEN
        RAISE EXCEPTION 'who organises the meeting offers dates, which do not overlap'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Who organises the meeting notes what an item decided; the task goes to somebody to whom the case is open.
CREATE OR REPLACE FUNCTION meetings_guard_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND (NOT meetings_organises() OR NOT EXISTS (
        SELECT FROM organisations_membership m JOIN access_participation p
          ON p.institution_id = m.institution_id AND p.dossier_id = NEW.dossier_id AND p.member_id IS NULL
        WHERE m.id = NEW.membership_id
        UNION ALL SELECT FROM organisations_membership m
        WHERE m.id = NEW.membership_id AND m.institution_id = NEW.contributor_id)) THEN
        RAISE EXCEPTION 'a decision names somebody who takes part in the case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- An institution that sits at an item states its position there.
CREATE OR REPLACE FUNCTION meetings_guard_position() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND (
        NOT meetings_seated(NEW.item_id) OR TG_OP = 'UPDATE' AND NEW.item_id <> OLD.item_id) THEN
        RAISE EXCEPTION 'who sits at an item states a position there' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
