import { addDays, HOUR_MS, startOfDay } from '#lib/domain/time.ts';
import { COMPANY } from './company.ts';
import type { Delivery, DemoSize, DemoStream } from './delivery.ts';
import type { Issue, Leak } from './issue.ts';

/** What went wrong in one stream of the bad week: the days and hours are those after its Monday. */
export interface Trouble {
  /** Its full name. */
  repository: string;
  tool: 'trivy-fs' | 'semgrep';
  /** What the reports have meanwhile: a package with an invented advisory, or a secret that works. */
  what: Issue | Leak;
  begins: Date;
  /** Null: nobody has got to it yet. */
  fixed: { at: Date; by: string } | null;
}

/** No such package, and no such record: its name and title say so wherever they are shown. */
const ADVISORY: Omit<Issue, 'id'> = {
  problem: {
    rule: 'CVE-2099-0001',
    title: 'Sample: an invented advisory, by which long requests would run code on the server',
    level: 'critical',
    cwe: 787,
    code: '',
    package: {
      name: 'example.com/invented-web-sample',
      version: 'v1.8.2',
      fixed: 'v1.8.3',
      advisory: 'CVE-2099-0001',
    },
  },
  path: '',
  line: 0,
  name: 'sample',
};

const LEAK: Leak = {
  path: 'src/services/carrier.ts',
  line: 31,
  code: 'const carrierToken = "demo-not-a-real-token-of-the-store"',
};

type Moment = readonly [day: number, hour: number];
const TUESDAY: Moment = [1, 5];

/** Who has the package, and when who was done with it: the public and critical ones first. */
const UPGRADES: readonly (readonly [repository: string, fixed: { at: Moment; by: string } | null])[] = [
  ['identity', { at: [7, 13], by: 'Noor van Dijk' }],
  ['partner-gateway', { at: [7, 15], by: 'Lucía Ferrer' }],
  ['tracking-api', { at: [8, 12], by: 'Haruto Mori' }],
  ['notifications', { at: [9, 14], by: 'Noor van Dijk' }],
  ['fleet-telemetry', { at: [10, 11], by: 'Haruto Mori' }],
  ['geocoder', { at: [11, 15], by: 'Haruto Mori' }],
  ['search-indexer', null],
];
const ROTATION = { repository: 'storefront', begins: [2, 9], at: [7, 11], by: 'Jonas Ekberg' } as const;

/** Weeks before that of today, so that the digests that tell of it are kept, and the week after it is over. */
const WEEKS_AGO = 3;
/** A shorter demo has no scans before it that it could be worse than. */
const NEEDS_WEEKS = 6;

const mondayOf = (now: Date): Date => {
  const today = startOfDay(now);
  return addDays(today, -((today.getUTCDay() + 6) % 7) - WEEKS_AGO * 7);
};

/**
 * The one bad week of the demo's year: on Tuesday an advisory becomes known about a package that many services have, on Wednesday a
 * secret that works gets into the store's code; in the week after they are fixed one by one, but for one.
 */
export function badWeek(now: Date, { weeks }: Pick<DemoSize, 'weeks'>): readonly Trouble[] {
  if (weeks < NEEDS_WEEKS) return [];
  const monday = mondayOf(now);
  const at = ([day, hour]: Moment): Date => new Date(addDays(monday, day).getTime() + hour * HOUR_MS);
  const upgrades = UPGRADES.map(([name, fixed]): Trouble => {
    const repository = `${COMPANY}/${name}`;
    const what = { ...ADVISORY, id: `${repository}/trivy-fs/advisory` };
    return { repository, tool: 'trivy-fs', what, begins: at(TUESDAY), fixed: fixed && { ...fixed, at: at(fixed.at) } };
  });
  const { begins, by } = ROTATION;
  const rotation = { begins: at(begins), fixed: { at: at(ROTATION.at), by } };
  return [...upgrades, { repository: `${COMPANY}/${ROTATION.repository}`, tool: 'semgrep', what: LEAK, ...rotation }];
}

const isOf = ({ repository, tool }: Trouble, stream: DemoStream): boolean =>
  stream.repository.name === repository && stream.tool === tool;

/** What a report of this stream has at a time because of the bad week. */
export function troublesAt(troubles: readonly Trouble[], stream: DemoStream, at: Date): readonly (Issue | Leak)[] {
  return troubles
    .filter((one) => isOf(one, stream) && at >= one.begins && (one.fixed === null || at < one.fixed.at))
    .map(({ what }) => what);
}

/** Scans beside the usual ones: the advisory is found in code that did not change, all else comes and goes with new code. */
export function troubledDeliveries(troubles: readonly Trouble[], stream: DemoStream): Delivery[] {
  return troubles
    .filter((one) => isOf(one, stream))
    .flatMap(({ tool, begins, fixed }): Delivery[] => [
      { at: begins, stream, kind: tool === 'trivy-fs' ? 'again' : 'change' },
      ...(fixed === null ? [] : [{ at: fixed.at, stream, kind: 'change' as const }]),
    ]);
}
