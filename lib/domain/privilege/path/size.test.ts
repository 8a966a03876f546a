import { describe, expect, it } from 'vitest';
import { largeOrganization } from '#lib/domain/privilege/path/large-organization/testing.ts';
import { cpuStopwatch } from '#lib/testing.ts';
import { pathsTo } from './paths-to.ts';
import { productionTargets } from './target.ts';
import { worldOf } from './world.ts';

/** `PATHS_SIZE=5000 npx vitest run lib/domain/privilege/path/size.test.ts` measures the whole. */
const WHOLE = Number(process.env.PATHS_SIZE ?? 500);
/** Sets grow with the people in them, so that ten times as many repositories may take more than ten times as long. */
const FACTOR = 3;

function measure(size: number): { milliseconds: number; paths: number } {
  const facts = largeOrganization(size);
  const spent = cpuStopwatch();
  const world = worldOf(facts);
  const paths = productionTargets(facts).map((target) => pathsTo(world, target).length);
  return { milliseconds: spent(), paths: paths.reduce((sum, count) => sum + count, 0) };
}

/** Processor time is what is judged; a busy machine may take its time. */
const PATIENCE = 180_000;

describe('all paths of a large organization', () => {
  it(
    'take as much longer as it is larger',
    () => {
      measure(WHOLE / 10);
      const small = measure(WHOLE / 5);
      const large = measure(WHOLE);
      expect(large.paths / small.paths).toBeGreaterThan(4);
      expect(large.milliseconds / small.milliseconds).toBeLessThan(5 * FACTOR);
      // A minute of a processor for 5,000 repositories.
      expect(large.milliseconds).toBeLessThan((60_000 * WHOLE) / 5000);
    },
    PATIENCE,
  );
});
