import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { findLoaded } from '#db/queries/feed-loads.ts';
import type { Context } from '#lib/context.ts';
import { addDays, dayOf } from '#lib/domain/time.ts';
import { acceptFeed } from '#lib/services/feed/accept-feed.ts';
import { followExploitation } from '#lib/services/feed/follow-exploitation.ts';
import { loadFeed } from '#lib/services/feed/load-feed.ts';
import type { BoundSystem } from '#lib/system.ts';
import { DEBIAN } from './debian-packages.ts';
import { PACKAGES } from './package-problems.ts';

/** Days: so old that any file that somebody loads is newer. */
const AGE = 30;

/** CVEs that CISA lists, and that the demo's reports have: an HTTP/2 flood, a picture decoder, the C library's loader. */
const LISTED = ['CVE-2023-44487', 'CVE-2023-4863', 'CVE-2023-4911'] as const;

const isListed = (cve: string): boolean => LISTED.some((one) => one === cve);

/** CVEs of the demo's reports. */
function names(): string[] {
  const problems = [...Object.values(PACKAGES).flat(), ...DEBIAN];
  const advisories = problems.flatMap((problem) => problem.package?.advisory ?? []);
  return [...new Set(advisories.filter((name) => name.startsWith('CVE-')))].sort();
}

/** 0 to 1, the same for a name at any time. */
const shareOf = (name: string): number => createHash('sha256').update(name).digest().readUInt16BE(0) / 0xffff;

function epss(now: Date): string {
  const rows = names().map((cve) => {
    // As in the real feed most are unlikely. None but those of KEV is likely: a gate of a real repository is not to fail by this.
    const score = isListed(cve) ? 0.6 + shareOf(cve) * 0.35 : shareOf(cve) ** 4 * 0.09;
    return `${cve},${score.toFixed(5)},${Math.sqrt(score).toFixed(5)}`;
  });
  const day = dayOf(addDays(now, -AGE));
  return [`#model_version:sample,score_date:${day}T00:00:00+0000`, 'cve,epss,percentile', ...rows, ''].join('\n');
}

function kev(now: Date): string {
  const days = { dateAdded: dayOf(addDays(now, -AGE)), dueDate: dayOf(addDays(now, 12)) };
  const vulnerabilities = LISTED.map((cveID) => ({ cveID, ...days }));
  const dateReleased = `${dayOf(addDays(now, -AGE))}T00:00:00Z`;
  return JSON.stringify({ title: 'A sample', dateReleased, count: vulnerabilities.length, vulnerabilities });
}

const SAMPLES = { epss, kev } as const;

/**
 * Loads small samples of EPSS and KEV over what the demo's reports have, with invented values, as files that somebody sends; they are
 * called samples wherever a value of theirs is shown. A feed that somebody loaded stays as it is. @param repoIds whose findings follow at once
 */
export async function sampleFeeds(ctx: Context, system: BoundSystem, repoIds: Iterable<number>): Promise<void> {
  for (const kind of ['epss', 'kev'] as const) {
    const loaded = await findLoaded(ctx.sql, ctx, kind);
    if (loaded === null || loaded.way === 'demo') await load(ctx, system, kind);
  }
  for (const repoId of repoIds) await followExploitation(system, { orgId: ctx.orgId, repoId });
}

async function load(ctx: Context, system: BoundSystem, kind: keyof typeof SAMPLES): Promise<void> {
  const bytes = Buffer.from(SAMPLES[kind](ctx.now()));
  const { name: blob } = await ctx.blobs.put(Readable.from([bytes]), [], ctx.now());
  const file = { blob, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest() };
  const accepted = await acceptFeed(ctx, { kind, way: 'demo', source: null, force: true, file });
  await loadFeed(system, { orgId: ctx.orgId, load: accepted.load.id });
}
