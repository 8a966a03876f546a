import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Anchor } from './anchor-check.ts';
import { ChainCheck } from './check-chain.ts';
import { ACTOR_KINDS, AUDIT_VERBS, type AuditEntry, type ChainedEntry, type ChainHead, TARGET_KINDS } from './entry.ts';
import { CHAIN_START, hashEntry } from './hash-entry.ts';
import { removedName, sealEntry } from './seal.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const content = fc.record({
  at: fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
  actor: fc.record({ kind: fc.constantFrom(...ACTOR_KINDS), id: fc.option(fc.nat()), name: text }),
  verb: fc.constantFrom(...AUDIT_VERBS),
  target: fc.record({ kind: fc.constantFrom(...TARGET_KINDS), id: text, name: text }),
  source: fc.option(text),
  detail: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text))),
});

const SALTS = { actor: '0a', target: '0b', detail: '0c' };

function chained(contents: readonly Omit<AuditEntry, 'orgId' | 'sequence'>[]): ChainedEntry[] {
  let previous = CHAIN_START.hash;
  return contents.map((of, index) => {
    const entry = { ...of, orgId: 7, sequence: index + 1 };
    // Entries from before there were seals stand among the others.
    const seals = index % 2 === 0 ? null : sealEntry(entry, SALTS);
    const made = { ...entry, seals, previous, hash: hashEntry(previous, entry, seals) };
    previous = made.hash;
    return made;
  });
}

const chain = fc.array(content, { minLength: 4, maxLength: 12 }).map(chained);
const headOf = (entries: readonly ChainedEntry[]): ChainHead => entries.at(-1) ?? CHAIN_START;

/** As somebody who can write to the database would: seals and hash fit the content. */
function resealed(previous: string, entry: ChainedEntry): Pick<ChainedEntry, 'seals' | 'hash'> {
  const seals = entry.seals === null ? null : sealEntry(entry, SALTS);
  return { seals, hash: hashEntry(previous, entry, seals) };
}

function problemIn(entries: readonly ChainedEntry[], head: ChainHead, noted?: Anchor) {
  const check = new ChainCheck(noted === undefined ? [] : [noted]);
  for (const entry of entries) check.add(entry);
  return check.end({ sequence: head.sequence, hash: head.hash });
}

const places = fc.tuple(chain, fc.nat(), fc.nat()).map(([entries, a, b]) => {
  const at = a % (entries.length - 1);
  return { entries, at, later: at + 1 + (b % (entries.length - at - 1)) };
});

/** Each field with another value. */
const CHANGES: readonly ((entry: ChainedEntry) => ChainedEntry)[] = [
  (entry) => ({ ...entry, orgId: 8 }),
  (entry) => ({ ...entry, at: new Date(entry.at.getTime() + 1) }),
  (entry) => ({ ...entry, actor: { ...entry.actor, kind: entry.actor.kind === 'system' ? 'nobody' : 'system' } }),
  (entry) => ({ ...entry, actor: { ...entry.actor, id: (entry.actor.id ?? 0) + 1 } }),
  (entry) => ({ ...entry, actor: { ...entry.actor, name: `${entry.actor.name}x` } }),
  (entry) => ({ ...entry, verb: entry.verb === 'demo.loaded' ? 'demo.removed' : 'demo.loaded' }),
  (entry) => ({ ...entry, target: { ...entry.target, kind: entry.target.kind === 'token' ? 'person' : 'token' } }),
  (entry) => ({ ...entry, target: { ...entry.target, id: `${entry.target.id}1` } }),
  (entry) => ({ ...entry, target: { ...entry.target, name: `${entry.target.name}x` } }),
  (entry) => ({ ...entry, source: `${entry.source ?? ''}1` }),
  (entry) => ({ ...entry, detail: { ...entry.detail, 'added field': true } }),
  (entry) => ({ ...entry, hash: entry.hash.startsWith('0') ? `1${entry.hash.slice(1)}` : `0${entry.hash.slice(1)}` }),
];

describe('the chain of an audit log', () => {
  it('is right as it was written, in whatever order the fields of a detail come back', () => {
    fc.assert(
      fc.property(chain, (entries) => {
        const back = entries.map((entry) => ({
          ...entry,
          detail: Object.fromEntries(Object.entries(entry.detail).reverse()),
        }));
        expect(problemIn(back, headOf(entries), entries[1])).toBeNull();
      }),
    );
    expect(problemIn([], CHAIN_START)).toBeNull();
  });

  it('names an entry of which any field was changed', () => {
    fc.assert(
      fc.property(places, fc.constantFrom(...CHANGES), ({ entries, at }, change) => {
        const changed = entries.map((entry, index) => (index === at ? change(entry) : entry));
        expect(problemIn(changed, headOf(entries))).toMatchObject({ sequence: at + 1, how: 'changed' });
      }),
    );
  });

  it('names an entry that was changed and given a fitting hash, by the one that follows', () => {
    fc.assert(
      fc.property(places, ({ entries, at }) => {
        const forged = entries.map((entry, index) => {
          if (index !== at) return entry;
          const other = { ...entry, source: `${entry.source ?? ''}1` };
          return { ...other, ...resealed(entry.previous, other) };
        });
        expect(problemIn(forged, headOf(entries))).toMatchObject({ sequence: at + 2, how: 'replaced' });
      }),
    );
  });

  it('names entries that were deleted, at the end too', () => {
    fc.assert(
      fc.property(places, ({ entries, at, later }) => {
        const gap = entries.filter((_, index) => index < at || index > later);
        expect(problemIn(gap, headOf(entries))).toMatchObject({ sequence: at + 1, how: 'missing' });
        const cut = entries.slice(0, at);
        expect(problemIn(cut, headOf(entries))).toMatchObject({ sequence: at + 1, how: 'missing' });
      }),
    );
  });

  it('names the first of two entries that changed places', () => {
    fc.assert(
      fc.property(places, ({ entries, at, later }) => {
        const order = entries.map((entry) => entry.sequence);
        [order[at], order[later]] = [later + 1, at + 1];
        const swapped = order.map((from, index) => ({ ...entries[from - 1], sequence: index + 1 }) as ChainedEntry);
        expect(problemIn(swapped, headOf(entries))).toMatchObject({ sequence: at + 1 });
      }),
    );
  });

  it('names an entry that was inserted, although those after it got later numbers', () => {
    fc.assert(
      fc.property(places, content, ({ entries, at }, of) => {
        const previous = entries[at]?.hash ?? '';
        const bare = { ...of, orgId: 7, sequence: at + 2 };
        const added = { ...bare, seals: null, previous, hash: hashEntry(previous, bare, null) };
        const moved = entries.slice(at + 1).map((entry) => ({ ...entry, sequence: entry.sequence + 1 }));
        const all = [...entries.slice(0, at + 1), added, ...moved];
        const head = { ...headOf(entries), sequence: entries.length + 1 };
        expect(problemIn(all, head)).toMatchObject({ sequence: at + 3, how: 'replaced' });
        const behind = [...entries, ...chained([...entries, of]).slice(-1)];
        expect(problemIn(behind, headOf(entries))).toMatchObject({ sequence: entries.length + 1, how: 'added' });
      }),
    );
  });

  it('that was written anew as a whole does not fit an end that was noted before', () => {
    fc.assert(
      fc.property(places, ({ entries, at }) => {
        const anew = chained(entries.map((entry, index) => (index === 0 ? { ...entry, source: 'elsewhere' } : entry)));
        expect(problemIn(anew, headOf(anew))).toBeNull();
        const noted = entries[at] ?? CHAIN_START;
        expect(problemIn(anew, headOf(anew), noted)).toMatchObject({ sequence: at + 1, how: 'rewritten' });
        const short = entries.slice(0, at);
        expect(problemIn(short, headOf(short), noted)).toMatchObject({ sequence: at + 1, how: 'missing' });
      }),
    );
  });

  it('whose last entry was replaced does not fit its stored end', () => {
    fc.assert(
      fc.property(chain, (entries) => {
        const last = chained(entries.map((e, i) => (i === entries.length - 1 ? { ...e, source: 'elsewhere' } : e)));
        expect(problemIn(last, headOf(entries))).toMatchObject({ sequence: entries.length, how: 'replaced' });
      }),
    );
  });
});

describe('taking the name of a removed person out', () => {
  const at = new Date('2026-03-02T09:00:00Z');
  const ada = { kind: 'person', id: 12, name: 'Ada' } as const;
  const target = { kind: 'person', id: '12', name: 'Ada' } as const;
  const token = { kind: 'token', id: '1', name: 'ci' } as const;
  const boss = { kind: 'person', id: 1, name: 'Boss' } as const;
  const common = { at, source: '192.0.2.1' };
  const written = () =>
    chained([
      { ...common, actor: boss, verb: 'demo.loaded', target: token, detail: {} },
      { ...common, actor: boss, verb: 'person.invited', target, detail: { email: 'ada@example.com' } },
      { ...common, actor: boss, verb: 'demo.removed', target: token, detail: {} },
      { ...common, actor: ada, verb: 'token.created', target: token, detail: { kind: 'upload' } },
      { ...common, actor: boss, verb: 'demo.loaded', target: token, detail: {} },
      { ...common, actor: boss, verb: 'person.removed', target: { ...target, name: removedName('12') }, detail: {} },
    ]);
  type Part = 'actor' | 'target' | 'detail';
  /** Entries 2 and 4 are sealed ones. */
  const blank = (entry: ChainedEntry, parts: readonly Part[]): ChainedEntry => {
    const { seals, actor, source, detail } = entry;
    if (seals === null) return entry;
    const without = (part: Part) => (parts.includes(part) ? { ...seals[part], salt: null } : seals[part]);
    return {
      ...entry,
      ...(parts.includes('actor') ? { actor: { ...actor, name: removedName('12') }, source: null } : { source }),
      target: parts.includes('target') ? { ...entry.target, name: removedName('12') } : entry.target,
      detail: parts.includes('detail') ? {} : detail,
      seals: { actor: without('actor'), target: without('target'), detail: without('detail') },
    };
  };
  const erased = (entries: ChainedEntry[], of: Record<number, readonly Part[]>) =>
    entries.map((entry) => blank(entry, of[entry.sequence] ?? []));
  const ALL = { 2: ['target', 'detail'], 4: ['actor'] } as const;

  it('leaves the chain right, and no part of the name in it', () => {
    const entries = erased(written(), ALL);
    expect(problemIn(entries, headOf(entries))).toBeNull();
    expect(JSON.stringify(entries)).not.toMatch(/ada/i);
  });

  it('is found where no entry says that the person was removed', () => {
    const entries = erased(written().slice(0, 5), ALL);
    expect(problemIn(entries, headOf(entries))).toMatchObject({ sequence: 2, how: 'changed' });
  });

  it('covers for no other change: another name, another text, what is of no person', () => {
    const entries = erased(written(), ALL);
    const changes: Partial<ChainedEntry>[] = [
      { target: { ...target, name: 'Eve' } },
      { detail: { email: 'eve@example.com' } },
      { target: { ...target, id: '13', name: removedName('13') } },
      { actor: { ...boss, name: 'Eve' } },
      { source: null },
    ];
    for (const change of changes) {
      const changed = entries.map((entry) => (entry.sequence === 2 ? { ...entry, ...change } : entry));
      expect(problemIn(changed, headOf(entries))).toMatchObject({ sequence: 2, how: 'changed' });
    }
    const other = erased(written(), { 4: ['target'] });
    expect(problemIn(other, headOf(other))).toMatchObject({ sequence: 4, how: 'changed' });
  });
});
