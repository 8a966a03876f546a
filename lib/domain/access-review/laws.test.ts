import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, type Candidates } from './assign.ts';
import { paceOf, shareOf } from './figures.ts';
import { ownershipOf } from './identity.ts';
import {
  type AskedDecision,
  type JudgedItem,
  type JudgedReview,
  judgeClosing,
  judgeDecision,
} from './judge-decision.ts';
import { reviewReminderOf } from './remind.ts';
import { HIGH_LEVEL, REVIEW_DECISIONS } from './review.ts';
import { whyOf } from './why.ts';

const logins = ['rosa', 'ben', 'cy', 'dee'] as const;
const people = logins.map((login, index) => ({ id: index + 1, email: `${login}@acme.test` }));
const held = fc.record({
  principalKind: fc.constantFrom('human', 'token', 'group', 'service_account', 'bot'),
  principalName: fc.constantFrom('Rosa', 'ben@acme.test', 'ACME\\cy', 'laptop', 'rosa@other.test', 'dee', 'eve'),
  principalOwner: fc.constantFrom(null, 'rosa', 'nobody', 'DEE'),
  subject: fc.constantFrom(null, 1, 2, 9),
  members: fc.constantFrom(null, [], [1], [2, 3]),
  membersKnown: fc.constantFrom(null, true, false),
});
const NO_GROUP = { subject: null, members: null, membersKnown: null };
const item: fc.Arbitrary<JudgedItem> = fc
  .record({ held, level: fc.integer({ min: 0, max: 5 }), production: fc.boolean() })
  .chain(({ held: of, level, production }) =>
    fc.record({
      number: fc.constant(7),
      level: fc.constant(level),
      high: fc.constant(level >= HIGH_LEVEL || production),
      reviewer: fc.constantFrom(null, 1, 2, 3, 4),
      reviewerTeam: fc.constantFrom(null, 5),
      principalKind: fc.constant(of.principalKind),
      principalName: fc.constant(of.principalName),
      principalOwner: fc.constant(of.principalOwner),
      ...{ subject: fc.constant(of.subject), members: fc.constant(of.members) },
      membersKnown: fc.constant(of.membersKnown),
    }),
  );
const review: fc.Arbitrary<JudgedReview> = fc.record({
  state: fc.constantFrom('open', 'open', 'open', 'closed', 'cancelled'),
  escalateTo: fc.constantFrom(1, 2),
  escalatedAt: fc.constantFrom(null, new Date(0)),
});
const by = fc.record({
  person: fc.constantFrom(...people),
  teams: fc.constantFrom<number[]>([], [5]),
});
const asked: fc.Arbitrary<AskedDecision> = fc.record({
  decision: fc.constantFrom(...REVIEW_DECISIONS),
  toLevel: fc.constantFrom(null, 0, 1, 2, 5),
  reason: fc.constantFrom(null, 'Needed for releases.'),
  notMine: fc.boolean(),
  together: fc.constantFrom(1, 2, 40),
});

const taken = (): fc.IProperty<unknown> =>
  fc.property(review, item, by, asked, (one, right, { person, teams }, wanted) => {
    const reviewer = { ...person, teams };
    if (judgeDecision(one, right, reviewer, wanted) !== null) return;
    expect(one.state).toBe('open');
    expect(ownershipOf(right, person)).not.toBe('own');
    expect(right.subject).not.toBe(person.id);
    expect(right.high && wanted.together > 1).toBe(false);
    if (right.high || wanted.decision !== 'certify') expect(wanted.reason).not.toBeNull();
    if (wanted.decision === 'change') expect(wanted.toLevel ?? 9).toBeLessThan(right.level);
    else expect(wanted.toLevel).toBeNull();
    if (ownershipOf(right, person) === 'unknown') expect(wanted.notMine).toBe(true);
    if (right.principalKind === 'group') expect(right.members ?? []).not.toContain(person.id);
    const isAsked = right.reviewer === person.id || (right.reviewerTeam !== null && teams.includes(right.reviewerTeam));
    expect(isAsked || (one.escalatedAt !== null && one.escalateTo === person.id)).toBe(true);
  });

describe('a decision that is taken', () => {
  it('is of an open review, by somebody who is asked, of no right of their own, high ones by themselves and with a reason', () => {
    fc.assert(taken(), { numRuns: 3000 });
  });

  const open: JudgedReview = { state: 'open', escalateTo: 3, escalatedAt: null };
  const right: JudgedItem = {
    ...{ number: 7, level: 3, high: false, reviewer: 2, reviewerTeam: null, ...NO_GROUP },
    ...{ principalKind: 'human', principalName: 'rosa', principalOwner: null },
  };
  const group: JudgedItem = {
    ...right,
    principalKind: 'group',
    principalName: 'core',
    members: [],
    membersKnown: true,
  };
  const ben = { id: 2, email: 'ben@acme.test', teams: [] };
  const words: AskedDecision = { decision: 'certify', toLevel: null, reason: null, notMine: true, together: 3 };
  it.each([
    ['is taken', right, {}, null],
    ['is refused of a right that is for somebody else', { ...right, reviewer: 4 }, {}, 'items'],
    ['is refused of one’s own, by address', { ...right, principalName: 'Ben@ACME.test' }, {}, 'items'],
    [
      'is refused of a token of one’s own',
      { ...right, principalKind: 'token', principalName: 'x', principalOwner: 'ben' },
      {},
      'items',
    ],
    ['is refused of a high right among others', { ...right, high: true }, { reason: 'Because.' }, 'items'],
    ['is refused of a high right without a reason', { ...right, high: true }, { together: 1 }, 'reason'],
    ['is refused when it revokes without a reason', right, { decision: 'revoke' }, 'reason'],
    [
      'is refused when it changes to what it is',
      right,
      { decision: 'change', reason: 'Less.', toLevel: 3 },
      'to_level',
    ],
    ['is taken when it changes to less', right, { decision: 'change', reason: 'Less.', toLevel: 1 }, null],
    ['is refused when a certificate has a level', right, { toLevel: 1 }, 'to_level'],
    [
      'is refused where it is not known whose it is, and not said that it is not theirs',
      right,
      { notMine: false },
      'not_mine',
    ],
    ['is refused of a group that one is in', { ...group, members: [1, 2] }, {}, 'items'],
    ['is taken of a group that one is not in', { ...group, members: [1] }, { notMine: false }, null],
    [
      'is refused where it is not known of everybody in a group who they are, and not said that one is not in it',
      { ...group, membersKnown: false },
      { notMine: false },
      'not_mine',
    ],
    ['is taken where that is said', { ...group, membersKnown: false }, {}, null],
    [
      'needs it of a review that looked at no group',
      { ...group, members: null, membersKnown: null },
      { notMine: false },
      'not_mine',
    ],
    ['needs no such word where it is known', { ...right, subject: 1 }, { notMine: false }, null],
  ] as const)('%s', (_, of, said, field) => {
    const refused = judgeDecision(open, of, ben, { ...words, ...said });
    expect(refused === null ? null : refused.field).toBe(field);
  });

  it('is of the person to whom the review came once it was late', () => {
    const cy = { id: 3, email: 'cy@acme.test', teams: [] };
    expect(judgeDecision(open, right, cy, words)?.code).toBe('forbidden');
    expect(judgeDecision({ ...open, escalatedAt: new Date(0) }, right, cy, words)).toBeNull();
  });
});

describe('who is asked', () => {
  const someone = fc.constantFrom(...people);
  it('is never whoever it is of, and always somebody while anybody is left', () => {
    const from: fc.Arbitrary<Candidates> = fc.record({
      manager: fc.option(someone, { nil: undefined }),
      teams: fc
        .array(fc.array(someone, { maxLength: 2 }), { maxLength: 2 })
        .map((all) => all.map((members, id) => ({ id, members }))),
      named: fc.array(someone, { maxLength: 3 }),
      fallback: fc.array(someone, { maxLength: 2 }),
      last: someone,
    });
    fc.assert(
      fc.property(held, from, fc.nat(9), (of, candidates, turn) => {
        const given = assign(of, candidates, turn);
        const { manager, teams, named, fallback, last } = candidates;
        const all = [
          ...(manager ? [manager] : []),
          ...teams.flatMap(({ members }) => members),
          ...named,
          ...fallback,
          last,
        ];
        const able = all.filter((person) => ownershipOf(of, person) !== 'own');
        expect(given === null).toBe(able.length === 0);
        if (given === null) return;
        if (given.reviewer !== null) expect(able.map(({ id }) => id)).toContain(given.reviewer);
        else expect(teams[given.reviewerTeam ?? 9]?.members.some((member) => able.includes(member))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is by turns of those who are named, the first manager or team before them', () => {
    const of = { principalKind: 'human', principalName: 'eve', principalOwner: null, ...NO_GROUP };
    const [rosa, ben, cy] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
    const none: Candidates = { teams: [], named: [rosa, ben], fallback: [], last: cy };
    expect([0, 1, 2].map((turn) => assign(of, none, turn)?.reviewer)).toEqual([1, 2, 1]);
    expect(assign(of, { ...none, teams: [{ id: 5, members: [ben] }] }, 0)).toMatchObject({
      reviewerTeam: 5,
      assigned: 'owners',
    });
    expect(assign(of, { ...none, manager: cy, teams: [{ id: 5, members: [ben] }] }, 0)).toMatchObject({
      reviewer: 3,
      assigned: 'manager',
    });
    expect(assign(of, { ...none, named: [] }, 0)).toMatchObject({ reviewer: 3, assigned: 'fallback' });
  });
});

describe('a review', () => {
  it('closes when nothing is undecided, or when that is recorded with a reason', () => {
    const closing = (undecided: number, record: boolean, note: string | null) =>
      judgeClosing({ state: 'open', undecided }, { record, note })?.code ?? 'closes';
    expect([closing(0, false, null), closing(1, false, 'x'), closing(1, true, null), closing(1, true, 'x')]).toEqual([
      ...['closes', 'conflict', 'invalid_input', 'closes'],
    ]);
    expect(judgeClosing({ state: 'closed', undecided: 0 }, { record: true, note: 'x' })?.code).toBe('conflict');
  });

  it('is reminded of seven days and one day before it is due, once each, and not at once', () => {
    const day = (at: number) => new Date(at * 86_400_000);
    const at = (now: number, reminded: number, created = 0) =>
      reviewReminderOf({ dueAt: day(30), createdAt: day(created), reminded }, day(now));
    expect([at(22, 0), at(23, 0), at(24, 7), at(29, 7), at(29.5, 1), at(30, 1)]).toEqual([
      null,
      7,
      null,
      1,
      null,
      null,
    ]);
    expect([at(28, 0, 27), at(29, 0, 27)]).toEqual([null, 1]);
  });

  it('says how fast people were and how much they approved', () => {
    const batch = (seconds: number, count: number) => ({ person: 1, at: new Date(seconds * 1000), count });
    expect(paceOf([batch(0, 5)])).toEqual({ fastest: null, median: null });
    expect(paceOf([batch(0, 1), batch(10, 1), batch(20, 40), batch(50, 1)])).toEqual({ fastest: 0.3, median: 10 });
    expect(paceOf([batch(0, 1), batch(10, 1), batch(30, 1)])).toEqual({ fastest: 10, median: 15 });
    expect([shareOf(0, 0), shareOf(1, 3)]).toEqual([null, 0.333]);
  });

  it('says why somebody has a right', () => {
    const group = { kind: 'membership', via: null, targetName: 'core' } as const;
    const web = { name: 'acme/web', kind: 'admin' };
    expect(whyOf({ ...group, chain: [web] })).toBe('by being in core, which has admin on acme/web');
    expect(whyOf({ ...group, chain: [web, web, { name: '9', kind: 'more' }] })).toBe(
      'by being in core, which has admin on acme/web and 10 more',
    );
    expect(whyOf({ ...group, chain: [] })).toBe('by being in core, of which no right is known');
    expect(whyOf({ kind: 'right', via: 'role', targetName: 'x', chain: [] })).toBe('given to it by a role');
  });
});
