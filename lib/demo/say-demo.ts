import type { Context } from '#lib/context.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { severityChange, tagChange } from '#lib/contracts/finding-people.ts';
import { addComment } from '#lib/services/comment/add-comment.ts';
import { changeTags } from '#lib/services/finding/change-tags.ts';
import { setSeverity } from '#lib/services/finding/set-severity.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';

interface DemoTalk {
  /** Which finding: the first of these filters about which nothing was said. */
  find: Record<string, unknown>;
  tags?: readonly string[];
  comments?: readonly string[];
  severity?: { severity: string; reason: string };
}

const TALKS: readonly DemoTalk[] = [
  {
    find: { category: ['secret'] },
    tags: ['rotate-this-week'],
    comments: [
      'The key is one of the old deployment account. Who still uses it?',
      'Nothing since March, says the log of the provider: https://status.harborlight.example/keys. It can go.',
    ],
  },
  {
    find: { category: ['dependency'], severity: ['high'] },
    tags: ['next-release', 'team:web'],
    comments: ['`npm ls` shows two paths to it. The direct one goes away with the next release.'],
  },
  {
    find: { category: ['sast'], severity: ['high'] },
    tags: ['needs-design'],
    comments: ['Escaping at the edge is not enough here: the value reaches the report too.'],
  },
  {
    find: { category: ['iac'], severity: ['high'] },
    severity: { severity: 'medium', reason: 'The subnet has no route to the internet; only the jump host gets in.' },
    comments: ['Looked at it with the network people: see the reason.'],
  },
];

/** Says something about a few findings of these repositories: comments, tags, and a severity that a person set. */
export async function sayDemo(ctx: Context, repositories: readonly string[]): Promise<void> {
  const taken = new Set<string>();
  for (const talk of TALKS) {
    const params = findingListParams.parse({ ...talk.find, repo: repositories.slice(0, 100), limit: 20 });
    const found = (await getFindings(ctx, params)).items.find(({ id }) => !taken.has(id));
    if (found === undefined) continue;
    taken.add(found.id);
    await sayOf(ctx, found, talk);
  }
}

async function sayOf(
  ctx: Context,
  { id }: FindingRow,
  { tags = [], comments = [], severity }: DemoTalk,
): Promise<void> {
  if (severity !== undefined) await setSeverity(ctx, id, severityChange.parse(severity));
  if (tags.length > 0) await changeTags(ctx, id, tagChange.parse({ add: tags }));
  for (const body of comments) await addComment(ctx, id, { body });
}
