import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { anyGitlab, anyMember } from '#lib/domain/privilege/gitlab/arbitrary/testing.ts';
import { reachesInGitlab } from '#lib/domain/privilege/gitlab/reference-model/testing.ts';
import { blur } from '#lib/domain/privilege/path/blur/testing.ts';
import { cheapestCut } from '#lib/domain/privilege/path/cheapest-cut.ts';
import { cutCost } from '#lib/domain/privilege/path/cut-cost.ts';
import { pathsTo } from '#lib/domain/privilege/path/paths-to.ts';
import { expectNoneAdded, missing, reached } from '#lib/domain/privilege/path/reached/testing.ts';
import { settingWords } from '#lib/domain/privilege/path/setting-words.ts';
import { productionTargets } from '#lib/domain/privilege/path/target.ts';
import { namesIn } from '#lib/domain/privilege/path/testing.ts';
import { tighten } from '#lib/domain/privilege/path/tighten.ts';
import { worldOf } from '#lib/domain/privilege/path/world.ts';

const RUNS = { numRuns: 40 };
const CERTAIN = new Set([
  'id',
  'name',
  'title',
  'group',
  'parent',
  'level',
  'by',
  'person',
  'pattern',
  'untold',
  'subjectClaims',
]);
/** Lists that GitLab always tells, and fields that it always has. */
const ALWAYS =
  /^gitlab\/(?:groups|projects)$|projects\/\d+\/(?:approvals|jobTokens)$|variables\/\d+\/projects$|runners\/\d+\/tags$|tiers\/\d+\/tier$/;

/** Places of all fields that GitLab may not tell. */
function untold(facts: AccessFacts): string[][] {
  const places: string[][] = [];
  const walk = (value: unknown, place: string[]) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const here = [...place, key];
      const isField = !Array.isArray(value) && !CERTAIN.has(key) && !ALWAYS.test(here.join('/'));
      if (isField && inner !== null) places.push(here);
      walk(inner, here);
    }
  };
  walk(facts.gitlab, ['gitlab']);
  return places;
}

describe('paths in a group of GitLab', () => {
  it('lead those people alone whom a plain search leads', () => {
    let [reaching, asked] = [0, 0];
    fc.assert(
      fc.property(anyGitlab, (facts) => {
        const world = worldOf(facts);
        const ids = [...(facts.organization.people ?? []).map(({ id }) => id), 'outsider'];
        for (const target of productionTargets(facts)) {
          if (target.kind === 'cloudRole') continue;
          const paths = pathsTo(world, target);
          const found = (pick: 'sure' | 'maybe') =>
            ids.filter((id) => paths.some((path) => namesIn(world, path.alone[pick]).includes(id)));
          const expected = ids.filter((id) => reachesInGitlab(facts, id, target.kind, target.repository));
          asked += ids.length;
          reaching += expected.length;
          expect({ target: target.id, sure: found('sure'), maybe: found('maybe') }).toEqual({
            ...{ target: target.id, sure: expected, maybe: expected },
          });
        }
      }),
      { numRuns: 60 },
    );
    // A model that lets in everybody or nobody would say nothing.
    expect(reaching / asked).toBeGreaterThan(0.1);
    expect(reaching / asked).toBeLessThan(0.9);
  });

  it('that are proven are possible, and who goes alone goes with help; what is not known proves nothing, and makes nothing safe', () => {
    fc.assert(
      fc.property(anyGitlab, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (facts, picks) => {
        const places = untold(facts);
        const hidden = picks.reduce((left, pick) => blur(left, places[pick % places.length] ?? []), facts);
        const hid = picks.map((pick) => places[pick % places.length]?.join('/'));
        const seen = reached(hidden);
        for (const [id, known] of reached(facts)) {
          const blurred = seen.get(id);
          if (blurred === undefined) continue;
          const found = {
            ...{ id, hid, proven: missing(blurred.aloneSure, known.aloneMaybe) },
            safe: missing(known.aloneSure, blurred.aloneMaybe),
            provenWithHelp: missing(blurred.helpedSure, known.helpedMaybe),
            safeWithHelp: missing(known.helpedSure, blurred.helpedMaybe),
            order: [
              ...missing(blurred.aloneSure, blurred.aloneMaybe),
              ...missing(blurred.aloneSure, blurred.helpedSure),
              ...missing(blurred.aloneMaybe, blurred.helpedMaybe),
            ],
          };
          expect(found).toEqual({ id, hid, proven: [], safe: [], provenWithHelp: [], safeWithHelp: [], order: [] });
        }
      }),
      { numRuns: 80 },
    );
  });

  it('are none fewer with one member more', () => {
    fc.assert(
      fc.property(anyGitlab, anyMember, fc.nat(2), (facts, member, at) => {
        const { gitlab } = facts;
        if (gitlab === null) return;
        const add = <T extends { readonly members: readonly (typeof member)[] | null }>(
          list: readonly T[],
          place: number,
        ) =>
          list.map((each, index) => (index === place ? { ...each, members: [...(each.members ?? []), member] } : each));
        const more = {
          ...facts,
          gitlab: { ...gitlab, groups: add(gitlab.groups, at - 1), projects: add(gitlab.projects, at === 0 ? 0 : -1) },
        };
        expectNoneAdded(reached(more), reached(facts));
      }),
      RUNS,
    );
  });

  it('are none more with a setting tightened, which has words and a price', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyGitlab, fc.nat(), (facts, pick) => {
        const world = worldOf(facts);
        const settings = productionTargets(facts)
          .flatMap((target) => pathsTo(world, target))
          .flatMap((path) => path.settings);
        const setting = settings[pick % Math.max(1, settings.length)];
        if (setting === undefined) return;
        for (const each of settings) seen.add(each.kind);
        const { todo, where } = settingWords(facts, setting);
        expect(todo.length > 10 && !/undefined|null|\.$/.test(todo), todo).toBe(true);
        expect(
          where.every((part) => part !== '' && !/^(?:repo|group):\d/.test(part)),
          where.join(),
        ).toBe(true);
        expect(cutCost(setting)).toBeGreaterThan(0);
        // A branch that is protected at last is one that protected variables are for: with an approval.
        const kinds = setting.kind === 'gitlabRef' ? (['aloneSure', 'aloneMaybe'] as const) : undefined;
        expectNoneAdded(reached(facts), reached(tighten(facts, setting)), kinds);
      }),
      { numRuns: 80 },
    );
    expect(seen.size).toBeGreaterThan(9);
  });

  it('are as many after a cut as it claims', () => {
    fc.assert(
      fc.property(anyGitlab, fc.nat(), (facts, pick) => {
        const world = worldOf(facts);
        const targets = productionTargets(facts);
        const target = targets[pick % targets.length];
        if (target === undefined) return;
        const cut = cheapestCut(world, target, { steps: 2, tried: 6 });
        const changed = cut.steps.reduce((left, step) => tighten(left, step.setting), facts);
        const again = productionTargets(changed)
          .filter(({ id }) => id === target.id)
          .flatMap((each) => pathsTo(worldOf(changed), each));
        expect(again.map((path) => path.key)).toEqual(cut.left.map((path) => path.key));
        const last = cut.steps.at(-1);
        if (last !== undefined) expect(again.reduce((sum, path) => sum + path.ways, 0)).toBe(last.after);
        expectNoneAdded(reached(facts), reached(changed), ['aloneSure', 'aloneMaybe']);
      }),
      { numRuns: 25 },
    );
  });
});
