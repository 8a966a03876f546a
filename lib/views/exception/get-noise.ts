import { countNoise, countNoiseByRule, type NoiseRow } from '#db/queries/noise.ts';
import type { Context } from '#lib/context.ts';
import type { NoiseView } from '#lib/contracts/noise.ts';
import { permit } from '#lib/permit.ts';

const RULES = 50;

/** How much of what scanners and rules report turned out to be no problem, of all that the caller sees. */
export async function getNoise(ctx: Context): Promise<NoiseView> {
  permit(ctx, 'finding:read', 'repositories');
  const [scanners, rules] = await Promise.all([
    countNoise(ctx.readSql, ctx.readScope),
    countNoiseByRule(ctx.readSql, ctx.readScope, RULES),
  ]);
  return {
    scanners: scanners.map(viewOf),
    rules: rules.map((row) => ({ ...viewOf(row), rule: row.rule ?? '' })),
  };
}

const viewOf = ({ scanner, falsePositives, real }: NoiseRow) => ({
  ...{ scanner, false_positives: falsePositives, real },
  share: falsePositives / (falsePositives + real),
});
