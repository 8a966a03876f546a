import { anyOf, isNobody, type Reach, without } from './reach.ts';
import { CAUSES, type Cause, type Entry } from './ref-entry.ts';
import { type Setting, settingKey } from './setting.ts';

/** Those who get in where everybody does need no other way. */
const EVERYBODY: readonly Cause[] = ['open', 'evaluate'];
const OTHERS: readonly Cause[] = ['key', 'delegate'];

/** Ways onto any of several refs. */
export function mergeEntries(lists: readonly (readonly Entry[])[]): Entry[] {
  const [only, ...more] = lists;
  if (only !== undefined && more.length === 0) return [...only];
  const byCause = new Map<Cause, Entry[]>();
  for (const list of lists)
    for (const entry of list) byCause.set(entry.cause, [...(byCause.get(entry.cause) ?? []), entry]);
  const merged = CAUSES.flatMap((cause) => {
    const [first, ...rest] = byCause.get(cause) ?? [];
    return first === undefined ? [] : [rest.reduce(join, first)];
  });
  const told = merged.filter(({ cause }) => EVERYBODY.includes(cause)).map(({ alone }) => alone.sure);
  return merged.flatMap((entry) => {
    if (EVERYBODY.includes(entry.cause) || OTHERS.includes(entry.cause)) return [entry];
    const left = (reach: Reach) => told.reduce(without, reach);
    const rest = { ...entry, alone: left(entry.alone), helped: left(entry.helped) };
    return isNobody(rest.helped) ? [] : [rest];
  });
}

function join(a: Entry, b: Entry): Entry {
  return {
    cause: a.cause,
    alone: anyOf(a.alone, b.alone),
    helped: anyOf(a.helped, b.helped),
    settings: distinctSettings([...a.settings, ...b.settings]),
  };
}

export function distinctSettings(settings: readonly Setting[]): Setting[] {
  return [...new Map(settings.map((setting) => [settingKey(setting), setting])).values()];
}
