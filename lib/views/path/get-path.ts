import { findLastActive } from '#db/queries/path-people.ts';
import { findPath, type StoredPath } from '#db/queries/paths-read.ts';
import type { Context } from '#lib/context.ts';
import type { PathView } from '#lib/contracts/path.ts';
import type { OpenSetting } from '#lib/domain/privilege/path-report/path-report.ts';
import { principalKey } from '#lib/domain/privilege/path-report/principal-sets.ts';
import { stepWords } from '#lib/domain/privilege/path-report/step-words.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { seenOf } from '#lib/views/privilege/shown.ts';
import { pathRowView } from './path-row-view.ts';

/** One way to production: its steps, what holds it open, and what the cheapest cut of its target would do. @throws Fault not_found */
export async function getPath(ctx: Context, { id }: { id: string }): Promise<PathView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeId('path', id);
  const found = key && (await findPath(ctx.readSql, ctx.readScope, key));
  const row = permit(ctx, 'finding:read', { what: 'path', row: found });
  const { steps, through, settings, evidence, unknown } = row.detail;
  return {
    ...pathRowView(row),
    steps: steps.map((right) => ({ right, says: stepWords(right) })),
    through: { count: through.count, first: [...through.names] },
    settings: settings.map(settingView),
    ...{ evidence: [...evidence], unknown: [...unknown], cut: await cutOf(ctx, row) },
  };
}

function settingView({ key, todo, where }: OpenSetting) {
  return { key, todo, where: [...where] };
}

async function cutOf(ctx: Context, { orgId, repoId, cut }: StoredPath): Promise<PathView['cut']> {
  if (cut === null) return null;
  const ids = cut.steps.flatMap(({ hurt }) => hurt.sample.map(({ id }) => id));
  const found = await findLastActive(ctx.readSql, { orgId, repoId }, [...new Set(ids)]);
  const seen = new Map(found.map((each) => [each.externalId, seenOf(each.lastActiveAt, each.lastActiveTold)]));
  return {
    left: cut.left,
    steps: cut.steps.map(({ setting, before, after, hurt }) => ({
      ...settingView(setting),
      ...{ before, after, broken: Math.max(0, before - after) },
      hurt: {
        count: hurt.count,
        first: hurt.sample.map((each) => ({
          ...{ key: principalKey(each), kind: each.kind, name: each.name },
          last_active: seen.get(each.id) ?? null,
        })),
      },
    })),
  };
}
