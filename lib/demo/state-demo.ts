import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Context } from '#lib/context.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { adoptionPreviewBody, adoptionRequest } from '#lib/contracts/statement.ts';
import { addDays } from '#lib/domain/time.ts';
import { adoptStatements } from '#lib/services/statement/adopt-statements.ts';
import { loadDocument } from '#lib/services/statement/load-document.ts';
import { previewAdoption } from '#lib/services/statement/preview-adoption.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { NPM } from './language-packages.ts';
import { DEMO_DOMAIN } from './people.ts';

/** What is said of the packages of the catalogue, one after another. */
const SAID = [
  {
    status: 'not_affected',
    justification: 'vulnerable_code_not_in_execute_path',
    impact_statement: 'The function with the problem is not part of what applications are built with.',
  },
  { status: 'under_investigation' },
  {
    status: 'affected',
    action_statement: 'Upgrade with the next release. Until then the gateway refuses such requests.',
  },
  { status: 'not_affected', justification: 'vulnerable_code_not_present' },
];

/** A document in the format of OpenVEX about packages that the demo's applications use. */
function documentOf(at: Date): string {
  const statements = NPM.flatMap(({ package: found }, index) => {
    if (found === undefined) return [];
    // Without a version: reports of npm audit name none that is installed.
    const products = [{ '@id': `pkg:npm/${found.name.replace('@', '%40')}` }];
    return [{ vulnerability: { name: found.advisory }, products, ...SAID[index % SAID.length] }];
  });
  return JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `https://vex.${DEMO_DOMAIN}/npm`,
    author: 'Harborlight package desk',
    role: 'Internal maintainers',
    timestamp: at.toISOString(),
    version: 1,
    statements,
  });
}

/** Loads a VEX document, and adopts what it states about one finding of these repositories. */
export async function stateDemo(ctx: Context, repositories: readonly string[]): Promise<void> {
  const data = Buffer.from(documentOf(addDays(ctx.now(), -4)));
  const { name: blob } = await ctx.blobs.put(Readable.from([data]), [], ctx.now());
  const sha256 = createHash('sha256').update(data).digest();
  let id: number;
  try {
    ({ id } = await loadDocument(ctx, { blob, bytes: data.length, sha256, name: 'npm.openvex.json' }));
  } finally {
    await ctx.blobs.remove(blob);
  }
  const params = findingListParams.parse({ statement: 'not_affected', repo: repositories.slice(0, 100), limit: 1 });
  const [found] = (await getFindings(ctx, params)).items;
  if (found === undefined) return;
  const which = { kind: 'false_positive', findings: [found.id] };
  const { token } = await previewAdoption(ctx, id, adoptionPreviewBody.parse(which));
  await adoptStatements(ctx, id, adoptionRequest.parse({ ...which, token, expires_at: null, evidence_url: null }));
}
