import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cpuStopwatch } from '#lib/testing.ts';
import { sharedFolder } from '../../fixtures/shared.ts';
import { ReportError } from './contract.ts';
import { chooseScanner, claimMatches } from './registry.ts';
import { collect } from './shared/golden.ts';
import { sourceFromBytes } from './shared/memory-source.ts';
import { outlineOf } from './shared/outline.ts';

interface Hostile {
  file: string;
  kind: string;
  scanner_type_to_claim: string;
  expect: string;
  content_encoding_to_send: string | null;
}

const shared = sharedFolder();
const folder = shared === null ? '' : join(shared, 'badinputs');
const all: Hostile[] = shared === null ? [] : JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));

/** Inputs that test the HTTP edge and not a parser: encodings, decompression bombs, forms, names of scanners. */
const TRANSPORT = /^(?:gzip|content-encoding|multipart|wrong-content-type|unknown-scanner|http|header|auth|secret-in)/;
/** Formats that this product does not read: to be refused, whatever would be expected of those that do. */
const UNREAD = new Set(['generic-csv', 'junit-xml']);
const cases = all.filter((each) => !TRANSPORT.test(each.kind) && each.content_encoding_to_send !== 'deflate');

function bytesOf(each: Hostile): Buffer {
  const bytes = readFileSync(join(folder, each.file));
  return each.content_encoding_to_send === 'gzip' ? gunzipSync(bytes, { maxOutputLength: 512 * 1024 * 1024 }) : bytes;
}

/** null when it was read, the refusal when it was refused; anything else is thrown on. */
async function read(each: Hostile): Promise<ReportError | null> {
  try {
    const source = sourceFromBytes(bytesOf(each), each.file);
    const scanner = chooseScanner(await outlineOf(source), each.scanner_type_to_claim);
    const { summary } = await collect(scanner, source);
    if (claimMatches(each.scanner_type_to_claim, scanner, [summary.scanner])) return null;
    return new ReportError('claimed as another scanner');
  } catch (error) {
    if (error instanceof ReportError) return error;
    throw error;
  }
}

describe.skipIf(shared === null)('hostile reports', () => {
  it.each(cases)('$file: $expect', async (each) => {
    const spent = cpuStopwatch();
    const refusal = await read(each);
    if (each.expect === 'reject-4xx') expect(refusal).not.toBeNull();
    const unread = UNREAD.has(each.scanner_type_to_claim);
    if (unread) expect(refusal).not.toBeNull();
    else if (each.expect === 'accept-sanitised') expect(refusal?.message ?? null).toBeNull();
    expect(spent()).toBeLessThan(5000);
    expect(Object.hasOwn(Object.prototype, 'isAdmin') || Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
