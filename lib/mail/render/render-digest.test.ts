import { describe, expect, it } from 'vitest';
import type { Digest } from '#lib/domain/digest/digest.ts';
import { renderDigest } from './render-digest.ts';
import { action, digest, emptied, links, nothingOfPolicy, shown } from './testing.ts';

const score = (given: Partial<Digest['score']>): Partial<Digest> => ({ score: { ...digest().score, ...given } });
const quiet: Partial<Digest> = {
  counts: { overdue: 0, exploited: null, sample: false },
  ...emptied('dueNext', 'held', 'silent'),
  ...nothingOfPolicy,
};
const subjectOf = async (given: Partial<Digest>) => (await renderDigest(digest(given), links)).subject;

describe('the subject carries the result', () => {
  it('score, change and what presses most', async () => {
    expect(await subjectOf({})).toBe('Posture 68 (−4): 2 overdue, 1 exploited');
  });

  it.each([
    ['a rise', score({ change: 3.6 }), 'Posture 68 (+4): 2 overdue, 1 exploited'],
    ['a change below a point', score({ change: -0.3 }), 'Posture 68 (−0.3): 2 overdue, 1 exploited'],
    ['no change', score({ change: 0 }), 'Posture 68 (±0): 2 overdue, 1 exploited'],
    ['a week ago not known', score({ before: null, change: null }), 'Posture 68: 2 overdue, 1 exploited'],
    ['no score', score({ now: null, before: null, change: null }), 'Posture not known yet: 2 overdue, 1 exploited'],
    [
      'exploitation not known',
      { counts: { overdue: 2, exploited: null, sample: false } },
      'Posture 68 (−4): 2 overdue, 23 due next week',
    ],
    [
      'exploitation by a sample',
      { counts: { overdue: 0, exploited: 2, sample: true } },
      'Posture 68 (−4): 2 exploited (sample), 23 due next week',
    ],
    [
      'no exploitation',
      { counts: { overdue: 2, exploited: 0, sample: false } },
      'Posture 68 (−4): 2 overdue, 23 due next week',
    ],
    ['nothing pressing', quiet, 'Posture 68 (−4): nothing overdue'],
    [
      'a hundred only where it is one',
      score({ now: 99.8, change: 0.1 }),
      'Posture 99.8 (+0.1): 2 overdue, 1 exploited',
    ],
    [
      'a team',
      { scope: { kind: 'team', name: 'Payments', slug: 'payments' } },
      'Payments: posture 68 (−4): 2 overdue, 1 exploited',
    ],
  ] as [string, Partial<Digest>, string][])('%s', async (_, given, expected) => {
    expect(await subjectOf(given)).toBe(expected);
  });

  it('is one line whatever names are like', async () => {
    const name = `Pay\r\nBcc: all@example.com\u202e${'x'.repeat(300)}`;
    const subject = await subjectOf({ scope: { kind: 'team', name, slug: 'pay' } });
    expect(subject).toMatch(/^Pay Bcc: all@example\.comx+…: posture 68/);
    expect(subject.length).toBeLessThan(120);
  });
});

describe('what to do', () => {
  it('stands first, with what it takes and brings', async () => {
    const { text } = await renderDigest(digest(), links);
    const order = [
      'Posture 68 of 100, 4.0 points down',
      '2 fixes are overdue and 1 is known',
      'Start with number 1',
      'Do next: 5 of 212',
    ];
    const places = order.map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).toContain('takes about 2 h and brings +6.1 points overall.');
  });

  it('is said once each, with one link each', async () => {
    const { html } = await renderDigest(digest({ ...emptied('newlyOverdue', 'dueNext') }), links);
    for (const one of digest().actions.items.slice(0, 1)) {
      expect(html.split(`href="${links.publicUrl}${one.path}"`)).toHaveLength(2);
    }
  });

  it('counts what is not shown', async () => {
    const items = Array.from({ length: 9 }, (_, at) => action({ path: `/actions/act_9_${at}` }));
    const { text } = await renderDigest(digest({ dueNext: { items, total: 23 } }), links);
    expect(text).toContain('Due in the next seven days: 5 of 23');
    expect(text.split('/actions/act_9_')).toHaveLength(6);
  });

  it('says nothing of lists that are empty', async () => {
    const { text } = await renderDigest(digest(quiet), links);
    for (const title of ['Due in the next', 'on hold', 'Gone quiet', 'Exceptions', 'Gates', 'Gained admin'])
      expect(text).not.toContain(title);
  });

  it('names decisions that are due, and what gates stopped', async () => {
    const text = (await renderDigest(digest(), links)).text.replaceAll(/\s+/g, ' ');
    for (const words of [
      'Exceptions that wait for approval: 1 -',
      'Until somebody decides, their findings count.',
      '1 request, of 2026-11-24',
      'Exceptions that end within 14 days: 3 -',
      'What is still there then counts again.',
      '3 exceptions, the first ends on 2026-12-03',
      'Gates: 14 of 212 reports failed -',
      'Most by the rule new-critical: 9 reports. In 7 repositories; these 5 are first.',
      '5 of 20 reports failed',
      'https://plumbline.example.com/policy/gates?repo=acme/web&outcome=fail',
    ]) {
      expect(text).toContain(words);
    }
    const minimal = digest({ recipient: { ...digest().recipient, minimal: true } });
    const counts = (await renderDigest(minimal, links)).text.replaceAll(/\s+/g, ' ');
    expect(counts).toContain('1 exception waiting for approval, 3 ending within 14 days');
    expect(counts).toContain('14 of 212 reports failed the gate');
    expect(counts).not.toContain('new-critical');
  });

  it('names who may do more, as many of each as there is room for, and links each', async () => {
    const notes = (what: string, count: number) => ({
      items: Array.from({ length: count }, (_, at) => ({
        ...{ text: `${what} ${at} <b>`, repository: 'github/acme', path: `/${what}/${at}` },
      })),
      total: count * 10,
    });
    const more = digest({
      ...{
        privileges: notes('admin', 5),
        ways: notes('way', 5),
        weaknesses: notes('weak', 5),
        pipelines: notes('file', 1),
      },
    });
    const { text, html } = await renderDigest(more, links);
    for (const [title, what, shown] of [
      ['Gained admin this week: 3 of 50', 'admin', 3],
      ['New ways to production: 3 of 50', 'way', 3],
      ['New weaknesses of privileges: 3 of 50', 'weak', 3],
      ['Pipelines that changed this week: 1 of 10', 'file', 1],
    ] as const) {
      for (const part of [text, html]) expect(part).toContain(title);
      expect(text).toContain(`${what} 0 <b>`);
      expect(html).toContain(`${what} 0 &lt;b&gt;`);
      expect(html.split(`href="${links.publicUrl}/${what}/`)).toHaveLength(shown + 1);
    }
    const few = (await renderDigest(digest({ ways: notes('way', 5), weaknesses: notes('weak', 5) }), links)).text;
    expect(few).toContain('New ways to production: 5 of 50');
    expect(few).toContain('New weaknesses of privileges: 5 of 50');
    const minimal = await renderDigest({ ...more, recipient: { ...more.recipient, minimal: true } }, links);
    expect(minimal.text.replaceAll(/\s+/g, ' ')).toContain(
      '50 changes by which somebody became admin, 50 new ways to production, 50 new weaknesses of privileges',
    );
    expect(minimal.text).not.toContain('way 0');
  });

  it('names points with the score that they are of', async () => {
    const { text } = await renderDigest(digest(), links);
    const sentences = text.replaceAll(/\s+/g, ' ');
    expect(sentences).toContain('+58.5 points for the repository, +6.1 overall');
    expect(sentences).toContain('about 6 h, +1.0 points overall');
  });
});

describe('what is not known', () => {
  it('is never a zero and never clean', async () => {
    const unknown = digest({
      ...score({ now: null, before: null, change: null, reasons: [] }),
      counts: { overdue: 0, exploited: null, sample: false },
      open: { critical: 0, high: 0, medium: 0, unknown: 0, low: 0, info: 0 },
      repositories: { total: 3, measured: 0 },
      actions: { items: [], total: 0 },
      ...emptied('newlyOverdue', 'dueNext', 'held', 'silent', 'coverageLost'),
    });
    const { subject, text, html } = await renderDigest(unknown, links);
    expect(subject).toBe('Posture not known yet: nothing overdue');
    expect(text).toContain('Your posture is not known yet');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'No open finding is known. 0 of 3 repositories are measured. What is in the other 3 is not known.',
    );
    for (const part of [text, shown(html)]) expect(part).not.toMatch(/Posture 0|clean|All clear|exploited/i);
  });

  it('a severity that no source states is called so', async () => {
    const { text } = await renderDigest(digest(), links);
    expect(text.replaceAll(/\s+/g, ' ')).toContain('120 medium, 2 of unknown severity, 88 low');
    expect(text).toContain('severity unknown, due 2026-12-20');
  });

  it('sentences about it stand at the end', async () => {
    const { text } = await renderDigest(digest({ notKnown: ['Owners of that week are not known.'] }), links);
    expect(text).toContain('Owners of that week are not known.');
  });
});

describe('counts only', () => {
  it('names no repository, rule, team of a repository or page of one', async () => {
    const minimal = digest({ recipient: { ...digest().recipient, minimal: true } });
    const { html, text, subject } = await renderDigest(minimal, links);
    for (const part of [html, text, subject])
      expect(part).not.toMatch(/acme\/|lodash|aws|Ledger|\/actions\/|\/repositories\//);
    // There is no number 1 to start with.
    expect(text).not.toContain('Start with');
    expect(text).toContain('212 fixes to do');
    expect(text).toContain('1 report on hold');
  });
});
