import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { RepositoryScope } from './scope.ts';

/**
 * Where rules and statements decide about a finding `f` of a repository: where it is open, and where a gate would count it on a
 * branch. That may be one that is fixed, or suppressed, where it counts, and is back on a branch: merged, it would be open, and
 * decided then.
 */
export const gateMayCount = (sql: Connection, { orgId, repoId }: RepositoryScope): Fragment => sql`(
  f.state in ('open', 'branch') or f.state in ('fixed', 'suppressed') and exists (
    select 1 from sightings s where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.finding_number = f.number
      and s.until_upload is null and s.suppressed = 0))`;
