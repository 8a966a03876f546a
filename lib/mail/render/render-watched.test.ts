import { describe, expect, it } from 'vitest';
import type { WatchedMail } from '#lib/domain/watch/watched-mail.ts';
import { renderWatched } from './render-watched.ts';

const AT = new Date('2026-11-30T08:15:00Z');
const MAIL: WatchedMail = {
  organization: 'Acme',
  recipient: { name: 'Dev', timeZone: 'Europe/Berlin' },
  items: [
    {
      ...{ what: 'finding', ref: 'acme/web#4', path: '/repositories/acme/web/findings/4', mentionedBy: 'Ada\u202e' },
      told: [{ at: AT, by: 'Ada', text: '<b>Look</b>\nhere, @Dev' }],
    },
    {
      ...{ what: 'finding', ref: 'acme/web#5', path: '/repositories/acme/web/findings/5', mentionedBy: null },
      told: Array.from({ length: 7 }, (_, index) => ({ at: AT, by: null, text: `Change ${index}` })),
    },
  ],
  more: 3,
  unsubscribe: 'https://plumbline.test/unsubscribe/x',
  minimal: false,
};

describe('a mail about what is watched', () => {
  it('names who mentioned the reader, what happened last, and how much more', async () => {
    const { subject, text, html } = await renderWatched(MAIL, 'https://plumbline.test');
    expect(subject).toBe('Ada mentioned you on acme/web#4 and 4 more findings');
    expect(text).toContain('2026-11-30 09:15 Ada: <b>Look</b> here, @Dev');
    expect(text).toContain('2 earlier changes');
    expect(text).toContain('Change 6');
    expect(text).not.toContain('Change 1');
    expect(text).toContain('https://plumbline.test/unsubscribe/x');
    expect(html).toContain('&lt;b&gt;Look&lt;/b&gt;');
  });

  it('of a reader who wants numbers only names nobody and nothing', async () => {
    const { subject, text, html } = await renderWatched({ ...MAIL, minimal: true }, 'https://plumbline.test');
    expect(subject).toBe('News of 5 findings that you watch');
    for (const said of [text, html]) expect(said).not.toMatch(/Ada|acme\/web|Look/);
  });
});
