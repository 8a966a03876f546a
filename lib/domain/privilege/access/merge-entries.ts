import { anyOf, isNobody, without } from './reach.ts';
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
  const open = merged.filter(({ cause }) => EVERYBODY.includes(cause));
  return merged.flatMap((entry) => {
    if (EVERYBODY.includes(entry.cause) || OTHERS.includes(entry.cause)) return [entry];
    const alone = open.reduce((left, each) => without(left, each.alone.sure), entry.alone);
    const named = entry.cause === 'gap' ? [] : open;
    const helped = anyOf(
      alone,
      named.reduce((left, each) => without(left, each.helped.sure), entry.helped),
    );
    return isNobody(helped) ? [] : [{ ...entry, alone, helped }];
  });
}

function join(a: Entry, b: Entry): Entry {
  return {
    cause: a.cause,
    alone: anyOf(a.alone, b.alone),
    helped: anyOf(a.helped, b.helped),
    settings: a.settings === b.settings ? a.settings : distinctSettings([...a.settings, ...b.settings]),
  };
}

export function distinctSettings(settings: readonly Setting[]): Setting[] {
  return [...new Map(settings.map((setting) => [settingKey(setting), setting])).values()];
}
