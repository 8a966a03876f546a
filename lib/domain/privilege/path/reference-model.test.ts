import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachesAlone } from '#lib/domain/privilege/path/reference-model/testing.ts';
import { anyFacts } from './arbitrary/testing.ts';
import { pathsTo } from './paths-to.ts';
import { productionTargets } from './target.ts';
import { namesIn } from './testing.ts';
import { worldOf } from './world.ts';

describe('paths', () => {
  it('lead those people alone whom a plain search leads', () => {
    let reaching = 0;
    let asked = 0;
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const world = worldOf(facts);
        for (const target of productionTargets(facts)) {
          if (target.kind === 'runnerGroup' || target.kind === 'cloudRole') continue;
          const repository = target.repository === null ? null : (facts.repositories[target.repository] ?? null);
          const paths = pathsTo(world, target);
          const ids = [...(facts.organization.people ?? []).map(({ id }) => id), 'outsider'];
          const found = (pick: 'sure' | 'maybe') =>
            ids.filter((id) => paths.some((path) => namesIn(world, path.alone[pick]).includes(id)));
          const expected = ids.filter((id) => reachesAlone(facts, id, target.kind, repository));
          asked += ids.length;
          reaching += expected.length;
          expect({ target: target.id, sure: found('sure'), maybe: found('maybe') }).toEqual({
            target: target.id,
            sure: expected,
            maybe: expected,
          });
        }
      }),
      { numRuns: 150 },
    );
    // A model that lets in everybody or nobody would say nothing.
    expect(reaching / asked).toBeGreaterThan(0.1);
    expect(reaching / asked).toBeLessThan(0.9);
  });
});
