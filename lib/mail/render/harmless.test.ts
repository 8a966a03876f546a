import { describe, expect, it } from 'vitest';
import type { Digest } from '#lib/domain/digest/digest.ts';
import { largestReasons } from '#lib/domain/digest/largest-reasons.ts';
import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import { driftWords } from '#lib/domain/outbox/drift-words.ts';
import { renderAddressCheck } from './render-address-check.ts';
import { renderAlert } from './render-alert.ts';
import { renderAllClear } from './render-all-clear.ts';
import { renderDigest } from './render-digest.ts';
import { renderTestMail } from './render-test-mail.ts';
import { action, alert, digest, links, shown } from './testing.ts';

const { publicUrl, preferences } = links;
/** Everything that hurts in one name: markup, line breaks, a changed direction, half a character. */
const NASTY = `<script>alert(1)</script>"&'\r\nBcc: x@example.com\u202e\u2066\ud800`;
const nasty = (length = 255): string => `${NASTY}${'&'.repeat(length)}`.slice(0, length);
const LONG = `${'owner-'.repeat(16)}/${'repository-'.repeat(13)}`;

const fill = <T>(one: T): { items: T[]; total: number } => ({
  items: Array.from({ length: 60 }, () => one),
  total: 9_999_999,
});
const path = `/repositories/${LONG}`;
const worst: Digest = digest({
  organization: nasty(),
  scope: { kind: 'team', name: nasty(), slug: 'a'.repeat(64) },
  score: {
    now: 68.24,
    before: 72.2,
    change: -3.96,
    reasons: largestReasons(-40, fill({ points: -6.1, text: nasty(), path }).items, path),
  },
  actions: fill(
    action({
      text: nasty(),
      repository: LONG,
      repositories: 2,
      owners: Array.from({ length: 30 }, () => nasty()),
      actNow: true,
      overdue: true,
      path,
    }),
  ),
  newlyOverdue: fill(action({ text: nasty(), repository: LONG, owners: [nasty(), nasty()], path })),
  dueNext: fill(action({ text: nasty(), repository: LONG, owners: [nasty(), nasty()], path })),
  silent: fill({ repository: LONG, pipeline: nasty(), scanner: nasty(), text: nasty(), path }),
  held: fill({ repository: LONG, scanner: nasty(), since: '2026-11-27', path }),
  coverageLost: fill({ repository: LONG, points: 14, path }),
  fixed: fill({ repository: LONG, findings: 12, teams: Array.from({ length: 30 }, (_, at) => nasty() + at), path }),
  privileges: fill({ text: nasty(), repository: LONG, path }),
  ways: fill({ text: nasty(), repository: LONG, path }),
  weaknesses: fill({ text: nasty(), repository: LONG, path }),
  // Numbers in words of our own.
  pipelines: fill({
    text: driftWords({ newActions: 9_999_999, widerPermissions: 9_999_999, unreviewed: 9_999_999 }),
    ...{ repository: LONG, path },
  }),
  exceptions: {
    ending: fill({ repository: LONG, count: 3, day: '2026-12-03', path }),
    endingCount: 9_999_999,
    waiting: fill({ repository: LONG, count: 3, day: '2026-11-03', path }),
    waitingCount: 9_999_999,
  },
  exemptions: {
    ending: fill({ repository: LONG, count: 3, day: '2026-12-03', path }),
    endingCount: 9_999_999,
    waiting: fill({ repository: LONG, count: 3, day: '2026-11-03', path }),
    waitingCount: 9_999_999,
  },
  gates: {
    ...fill({ repository: LONG, judged: 20, failed: 9, path }),
    ...{ judged: 9_999_999, failed: 9_999_999, rule: { id: nasty(), failed: 9 } },
  },
  notKnown: [nasty(), nasty()],
});
const worstAlert = alert({
  organization: nasty(),
  items: Array.from({ length: 60 }, () => ({
    kind: 'pipeline_silent' as const,
    at: new Date('2026-11-29T22:30:00Z'),
    lastReportAt: new Date('2026-11-19T22:30:00Z'),
    repository: LONG,
    pipeline: nasty(),
    scanners: Array.from({ length: 20 }, () => nasty()),
    usual: nasty(),
    path,
  })),
  more: 9_999_999,
});

const mails: [string, () => Promise<RenderedMail>][] = [
  ['a digest', () => renderDigest(worst, links)],
  ['counts only', () => renderDigest({ ...worst, recipient: { ...worst.recipient, minimal: true } }, links)],
  ['an all-clear', () => renderAllClear(worst, links)],
  ['alerts', () => renderAlert(worstAlert, publicUrl)],
  ['a test', () => renderTestMail({ organization: nasty(), publicUrl, by: nasty(), isSent: true })],
  ['a check of an address', () => renderAddressCheck({ organization: nasty(), publicUrl, preferences })],
];

/** Control characters but line breaks, and what is not seen or turns the direction of text. */
const isUnseen = (char: string): boolean => {
  const code = char.codePointAt(0) ?? 0;
  return (code < 32 && char !== '\n') || (code > 126 && code < 160) || /[\u200b\u202a-\u202e\u2066-\u2069]/.test(char);
};
const unseen = (text: string): string[] => [...text].filter(isUnseen);

describe.each(mails)('%s with the worst that names can be', (_, render) => {
  it('is smaller than what mail clients cut', async () => {
    const { html, text } = await render();
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(Buffer.byteLength(text)).toBeLessThan(100_000);
  });

  it('has a subject of one short line', async () => {
    const { subject } = await render();
    expect(subject).not.toMatch(/[\r\n]/);
    expect(unseen(subject)).toEqual([]);
    expect(subject.length).toBeLessThanOrEqual(255);
    expect(subject.isWellFormed()).toBe(true);
  });

  it('has no markup, control or direction of theirs in it', async () => {
    const { html, text } = await render();
    expect(html).not.toMatch(/<script|alert\(1\)<\//);
    expect(html.isWellFormed() && text.isWellFormed()).toBe(true);
    expect(unseen(text)).toEqual([]);
    // What stands before the content in lists of mails is filled up with characters that are not seen.
    expect(unseen(html.replace(/<div[^>]*data-skip-in-text.*?(?=<table)/s, ''))).toEqual([]);
  });

  it('asks the network for nothing, and runs nothing', async () => {
    const { html } = await render();
    expect(html).not.toMatch(
      /<(?:img|link|iframe|object|video|audio|form|input|base)\b|src=|url\(|@import|@font-face|\son[a-z]+=/i,
    );
    for (const [, address] of html.matchAll(/href="([^"]*)"/g))
      expect(address).toMatch(/^https:\/\/plumbline\.example\.com\//);
  });

  it('says the same in its text as in its HTML', async () => {
    const { html, text } = await render();
    const words = (part: string) => part.replaceAll(/https:\S+|[\s·,()\-–]|\d+\. /g, '');
    const inText = words(text);
    const missing = shown(html)
      .split('\n')
      .filter((sentence) => !inText.includes(words(sentence)));
    expect(missing.map((sentence) => sentence.slice(0, 300))).toEqual([]);
  });
});

describe('a repository with a name of 255 characters', () => {
  it('is named, and breaks anywhere', async () => {
    const { html } = await renderDigest(
      digest({ actions: { items: [action({ repository: LONG })], total: 1 } }),
      links,
    );
    expect(html).toContain(LONG.slice(0, 150));
    expect(html).toContain('overflow-wrap:anywhere');
  });
});
