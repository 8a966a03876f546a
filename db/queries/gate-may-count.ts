import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';

/**
 * Where rules and statements decide about a finding `f`: where it is open, and where a gate would count it on a branch. That
 * may be one that is fixed, or suppressed, where it counts, and is back on a branch: merged, it would be open, and decided then.
 */
export const gateMayCount = (sql: Connection): Fragment => sql`(f.state in ('open', 'branch')
  or f.state in ('fixed', 'suppressed') and exists (
    select 1 from sightings s where s.org_id = f.org_id and s.repo_id = f.repo_id and s.finding_number = f.number
      and s.until_upload is null and s.suppressed = 0))`;
