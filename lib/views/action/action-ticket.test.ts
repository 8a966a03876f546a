import { describe, expect, it } from 'vitest';
import type { FindingRow } from '#lib/contracts/finding.ts';
import { actionTicket, type Ticketed } from './action-ticket.ts';

const finding = (given: Partial<FindingRow>): FindingRow => ({
  ...{ id: 'fnd_1_1', ref: 'acme/web#1', repo: 'acme/web', number: 1, title: 'Prototype pollution' },
  ...{
    category: 'dependency',
    severity: 'high',
    confidence: 'high',
    exploit: 'none',
    epss: null,
    kev_due_on: null,
    state: 'open',
    scanner: 'x',
    rule: 'r',
  },
  ...{ path: 'package-lock.json', line: null, package: 'lodash', package_version: '4.17.20', advisory: null },
  ...{ image: null, first_seen_at: '2026-03-01T00:00:00.000Z', opened_at: '2026-03-01T00:00:00.000Z' },
  ...{
    fixed_at: null,
    reopened: 0,
    due_at: null,
    overdue: false,
    at_risk: false,
    demo: false,
    severity_set: null,
    owner: null,
    exception: null,
    tags: [],
    url: '/repositories/acme/web/findings/1',
  },
  ...given,
});

const action = (given: Partial<Ticketed>): Ticketed =>
  ({
    ...{
      id: 'act_1_1',
      repo: 'acme/web',
      repositories: { count: 1, names: ['acme/web'] },
      number: 1,
      kind: 'upgrade',
      title: 'Upgrade lodash to 4.17.21',
      rule: null,
    },
    ...{
      category: 'dependency',
      severity: 'high',
      open: 3,
      lane: 'by_value',
      points: { repository: 1, organization: 1 },
    },
    counts: { critical: 0, high: 2, medium: 1, unknown: 0, low: 0, info: 0 },
    ...{
      why: [{ text: 'overdue since', at: '2026-03-31T00:00:00.000Z' }],
      effort_hours: 1,
      target: '4.17.21',
      due_at: '2026-03-31T00:00:00.000Z',
    },
    ...{ overdue: false, url: '/actions/act_1_1', findings_url: '/findings?action=act_1_1' },
    steps: [
      { text: 'Raise lodash.', command: 'npm install lodash@4.17.21' },
      { text: 'Merge.', command: null },
    ],
    ...{ help_url: null, open_since: '2026-03-01T00:00:00.000Z', last_report_at: null, closed_at: null },
    findings: [finding({})],
    elsewhere: [],
    ...given,
  }) as Ticketed;

describe('the ticket of an action', () => {
  it('says what to do, why, by when and for which findings', () => {
    expect(actionTicket(action({}), 'https://plumbline.example')).toBe(`## Upgrade lodash to 4\\.17\\.21

- Repository: \`acme/web\`
- Closes: 3 findings (2 high, 1 medium)
- Due: 31 Mar 2026
- Open since: 1 Mar 2026
- In Plumbline: <https://plumbline.example/actions/act_1_1>

### What to do

1. Raise lodash\\.

   \`\`\`sh
   npm install lodash@4.17.21
   \`\`\`

2. Merge\\.

### Why

- overdue since 31 Mar 2026

### Findings

- high: Prototype pollution in \`package-lock.json\` ([acme\\/web\\#\u200b1](<https://plumbline.example/repositories/acme/web/findings/1>))
- and 2 more findings
`);
  });

  it('leaves out what there is not', () => {
    const bare = actionTicket(action({ why: [], findings: [], open: 0, due_at: null, open_since: null }), 'http://x');
    expect(bare).not.toMatch(/### (?:Why|Findings)|Due|Open since|more finding/);
    expect(actionTicket(action({ overdue: true }), 'http://x')).toContain('Was due: 31 Mar 2026');
  });

  it('lets nothing of a report become markup, a mention, a link or another command', () => {
    const hostile = '](http://evil.example) <script>alert(1)</script> @team #1 ![x](y)\n# head\n```';
    const ticket = actionTicket(
      action({
        title: hostile,
        why: [{ text: hostile, at: null }],
        findings: [finding({ title: hostile, path: `a\`${hostile}` })],
        steps: [{ text: hostile, command: `npm i x\n\`\`\`\n<script>` }],
      }),
      'https://plumbline.example',
    );
    // Code is whatever stands between two runs of as many backticks; the rest is read without its escaped characters.
    const outside = ticket.replaceAll(/\\[!-/:-@[-`{-~]/g, '').replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
    expect(outside).toContain('### Findings');
    expect(outside).not.toMatch(/<script|]\(http|!\[|@\w|#\d|^# |`/m);
  });
});
