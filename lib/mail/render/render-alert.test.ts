import { describe, expect, it } from 'vitest';
import { ALERT_KINDS, type AlertItem } from '#lib/domain/alert/alert.ts';
import { renderAlert } from './render-alert.ts';
import { alert, links, shown } from './testing.ts';

const at = new Date('2026-11-29T22:30:00Z');
const where = { at, repository: 'acme/web', path: '/repositories/acme/web' };
const items: AlertItem[] = [
  { kind: 'live_secret_found', ...where, count: 2, rules: ['aws-access-token'] },
  { kind: 'malicious_found', ...where, count: 1, advisories: ['MAL-2031-1'] },
  { kind: 'kev_listed', ...where, count: 1, advisories: ['CVE-2031-0001'] },
  {
    ...{ kind: 'admin_gained', ...where, count: 2 },
    people: [{ name: 'rosa', kind: 'human', group: 'platform', on: 'acme/web', places: 3 }],
  },
  { kind: 'pipeline_drifted', ...where, count: 4, newActions: 2, widerPermissions: 1, unreviewed: 1 },
  { kind: 'gate_failed', ...where, ref: 'main', rules: ['new-critical'] },
  { kind: 'branch_gate_failed', ...where, ref: 'pull request 7', rules: ['new-secrets', 'new-critical'] },
  ...(['exception_requested', 'exception_expiring'] as const).map(
    (kind) =>
      ({ kind, ...where, count: 2, decision: 'accepted', rules: ['weak-hash'], expiresAt: at }) satisfies AlertItem,
  ),
  { kind: 'epss_risen', ...where, count: 3, advisories: ['CVE-2031-0002'] },
  { kind: 'score_dropped', ...where, before: 72.4, after: 61 },
  { kind: 'report_held', ...where, closing: 1200, scanners: ['trivy'] },
  { kind: 'report_confirmed', ...where, fixed: 1 },
  {
    kind: 'pipeline_silent',
    ...where,
    pipeline: 'release.yml',
    scanners: ['semgrep'],
    lastReportAt: at,
    usual: 'daily',
  },
  { kind: 'sink_paused', at, name: 'Pager', host: 'hooks.example.com', failures: 12, path: '/integrations/webhooks' },
];
const render = (given: Parameters<typeof alert>[0]) => renderAlert(alert(given), links.publicUrl);

describe('alerts', () => {
  it('of one thing have it in the subject, with the place', async () => {
    expect((await render({})).subject).toBe('Live secret found: acme/payments-api');
  });

  it('say of what is not expected what it is, until when, and what to do', async () => {
    const told = { ...where, count: 1, decision: 'accepted', rules: [], expiresAt: at, category: 'dast' } as const;
    for (const [kind, subject, todo] of [
      ['exception_requested', 'That something is not expected waits for you', 'Approve it or refuse it.'],
      ['exception_expiring', 'Something is expected again soon', 'Connect what measures it, or ask again.'],
    ] as const) {
      const mail = await render({ items: [{ kind, ...told }] });
      expect(mail.subject).toBe(`${subject}: acme/web`);
      expect(mail.text).toContain('a scan of the running application');
      expect(mail.text).toContain(todo);
      expect(mail.text).not.toContain('0 findings');
    }
  });

  it('of several things name the first, and how many more', async () => {
    expect((await render({ items, more: 3 })).subject).toBe('2 live secrets found: acme/web and 17 more alerts');
  });

  it('say of every kind what happened, what to do, and where to look', async () => {
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set([...ALERT_KINDS, 'sink_paused']));
    const text = (await render({ items })).text.replaceAll(/\s+/g, ' ');
    for (const words of [
      '1. 2 live secrets found: acme/web Rotate it now',
      'Malicious package: acme/web Remove it now',
      'Known to be exploited, says KEV: acme/web Fix it now',
      'Exploitation has become likelier, says EPSS: acme/web',
      'Posture fell by 11.4 points: acme/web',
      'from 72.4 to 61.0',
      '4 changes of pipelines: acme/web See whether that was decided',
      '2 new things of others, 1 wider right, 1 file changed that nobody had to look at',
      'trivy, would close 1,200 findings',
      'Gate of main fails: acme/web See which findings break it',
      'Gate of pull request 7 fails: acme/web',
      'new-secrets and new-critical',
      'Accepting a risk waits for you: acme/web Approve it or refuse it',
      '2 exceptions expire soon: acme/web Fix what it hides',
      'weak-hash, 2 findings, until 2026-11-29',
      'confirmed by another run: acme/web',
      '1 finding fixed',
      'release.yml, semgrep, last report 2026-11-29, usually daily',
      'Webhook paused: Pager',
      'hooks.example.com, 12 failures in a row',
    ]) {
      expect(text).toContain(words);
    }
    expect(text.split('https://plumbline.example.com/repositories/acme/web')).toHaveLength(15);
  });

  it('give times where the reader is', async () => {
    expect((await render({})).text).toContain('2026-11-29 23:30');
    const tokyo = { name: 'Sam', timeZone: 'Asia/Tokyo' };
    expect((await render({ recipient: tokyo })).text).toContain('2026-11-30 07:30');
  });

  it('say how many waited, and why', async () => {
    const quiet = await render({ items, heldBack: { count: 4, why: 'quiet_hours' } });
    expect(shown(quiet.html)).toContain('4 alerts of these waited for the end of your quiet hours.');
    expect((await render({ items, more: 7 })).text).toContain('7 more alerts, beyond these 15');
  });
});
