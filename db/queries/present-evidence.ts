import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { RepositoryScope } from './scope.ts';

/** The repository of a finding `f`: named, where it is known, so that no other one is looked at. */
export type Place = RepositoryScope | null;

export const at = (sql: Connection, alias: string, place: Place): Fragment => {
  const [org, repo] = [sql.unsafe(`${alias}.org_id`), sql.unsafe(`${alias}.repo_id`)];
  return place === null
    ? sql`${org} = f.org_id and ${repo} = f.repo_id`
    : sql`${org} = ${place.orgId} and ${repo} = ${place.repoId}`;
};

const isHeld = (sql: Connection, place: Place): Fragment =>
  sql`${at(sql, 's', place)} and s.finding_number = f.number and s.until_upload is null`;

/** Nobody who has the finding `f` now says anything of it himself: a branch does not, where another ref has said something. */
const isSilent = (sql: Connection, place: Place): Fragment => sql`not exists (
  select 1 from sightings s
  join evidence own on ${at(sql, 'own', place)} and own.finding_number = f.number and own.stream_id = s.stream_id
  where ${isHeld(sql, place)})`;

/**
 * Whether evidence `e` is what is said of a finding `f` by those who have it now. Of what only branches have all that was ever
 * said holds.
 */
export const isSaidNow = (sql: Connection, place: Place): Fragment => sql`(exists (
    select 1 from sightings s where ${isHeld(sql, place)} and s.stream_id = e.stream_id)
  or ${isSilent(sql, place)})`;

/** Scanners `scanner` of those who have a finding `f` now and say nothing of it themselves, where nobody does. */
export const silentScanners = (sql: Connection, place: Place): Fragment => sql`
  select st.scanner from sightings s
  join streams st on ${at(sql, 'st', place)} and st.id = s.stream_id
  where ${isHeld(sql, place)} and ${isSilent(sql, place)}`;
