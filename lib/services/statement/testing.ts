import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Harness } from '../testing.ts';
import { loadDocument } from './load-document.ts';

interface Stated {
  name: string;
  purl: string;
  /** Of the package within that product. */
  within?: string;
  status?: string;
  justification?: string | null;
  timestamp?: string;
}

interface Given {
  id?: string;
  author?: string;
  version?: number;
  timestamp?: string;
  statements: readonly Stated[];
}

/** Test helper: an OpenVEX document. */
export function openVexOf(given: Given): string {
  const {
    id = 'https://acme.example/vex/1',
    author = 'Acme PSIRT',
    version = 1,
    timestamp = '2026-03-01T00:00:00Z',
  } = given;
  return JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    ...{ '@id': id, author, version, timestamp },
    statements: given.statements.map(
      ({ name, purl, within, status = 'not_affected', justification, timestamp: at }) => ({
        vulnerability: { name },
        products: [within === undefined ? { '@id': purl } : { '@id': within, subcomponents: [{ '@id': purl }] }],
        status,
        ...(status === 'not_affected' && justification !== null
          ? { justification: justification ?? 'vulnerable_code_not_present' }
          : { impact_statement: 'It is switched off.', action_statement: 'Update it.' }),
        ...(at === undefined ? {} : { timestamp: at }),
      }),
    ),
  });
}

/** Test helper: loads a document as the route does. */
export async function loadStatements(
  { ctx, clock }: Pick<Harness, 'ctx' | 'clock'>,
  text: string | Uint8Array,
): Promise<{ id: number; duplicate: boolean }> {
  const data = Buffer.from(text);
  const { name: blob } = await ctx.blobs.put(Readable.from([data]), [], clock.now);
  const sha256 = createHash('sha256').update(data).digest();
  try {
    return await loadDocument(ctx, { blob, bytes: data.length, sha256, name: 'vex.json' });
  } finally {
    await ctx.blobs.remove(blob);
  }
}
