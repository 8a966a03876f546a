import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Anchor } from './anchor-check.ts';
import { ChainCheck } from './check-chain.ts';
import type { AuditDetail, AuditVerb, ChainedEntry } from './entry.ts';
import { CHAIN_START, hashEntry } from './hash-entry.ts';
import { sealEntry } from './seal.ts';

const SALTS = { actor: '0a', target: '0b', detail: '0c' };
const NOTHING = 'f'.repeat(64);

function append(entries: readonly ChainedEntry[], verb: AuditVerb, detail: AuditDetail): ChainedEntry[] {
  const last = entries.at(-1) ?? CHAIN_START;
  const bare = {
    ...{ orgId: 7, sequence: last.sequence + 1, at: new Date('2026-03-02T09:00:00Z'), source: null, verb, detail },
    actor: { kind: 'system', id: null, name: 'retention policy' },
    target: { kind: 'organization', id: '7', name: 'Acme' },
  } as const;
  const seals = sealEntry(bare, SALTS);
  return [...entries, { ...bare, seals, previous: last.hash, hash: hashEntry(last.hash, bare, seals) }];
}

const grown = (entries: readonly ChainedEntry[], count: number): ChainedEntry[] =>
  Array.from({ length: count }).reduce<ChainedEntry[]>((all) => append(all, 'token.created', {}), [...entries]);

const headOf = (entries: readonly ChainedEntry[]) => entries.at(-1) ?? CHAIN_START;

/** What a run of the retention policy does: the oldest go, and an entry says which. */
function removeOldest(entries: readonly ChainedEntry[], count: number): ChainedEntry[] {
  const last = entries[count - 1] ?? CHAIN_START;
  return append(entries, 'audit.removed', { to: last.sequence, hash: last.hash, entries: count }).slice(count);
}

function check(entries: readonly ChainedEntry[], anchors: readonly Anchor[] = []): ChainCheck {
  const chain = new ChainCheck(anchors);
  for (const entry of entries) chain.add(entry);
  chain.end(headOf(entries));
  return chain;
}

const sizes = fc.record({ before: fc.integer({ min: 1, max: 6 }), after: fc.integer({ min: 0, max: 4 }) });

describe('a chain whose oldest entries were removed by policy', () => {
  it('is right after one run and after several, and begins behind them', () => {
    fc.assert(
      fc.property(sizes, sizes, (first, second) => {
        const once = grown(removeOldest(grown([], first.before + 2), first.before), first.after);
        expect(check(once)).toMatchObject({ problem: null, entries: once.length, begin: { sequence: first.before } });
        const twice = removeOldest(grown(once, second.before), second.before + 1);
        expect(check(twice)).toMatchObject({
          problem: null,
          entries: twice.length,
          last: { sequence: headOf(twice).sequence },
        });
      }),
    );
  });

  it('names more entries that were deleted at its beginning, by whomever, and the entry itself that tells of it', () => {
    const kept = grown(removeOldest(grown([], 6), 3), 2);
    expect(check(kept.slice(1)).problem).toMatchObject({
      how: 'missing',
      sequence: 4,
      sentence: /^Entry 4 is missing/,
    });
    expect(check(kept.slice(4)).problem).toMatchObject({ how: 'missing', sequence: 1 });
    const untold = grown([], 6).slice(2);
    expect(check(untold).problem).toMatchObject({
      how: 'missing',
      sequence: 1,
      sentence: /^Entries 1 to 2 are missing/,
    });
  });

  it('names what was put back, or put in the place of what was removed', () => {
    const all = grown([], 6);
    const kept = removeOldest(all, 3);
    expect(check([...all.slice(2, 3), ...kept]).problem).toMatchObject({ how: 'added', sequence: 3 });
    const other = append(all, 'audit.removed', { to: 3, hash: NOTHING }).slice(3);
    expect(check(other).problem).toMatchObject({ how: 'replaced', sequence: 4 });
  });

  it('names a changed, a deleted and a swapped entry of those that stay', () => {
    const kept = grown(removeOldest(grown([], 6), 2), 4);
    const changed = kept.map((entry) => (entry.sequence === 5 ? { ...entry, verb: 'token.revoked' as const } : entry));
    expect(check(changed).problem).toMatchObject({ how: 'changed', sequence: 5 });
    expect(check(kept.filter(({ sequence }) => sequence !== 5)).problem).toMatchObject({ how: 'missing', sequence: 5 });
    const swapped = kept.map((entry) => {
      const from = { 4: 5, 5: 4 }[entry.sequence];
      const other = kept.find(({ sequence }) => sequence === from);
      return other ? { ...other, sequence: entry.sequence } : entry;
    });
    expect(check(swapped).problem).toMatchObject({ sequence: 4 });
  });

  it('takes no word of removals from any other entry', () => {
    const all = grown([], 4);
    const { hash = '' } = all[1] ?? {};
    expect(check(append(all, 'audit.exported', { to: 2, hash }).slice(2)).problem).toMatchObject({ how: 'missing' });
  });
});

describe('an end of the chain that was noted earlier', () => {
  const all = grown([], 6);
  const kept = removeOldest(all, 3);
  const anchor = (sequence: number) => ({ sequence, hash: all[sequence - 1]?.hash ?? '' });

  it('is compared also when it is the last entry that was removed, and by its hash alone', () => {
    expect(check(kept, [anchor(3), anchor(4), { sequence: null, hash: anchor(5).hash }])).toMatchObject({
      ...{ problem: null, uncheckedAnchors: [] },
    });
    expect(check(kept, [{ sequence: 3, hash: NOTHING }]).problem).toMatchObject({ how: 'rewritten', sequence: 3 });
    expect(check(kept, [{ sequence: 5, hash: NOTHING }]).problem).toMatchObject({ how: 'rewritten', sequence: 5 });
    expect(check(all, [{ sequence: null, hash: NOTHING }]).problem).toMatchObject({ how: 'rewritten' });
    expect(check(all, [anchor(2), { sequence: 9, hash: NOTHING }]).problem).toMatchObject({
      ...{ how: 'missing', sequence: 7 },
    });
  });

  it('of an entry that was removed is told apart from one that is right', () => {
    const early = [anchor(2), { sequence: null, hash: anchor(1).hash }];
    expect(check(kept, [...early, anchor(6)])).toMatchObject({ problem: null, uncheckedAnchors: early });
  });
});
