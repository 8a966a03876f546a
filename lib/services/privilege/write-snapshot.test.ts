import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantRecord, principalRecord, resourceRecord } from '#db/queries/privilege-columns.ts';
import type { StoredRow } from '#db/queries/privilege-write.ts';
import { mergeRecord } from '#lib/domain/privilege/history/merge-record.ts';
import type { PrivilegeRow } from '#lib/domain/privilege/history/row.ts';
import { rowsOf } from '#lib/domain/privilege/history/rows-of.ts';
import type { Inventory, Level, Section, SectionState, Seen } from '#lib/domain/privilege/inventory.ts';
import { recount } from '../recount.ts';
import { type Harness, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { grant, inventoryOf, openSystemOf, principal, resource } from './testing.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness?.close());

/** One thing as a snapshot leaves it. */
interface Thing {
  record: unknown;
  /** Nothing of it was said: what stands is older. */
  unknown: boolean;
  /** What was not said of it. */
  fields: string[];
}
type World = Map<string, Thing>;

const PEOPLE = ['ada', 'ben', 'cyd'];
const GROUPS = ['core', 'ops'];
const PLACES = ['api', 'web'];
const SECTIONS = ['people', 'groups', 'places', 'rights'];

const seen = fc.constantFrom<Seen>(null, 'never', new Date('2026-02-01T00:00:00Z'));
const level = fc.constantFrom<Level>(1, 3, 5);
const said = fc.record({
  people: fc.subarray(PEOPLE),
  active: fc.array(seen, { minLength: 3, maxLength: 3 }),
  members: fc.subarray<readonly [string, string]>([
    ...[...PEOPLE, 'ops'].map((who) => [who, 'core'] as const),
    ['core', 'ops'] as const,
  ]),
  places: fc.subarray(PLACES),
  rights: fc.uniqueArray(fc.tuple(fc.constantFrom(...PEOPLE, ...GROUPS), fc.constantFrom(...PLACES, 'prod'), level), {
    selector: ([who, where]) => `${who} ${where}`,
    maxLength: 6,
  }),
  states: fc.array(fc.constantFrom<SectionState>('ok', 'ok', 'failed', 'absent'), { minLength: 4, maxLength: 4 }),
  skipped: fc.constantFrom(0, 0, 0, 1),
  unanswered: fc.subarray(PLACES),
});
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never;

/** As a reader makes it: what lies in a section that failed is not there. */
function inventoryFrom(each: Said, day: number): Inventory {
  const sections = SECTIONS.map((name, index): Section => {
    const status = each.states[index] ?? 'ok';
    return { name, status, rows: 0, skipped: status === 'ok' && name === 'people' ? each.skipped : 0, reason: null };
  });
  const ok = new Set(sections.flatMap(({ name, status }) => (status === 'ok' ? [name] : [])));
  const has = (names: readonly string[]): boolean => names.every((name) => ok.has(name));
  const open = new Set(ok.has('rights') ? each.unanswered.filter((place) => each.places.includes(place)) : []);
  const PROD = { kind: 'environment', parent: 'api', sections: ['places'] } as const;
  return inventoryOf(day, {
    sections,
    unanswered: new Map([['rights', new Map([...open].map((place) => [place, 'no answer']))]]),
    principals: [
      ...each.people.map((id, index) => {
        return principal(id, { lastActiveAt: each.active[index] ?? null, sections: ['people'] });
      }),
      ...GROUPS.map((id) => principal(id, { kind: 'group', sections: ['groups'] })),
    ].filter(({ sections: of = [] }) => has(of)),
    memberships: each.members
      .map(([member, group]) => ({ member, group, sections: ['groups'] }))
      .filter(() => has(['groups'])),
    resources: [
      ...each.places.map((id) => resource(id, { sections: ['places'] })),
      ...(each.places.includes('api') ? [resource('prod', PROD)] : []),
    ].filter(() => has(['places'])),
    grants: each.rights
      .filter(([, where]) => has(['rights']) && !open.has(where) && !(where === 'prod' && open.has('api')))
      .map(([who, where, given]) => grant(who, where, { level: given, sections: ['rights'] })),
  });
}

/** What must stand after each snapshot, said again without numbers, hashes and differences. */
class Reference {
  world: World = new Map();
  rows = new Map<string, PrivilegeRow>();

  apply(inventory: Inventory): void {
    const now = new Map<string, PrivilegeRow>();
    for (const row of rowsOf(inventory)) if (!now.has(row.key)) now.set(row.key, row);
    const isThere = (key: string): boolean => this.world.has(key) || now.has(key);
    for (const [key, row] of now) {
      const isLink = row.kind === 'membership' || row.kind === 'grant';
      if (isLink && !row.refs.every(isThere)) now.delete(key);
    }
    const missing = [...this.world.keys()].filter((key) => !now.has(key));
    for (const [key, row] of now) this.#say(key, row);
    const may = new Set(missing.filter((key) => !this.#isSilent(key, inventory)));
    for (const key of may) if (['membership', 'grant'].includes(this.rows.get(key)?.kind ?? '')) this.#drop(key);
    // Whatever something refers to that stays, stays.
    for (let more = true; more; ) {
      const referred = new Set(
        [...this.world.keys()].filter((key) => !may.has(key)).flatMap((key) => this.rows.get(key)?.refs ?? []),
      );
      more = [...may].some((key) => referred.has(key) && may.delete(key));
    }
    for (const key of missing) {
      if (may.has(key)) this.#drop(key);
      else if (this.world.has(key))
        this.world.set(key, { record: this.world.get(key)?.record, unknown: true, fields: [] });
    }
  }

  #say(key: string, row: PrivilegeRow): void {
    const { record, unknown } = mergeRecord(
      (this.world.get(key)?.record ?? {}) as object as never,
      JSON.parse(JSON.stringify(row.record)),
    );
    this.rows.set(key, row);
    this.world.set(key, { record, unknown: false, fields: unknown });
  }

  #drop(key: string): void {
    this.world.delete(key);
  }

  #isSilent(key: string, { sections, unanswered }: Inventory): boolean {
    const row = this.rows.get(key);
    const open = new Set([...(unanswered.get('rights')?.keys() ?? [])]);
    const where = row?.kind === 'grant' ? this.#places(row.refs[1] ?? '') : [];
    if (row?.sections?.includes('rights') && where.some((place) => open.has(place))) return true;
    return (row?.sections ?? []).some((name) => {
      const found = sections.find((each) => each.name === name);
      return found?.status !== 'ok' || found.skipped > 0;
    });
  }

  #places(key: string): string[] {
    const row = this.rows.get(key);
    return row === undefined ? [] : [String(row.record.id), ...row.refs.flatMap((parent) => this.#places(parent))];
  }
}

const told = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).flatMap(([name, each]) => (each === null ? [] : [[name, told(each)]])));

/** What the tables say stood after a snapshot. */
async function readBack({ repoId }: { repoId: number }, snapshot: number): Promise<World> {
  const world: World = new Map();
  const read = async <T extends { key: Buffer; unknownSince: number | null; unknownFields?: string[] | null }>(
    table: string,
    recordOf: (row: T) => unknown,
  ): Promise<void> => {
    const rows = await harness.sql<T[]>`
      select * from ${harness.sql(table)} where repo_id = ${repoId} and since <= ${snapshot} and (until is null or until > ${snapshot})`;
    for (const row of rows) {
      const key = row.key.toString('hex');
      if (world.has(key)) throw new Error(`two versions of ${table} ${key} stand at ${snapshot}`);
      const open = row.unknownSince !== null && row.unknownSince <= snapshot;
      const fields = row.unknownFields ?? null;
      world.set(key, { record: recordOf(row), unknown: open && fields === null, fields: open ? (fields ?? []) : [] });
    }
  };
  await read<StoredRow<'principal'>>('privilege_principals', principalRecord);
  await read<StoredRow<'resource'>>('privilege_resources', resourceRecord);
  await read<StoredRow<'membership'>>('privilege_memberships', () => ({}));
  await read<StoredRow<'grant'>>('privilege_grants', grantRecord);
  return world;
}

const shown = (world: World) =>
  [...world]
    .map(([key, { record, ...rest }]) => ({ key, record: told(record), ...rest }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));

describe('snapshots', () => {
  it('of any series can each be read back as they were told, with what was not told since', async () => {
    let series = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 2, maxLength: 5 }), async (days) => {
        series += 1;
        const { scope, apply } = await openSystemOf(harness, `series-${series}`);
        const reference = new Reference();
        const states: ReturnType<typeof shown>[] = [];
        for (const [index, each] of days.entries()) {
          const inventory = inventoryFrom(each, index + 1);
          reference.apply(inventory);
          states.push(shown(reference.world));
          expect((await apply(inventory))?.number).toBe(index + 1);
        }
        for (const [index, state] of states.entries()) expect(shown(await readBack(scope, index + 1))).toEqual(state);
      }),
      { numRuns: 15, endOnFailure: true },
    );
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  }, 60_000);

  it('that say the same write nothing', async () => {
    const { scope, apply } = await openSystemOf(harness, 'same');
    const once = inventoryFrom(
      {
        people: PEOPLE,
        active: ['never', null, null],
        members: [['ada', 'core']],
        places: PLACES,
        rights: [['ada', 'web', 5]],
        states: ['ok', 'ok', 'ok', 'ok'],
        skipped: 0,
        unanswered: [],
      },
      1,
    );
    await apply(once);
    await apply({ ...once, collectedAt: new Date('2026-03-05T00:00:00Z') });
    const rows =
      await harness.sql`select distinct since, until from privilege_principals where repo_id = ${scope.repoId}`;
    expect(rows).toEqual([{ since: 1, until: null }]);
    expect(await apply({ ...once, collectedAt: new Date('2026-03-04T00:00:00Z') })).toBeNull();
    expect(isDeepStrictEqual(await readBack(scope, 1), await readBack(scope, 2))).toBe(true);
    // What is stored of what follows is found where it does not.
    const off = harness.admin<{ number: number }[]>`
      update privilege_principals set level = level - 1, rights = rights + 1 where repo_id = ${scope.repoId} and level = 5 returning number`;
    const [ada] = await off;
    const at = { table: 'privilege_principals', scope: `test/same ${ada?.number}` };
    expect((await recount(harness.sql)).differences).toEqual([
      { ...at, column: 'level', stored: '4', counted: '5' },
      { ...at, column: 'rights', stored: '2', counted: '1' },
    ]);
    await harness.admin`
      update privilege_principals set level = 5, rights = 1 where repo_id = ${scope.repoId} and number = ${ada?.number ?? 0}`;
  });
});
