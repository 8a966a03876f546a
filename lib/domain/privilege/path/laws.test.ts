import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blur, blurrable } from '#lib/domain/privilege/path/blur/testing.ts';
import { expectNoneAdded, missing, reached } from '#lib/domain/privilege/path/reached/testing.ts';
import { anyFacts, anyGrant } from './arbitrary/testing.ts';
import { cheapestCut, recount } from './cheapest-cut.ts';
import { pathsTo } from './paths-to.ts';
import { productionTargets } from './target.ts';
import { tighten } from './tighten.ts';
import { worldOf } from './world.ts';

const RUNS = { numRuns: 60 };

describe('laws of paths', () => {
  it('what is proven is possible, and who goes alone goes with help', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const who of reached(facts).values()) {
          expect(missing(who.aloneSure, who.aloneMaybe)).toEqual([]);
          expect(missing(who.helpedSure, who.helpedMaybe)).toEqual([]);
          expect(missing(who.aloneSure, who.helpedSure)).toEqual([]);
          expect(missing(who.aloneMaybe, who.helpedMaybe)).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('what is not known proves nothing, and makes nothing safe', () => {
    fc.assert(
      fc.property(anyFacts, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (facts, picks) => {
        const places = blurrable(facts);
        const hidden = picks.reduce((left, pick) => blur(left, places[pick % places.length] ?? []), facts);
        const hid = picks.map((pick) => places[pick % places.length]?.join('/'));
        const truth = reached(facts);
        const seen = reached(hidden);
        for (const [id, known] of truth) {
          const blurred = seen.get(id);
          if (blurred === undefined) continue;
          const compare = {
            ...{ id, hid },
            proven: missing(blurred.aloneSure, known.aloneMaybe),
            safe: missing(known.aloneSure, blurred.aloneMaybe),
          };
          expect(compare).toMatchObject({ id, proven: [], safe: [] });
          const helped = {
            ...{ id, hid },
            proven: missing(blurred.helpedSure, known.helpedMaybe),
            safe: missing(known.helpedSure, blurred.helpedMaybe),
          };
          expect(helped).toMatchObject({ id, proven: [], safe: [] });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('one grant more takes no path away', () => {
    fc.assert(
      fc.property(anyFacts, anyGrant, fc.nat(1), (facts, grant, at) => {
        // An owner of code who may write at last makes a review count that nobody was asked for.
        const bare = {
          ...facts,
          repositories: facts.repositories.map((repository) => ({ ...repository, codeOwners: [] })),
        };
        const more = {
          ...bare,
          repositories: bare.repositories.map((repository, index) =>
            index === at ? { ...repository, grants: [...(repository.grants ?? []), grant] } : repository,
          ),
        };
        expectNoneAdded(reached(more), reached(bare));
      }),
      RUNS,
    );
  });

  it('a setting that is tightened adds no path, to this target or another', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(), (facts, pick) => {
        const world = worldOf(facts);
        const settings = productionTargets(facts)
          .flatMap((target) => pathsTo(world, target))
          .flatMap((path) => path.settings);
        const setting = settings[pick % Math.max(1, settings.length)];
        // Without his grant an owner of code is none, and his review is not asked for any more.
        if (setting === undefined || setting.kind === 'grant' || setting.kind === 'basePermission') return;
        expectNoneAdded(reached(facts), reached(tighten(facts, setting)));
      }),
      { numRuns: 200 },
    );
  });

  it('what a cut claims is what a count of the changed facts finds', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(), (facts, pick) => {
        const world = worldOf(facts);
        const targets = productionTargets(facts);
        const target = targets[pick % targets.length];
        if (target === undefined) return;
        const cut = cheapestCut(world, target, { steps: 2, tried: 8 });
        const changed = cut.steps.reduce((left, step) => tighten(left, step.setting), facts);
        const ways = (paths: ReturnType<typeof pathsTo>) => paths.reduce((sum, path) => sum + path.ways, 0);
        const fresh = worldOf(changed);
        const again = productionTargets(changed)
          .filter(({ id }) => id === target.id)
          .flatMap((each) => pathsTo(fresh, each));
        const last = cut.steps.at(-1);
        if (last !== undefined) expect(ways(again)).toBe(last.after);
        expect(again.map((path) => path.key)).toEqual(cut.left.map((path) => path.key));
        expectNoneAdded(reached(facts), reached(changed));
        for (const step of cut.steps) {
          expect(step.broken).toBe(Math.max(0, step.before - step.after));
          expect(step.broken > 0 || step.hurt.length > 0).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('a recount is null exactly where nothing is won', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(), (facts, pick) => {
        const world = worldOf(facts);
        const targets = productionTargets(facts);
        const target = targets[pick % targets.length];
        if (target === undefined) return;
        const paths = pathsTo(world, target);
        for (const setting of paths.flatMap((path) => path.settings).slice(0, 5)) {
          const tried = recount(world, target, paths, setting);
          if (tried !== null) expect(tried.step.broken > 0 || tried.step.hurt.length > 0).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});
