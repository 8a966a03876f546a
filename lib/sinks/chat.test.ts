import { describe, expect, it } from 'vitest';
import type { Entry } from './about-of.ts';
import type { Told } from './contract.ts';
import { sink as slack } from './slack/sink.ts';
import { sink as teams } from './teams/sink.ts';
import { tell } from './tell.ts';

const HOSTILE = '<!channel> <https://evil.example|click> [click](https://evil.example) *b* `c` &amp; \ud800';
const entry: Entry = {
  ...{ orgId: 1, repoId: 2, id: 3, at: new Date('2026-03-02T09:00:00Z'), upload: 4 },
  kind: 'live_secret_found',
  detail: { count: 1, findings: [{ number: 9, rule: HOSTILE }] },
};
const place = { organization: 'Acme', repository: 'acme/web', publicUrl: 'https://plumbline.test' };
const told = tell(entry, place, { events: ['live_secret_found'], scoreDrop: 5 });
const many = (count: number, words = 'x'.repeat(5000)): Told[] =>
  Array.from({ length: count }, () => told.map((each) => ({ ...each, words }))).flat();

describe('a message for Slack', () => {
  it('mentions nobody and has no link but ours, whatever a report is called', () => {
    const { text, blocks } = JSON.parse(slack.bodyOf(told));
    expect(text).not.toMatch(/[<>]/);
    expect(blocks).toHaveLength(1);
    const [link, ...others] = blocks[0].text.text.match(/<[^>]*>/g);
    expect([link, others]).toEqual(['<https://plumbline.test/repositories/acme/web/findings/9|*acme/web*>', []]);
    expect(blocks[0].text).toMatchObject({ type: 'mrkdwn', verbatim: true });
  });

  it('keeps to the limits of Slack', () => {
    const { blocks } = JSON.parse(slack.bodyOf(many(slack.mostEvents)));
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(blocks.every((block: { text: { text: string } }) => block.text.text.length <= 3000)).toBe(true);
  });
});

describe('a message for Teams', () => {
  it('is an Adaptive Card whose texts are never read as Markdown', () => {
    const { type, attachments } = JSON.parse(teams.bodyOf(told));
    expect([type, attachments[0].contentType]).toEqual(['message', 'application/vnd.microsoft.card.adaptive']);
    const { content } = attachments[0];
    expect(content).toMatchObject({ type: 'AdaptiveCard', version: '1.4' });
    expect(JSON.stringify(content)).not.toContain('"TextBlock"');
    const runs = content.body[0].items.map((block: { inlines: { text: string }[] }) => block.inlines[0]?.text);
    expect(runs).toEqual(['acme/web', expect.stringContaining('[click](https://evil.example)')]);
  });

  it('keeps to the 28 KB of Teams', () => {
    expect(Buffer.byteLength(teams.bodyOf(many(teams.mostEvents)))).toBeLessThan(28 * 1024);
    expect(Buffer.byteLength(teams.bodyOf(many(teams.mostEvents, 'ä'.repeat(5000))))).toBeLessThan(28 * 1024);
  });
});
