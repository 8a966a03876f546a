import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';

/** Nobody who has the finding `f` now says anything of it himself: a branch does not, where another ref has said something. */
const isSilent = (sql: Connection): Fragment => sql`not exists (
  select 1 from sightings s
  join evidence own on own.org_id = f.org_id and own.repo_id = f.repo_id and own.finding_number = f.number
    and own.stream_id = s.stream_id
  where s.org_id = f.org_id and s.repo_id = f.repo_id and s.finding_number = f.number and s.until_upload is null)`;

/**
 * Whether evidence `e` is what is said of a finding `f` by those who have it now. Of what only branches have all that was ever
 * said holds.
 */
export const isSaidNow = (sql: Connection): Fragment => sql`(exists (
    select 1 from sightings s where s.org_id = f.org_id and s.repo_id = f.repo_id and s.finding_number = f.number
      and s.stream_id = e.stream_id and s.until_upload is null)
  or ${isSilent(sql)})`;

/** Scanners `scanner` of those who have a finding `f` now and say nothing of it themselves, where nobody does. */
export const silentScanners = (sql: Connection): Fragment => sql`
  select st.scanner from sightings s
  join streams st on st.org_id = f.org_id and st.repo_id = f.repo_id and st.id = s.stream_id
  where s.org_id = f.org_id and s.repo_id = f.repo_id and s.finding_number = f.number and s.until_upload is null
    and ${isSilent(sql)}`;
