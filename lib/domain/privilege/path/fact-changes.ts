import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';

/** One field of one thing that is not as it was. */
export interface FactChange {
  /** Fields and ids that lead there: `repositories`, `r1`, `environments`, `e1`, `preventSelfReview`. */
  readonly place: readonly string[];
  /** The repository that it is in; null: it is about the organization. */
  readonly repository: string | null;
  /** `undefined`: not there. */
  readonly before: unknown;
  readonly after: unknown;
}

interface Item {
  readonly id: string;
}

/** Lists whose order says nothing: what came and went is told one by one. */
const SETS = new Set([
  ...[
    'grants',
    'members',
    'people',
    'teams',
    'permissions',
    'branches',
    'reviewers',
    'pushList',
    'bypassList',
    'bypass',
    'push',
    'merge',
    'deploy',
    'approvers',
    'shares',
    'projects',
    'groups',
    'tags',
  ],
  ...['scope', 'restrictedPaths', 'include', 'exclude', 'owners'],
]);

/** Every field that differs, each thing with an id compared with itself. */
export function changedFacts(before: AccessFacts, after: AccessFacts): FactChange[] {
  const changes: FactChange[] = [];
  const compare = (was: unknown, is: unknown, place: readonly string[]): void => {
    if (Object.is(was, is)) return;
    if (isItemList(was) && isItemList(is)) {
      const old = byId(was);
      const now = byId(is);
      for (const id of new Set([...old.keys(), ...now.keys()])) compare(old.get(id), now.get(id), [...place, id]);
    } else if (isSet(was, place) && isSet(is, place)) {
      const old = new Map(was.map((each) => [JSON.stringify(each), each]));
      const now = new Map(is.map((each) => [JSON.stringify(each), each]));
      for (const key of new Set([...old.keys(), ...now.keys()])) compare(old.get(key), now.get(key), [...place, key]);
    } else if (isPlain(was) && isPlain(is)) {
      for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) compare(was[key], is[key], [...place, key]);
    } else if (JSON.stringify(was) !== JSON.stringify(is)) {
      const home =
        place[0] === 'gitlab' && place[1] === 'projects' ? place[2] : place[0] === 'repositories' ? place[1] : null;
      const repository = home ?? null;
      changes.push({ place, repository, before: was, after: is });
    }
  };
  compare(before, after, []);
  return changes;
}

/** The facts with one change set to what it was on that side. */
export function undo(facts: AccessFacts, change: FactChange, side: 'before' | 'after'): AccessFacts {
  // The walk changes what is at the place and nothing else, so that facts stay facts.
  return replaced(facts, change.place, change[side], []) as AccessFacts;
}

function replaced(value: unknown, place: readonly string[], wanted: unknown, above: readonly string[]): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return wanted;
  const here = [...above, key];
  if (isSet(value, above) && (!isItemList(value) || (value.length === 0 && /^["{]/.test(key)))) {
    const others = value.filter((each) => JSON.stringify(each) !== key);
    return wanted === undefined ? others : [...others, wanted];
  }
  if (isItemList(value)) {
    const known = value.some((item) => item.id === key);
    const list = known ? value : [...value, { id: key }];
    return list.flatMap((item) => {
      if (item.id !== key) return [item];
      const made = replaced(known ? item : undefined, rest, wanted, here);
      return made === undefined ? [] : [made];
    });
  }
  if (!isPlain(value)) return value;
  return { ...value, [key]: replaced(value[key], rest, wanted, here) };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSet(value: unknown, place: readonly string[]): value is unknown[] {
  return Array.isArray(value) && SETS.has(place.at(-1) ?? '');
}

function isItemList(value: unknown): value is Item[] {
  return Array.isArray(value) && value.every(isItem);
}

/** What is only named somewhere (`{ kind, id }`) is no thing of its own: people and teams may have equal ids. */
function isItem(value: unknown): value is Item {
  return isPlain(value) && typeof value.id === 'string' && !('kind' in value && Object.keys(value).length === 2);
}

function byId(list: readonly Item[]): Map<string, Item> {
  return new Map(list.map((item) => [item.id, item]));
}
