import { findTracker, listRepositoryNames, type TrackerRow } from '#db/queries/trackers.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { TrackerTest } from '#lib/contracts/tracker.ts';
import { repositoryMatcher } from '#lib/domain/access/access.ts';
import { permit } from '#lib/permit.ts';
import { TRACKERS } from '#lib/trackers/all.ts';
import { Trouble } from '#lib/trackers/trouble.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { noSuchTracker, requireTracker, trackerTarget } from './require-tracker.ts';
import { sendTo } from './send-to.ts';

/** So many projects are asked for at a time. */
const MOST_PROJECTS = 10;

/**
 * Asks the tracker for the projects that its rules name, and for one repository where a rule names none: whether they are
 * there, take issues, and the credentials reach them. Nothing is made.
 * @throws Fault forbidden; not_found
 */
export async function testTracker(ctx: Context, trackerId: number): Promise<TrackerTest> {
  permit(ctx, 'sink:write', 'organization');
  const scope = { orgId: ctx.orgId, trackerId };
  const tracker = await findTracker(ctx.sql, scope);
  if (tracker === null) throw noSuchTracker();
  const projects: TrackerTest['projects'] = [];
  for (const project of await projectsOf(ctx, tracker)) {
    const problem = await problemOf(ctx, tracker, project);
    projects.push({ project, works: problem === null, sentence: problem ?? 'It is there, and takes issues.' });
  }
  const works = projects.length > 0 && projects.every((one) => one.works);
  await inTransaction(ctx.sql, async (tx) => {
    const target = trackerTarget(await requireTracker(tx, scope));
    await writeAudit(tx, auditSource(ctx), { verb: 'tracker.tested', target, detail: { works } });
  });
  return { works, projects };
}

async function problemOf(ctx: Context, tracker: TrackerRow, project: string): Promise<string | null> {
  try {
    return await TRACKERS[tracker.kind].check(sendTo(ctx, tracker), project, tracker.issueType);
  } catch (error) {
    if (error instanceof Trouble) return error.message;
    throw error;
  }
}

async function projectsOf(ctx: Context, { projects: rules }: TrackerRow): Promise<string[]> {
  const names = rules.some(({ project }) => project === null) ? await listRepositoryNames(ctx.sql, ctx) : [];
  const all = rules.flatMap(
    ({ repositories, project }) => project ?? names.find(repositoryMatcher([repositories])) ?? [],
  );
  return [...new Set(all)].slice(0, MOST_PROJECTS);
}
