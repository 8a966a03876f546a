import { findPath } from '#db/queries/paths-read.ts';
import type { Context } from '#lib/context.ts';
import type { PathView } from '#lib/contracts/path.ts';
import type { OpenSetting, TargetCut } from '#lib/domain/privilege/path-report/path-report.ts';
import { stepWords } from '#lib/domain/privilege/path-report/step-words.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { pathRowView, peopleView } from './path-row-view.ts';

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
    ...{ evidence: [...evidence], unknown: [...unknown], cut: row.cut === null ? null : cutView(row.cut) },
  };
}

function settingView({ key, todo, where }: OpenSetting) {
  return { key, todo, where: [...where] };
}

function cutView({ left, steps }: TargetCut): NonNullable<PathView['cut']> {
  return {
    left,
    steps: steps.map(({ setting, before, after, hurt }) => ({
      ...settingView(setting),
      ...{ before, after, broken: Math.max(0, before - after), hurt: peopleView(hurt) },
    })),
  };
}
