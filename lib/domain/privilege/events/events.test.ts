import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aembitFact } from './aembit-event.ts';
import type { Tally } from './fact.ts';
import { foldFacts } from './fold-facts.ts';
import { readHecBatch, readRawBatch } from './hec-batch.ts';

const NOW = new Date('2026-03-02T06:00:00Z');

describe('a batch of events', () => {
  it('is objects one after the other, whatever is in their texts', () => {
    const one = { time: 1_772_000_000.5, source: 'acme', sourcetype: 's', event: { a: 'x}{"y\\' } };
    const two = { event: '{"inner": 1}' };
    const read = readHecBatch(`${JSON.stringify(one)}${JSON.stringify(two)}\n {"event":"text"}\n`);
    expect(read).toEqual([
      { event: { a: 'x}{"y\\' }, time: 1_772_000_000.5, source: 'acme', sourcetype: 's' },
      { event: { inner: 1 }, time: null, source: null, sourcetype: null },
      { event: 'text', time: null, source: null, sourcetype: null },
    ]);
  });

  it.each([
    ['', 5, null],
    [' \n ', 5, null],
    ['{"event":1}{', 6, 1],
    ['{"event":1},{"event":2}', 6, 1],
    ['[{"event":1}]', 6, 0],
    ['hello', 6, 0],
    ['{"event":1}{"event":1,}', 6, 1],
    ['{"event":1}{"time":1}', 12, 1],
    ['{"event":null}', 13, 0],
    ['{"event":" "}', 13, 0],
  ])('%j is refused with the code %i, and the number of the event: %j', (text, code, number) => {
    expect(readHecBatch(text)).toEqual({ code, number });
  });

  it('comes back as it was written, whatever is in it and between', () => {
    const event = fc.dictionary(fc.string(), fc.jsonValue());
    const space = fc.constantFrom('', '\n', ' ', '\r\n\t');
    fc.assert(
      fc.property(fc.array(fc.tuple(event, space), { minLength: 1, maxLength: 8 }), (given) => {
        const read = readHecBatch(given.map(([of, between]) => `${JSON.stringify({ event: of })}${between}`).join(''));
        expect(Array.isArray(read) && read.map((each) => JSON.stringify(each.event))).toEqual(
          given.map(([of]) => JSON.stringify(of)),
        );
      }),
    );
  });

  it('is a line each at the raw address', () => {
    expect(readRawBatch('{"a":1}\n\nplain\r\n')).toMatchObject([{ event: { a: 1 } }, { event: 'plain' }]);
    expect(readRawBatch('\n')).toEqual({ code: 5, number: null });
  });
});

const party = (name: string) => ({ id: `id-${name}`, name, result: 'Identified' });

const denied = {
  meta: { timestamp: '2026-03-01T20:29:11.0689334Z', eventType: 'access.authorization', severity: 'Info' },
  outcome: { result: 'Unauthorized', reason: 'Attestation failed' },
  clientWorkload: party('ci'),
  serverWorkload: party('db'),
  accessPolicy: party('p'),
  trustProviders: [
    { name: 'Kerberos', result: 'Attested' },
    { name: 'AWS', result: 'Unauthorized', reason: 'InvalidSignature' },
    {
      ...{ name: 'gh', result: 'Unauthorized', reason: 'MatchRuleFailed' },
      ...{ attribute: 'repository', expectedValue: 'a/b', actualValue: 'x/b' },
    },
  ],
};

describe('an event of Aembit', () => {
  it('says who was denied what, and what a trust provider compared', () => {
    expect(aembitFact(denied, NOW)).toEqual({
      at: new Date('2026-03-01T20:29:11.068Z'),
      fact: {
        kind: 'access',
        outcome: 'unauthorized',
        client: { id: 'id-ci', name: 'ci' },
        server: { id: 'id-db', name: 'db' },
        policy: { id: 'id-p', name: 'p' },
        reason: 'Attestation failed',
        mismatch: {
          ...{ provider: 'gh', reason: 'MatchRuleFailed', attribute: 'repository' },
          ...{ expected: 'a/b', actual: 'x/b' },
        },
      },
    });
  });

  it('shows use where a credential was handed out, and where traffic went through', () => {
    const credential = {
      ...denied,
      meta: { ...denied.meta, eventType: 'access.credential' },
      credentialProvider: { result: 'Retrieved' },
    };
    const traffic = {
      version: '1.0.0',
      meta: { timestamp: '2026-03-01T14:22:08.000Z', eventType: 'mcp.request', policyId: 'id-p' },
      workload: { client: party('ci'), server: party('db') },
    };
    for (const event of [credential, traffic]) {
      expect(aembitFact(event, NOW).fact).toMatchObject({
        kind: 'use',
        client: { name: 'ci' },
        server: { name: 'db' },
      });
    }
  });

  it('of the audit log says who did what', () => {
    const event = {
      ...{ externalId: 'x', category: 'AccessPolicies', activity: 'Update', createdAt: '2026-03-01T00:00:00Z' },
      actor: { type: 'User', displayName: 'Rosa', email: 'rosa@example.com' },
      outcome: { result: 'Success' },
    };
    expect(aembitFact(event, NOW).fact).toEqual({
      kind: 'audit',
      actor: { id: 'rosa@example.com', name: 'rosa@example.com' },
      ...{ actorType: 'User', category: 'AccessPolicies', activity: 'Update', result: 'Success' },
    });
  });

  it.each([
    ['2027-01-01T00:00:00Z', NOW],
    ['2020-01-01T00:00:00Z', NOW],
    ['yesterday', NOW],
    [undefined, NOW],
  ])('with the time %j stands at its arrival', (timestamp, at) => {
    expect(aembitFact({ ...denied, meta: { ...denied.meta, timestamp } }, NOW).at).toEqual(at);
  });

  it('is never more than names: secrets in it are masked, and long texts cut', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const event = { ...denied, outcome: { result: 'Unauthorized', reason: `${token} ${'x'.repeat(5000)}` } };
    const { fact } = aembitFact(event, NOW);
    expect(JSON.stringify(fact)).not.toContain(token);
    expect(JSON.stringify(fact).length).toBeLessThan(1000);
  });

  it.each([
    [null],
    ['text'],
    [[]],
    [{}],
    [{ meta: { eventType: 'access.discovery' } }],
    [{ meta: 7, clientWorkload: [] }],
  ])('that is none, or of another kind, is counted: %j', (event) => {
    expect(aembitFact(event, NOW).fact.kind).toBe('other');
  });
});

describe('many events', () => {
  const outcome = fc.constantFrom('Authorized', 'Unauthorized', 'Error');
  const name = fc.constantFrom('a', 'b');
  const tally = fc.record({
    outcome,
    client: name,
    server: name,
    count: fc.integer({ min: 1, max: 9 }),
    day: fc.integer({ min: 1, max: 28 }),
  });

  it('come to the same in any order, and none of them is lost', () => {
    fc.assert(
      fc.property(fc.array(tally, { maxLength: 12 }), (given) => {
        const tallies = given.map(({ outcome: result, client, server, count, day }): Tally => {
          const event = {
            ...denied,
            outcome: { result },
            clientWorkload: party(client),
            serverWorkload: party(server),
          };
          return { fact: aembitFact(event, NOW).fact, count, lastAt: new Date(Date.UTC(2026, 1, day)) };
        });
        const folded = foldFacts(tallies);
        expect(foldFacts(tallies.toReversed())).toEqual(folded);
        const sum = folded.access.reduce((total, row) => total + row.authorized + row.denied, 0);
        expect(sum).toBe(given.reduce((total, { count }) => total + count, 0));
      }),
    );
  });
});
