import type { Repository, RepositorySettings } from '#db/queries/repositories.ts';
import type { RepositoryChange } from '#lib/contracts/repository.ts';
import type { AuditDetail } from '#lib/domain/audit/entry.ts';
import type { AuditEvent } from '../audit/write-audit.ts';

/** Names of the settings, as the API has them. */
const SETTINGS = {
  defaultBranch: 'default_branch',
  trackedRefs: 'tracked_refs',
  criticality: 'criticality',
  exposure: 'exposure',
  holdSuspicious: 'hold_suspicious',
  codeHost: 'code_host',
  codeUrl: 'code_url',
} as const satisfies Partial<Record<keyof RepositorySettings, string>>;

const textOf = (value: string | boolean | readonly string[] | null): string =>
  value === null ? 'none' : typeof value === 'object' ? value.join(', ') || 'none' : String(value);

/** `criticality: "low → high"` for each setting that is another one now. */
function changedSettings(before: RepositorySettings, after: RepositorySettings): AuditDetail {
  const fields: [string, string][] = [];
  // Its address is nobody's business in a log that others read.
  const [had, has] = [before.badgeKey !== null, after.badgeKey !== null];
  if (had !== has) fields.push(['badge', `${had ? 'on' : 'off'} → ${has ? 'on' : 'off'}`]);
  for (const key of Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]) {
    const [was, is] = [textOf(before[key]), textOf(after[key])];
    if (was !== is) fields.push([SETTINGS[key], `${was} → ${is}`]);
  }
  return Object.fromEntries(fields);
}

/** What the audit log says of a change: nothing when nothing is different. */
export function changeEvents(before: Repository, after: RepositorySettings, change: RepositoryChange): AuditEvent[] {
  const name = change.name ?? before.fullName;
  const target = { kind: 'repository', id: String(before.id), name } as const;
  const events: AuditEvent[] = [];
  const former = change.former_names === undefined ? {} : { former_names: change.former_names };
  const settings = { ...changedSettings(before, after), ...former };
  if (name !== before.fullName) {
    events.push({ verb: 'repository.renamed', target, detail: { from: before.fullName, to: name } });
  }
  if (after.archived !== before.archived) {
    events.push({ verb: after.archived ? 'repository.archived' : 'repository.unarchived', target });
  }
  if (Object.keys(settings).length > 0) events.push({ verb: 'repository.changed', target, detail: settings });
  return events;
}
