import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { sarif } from './scanner.ts';

type Json = Record<string, unknown>;

/** One run of a tool with one rule and one result, laid out as that tool writes it. */
export function parse(tool: string, result: Json, rule: Json | null = null, run: Json = {}) {
  const driver = { name: tool, rules: rule === null ? [] : [rule] };
  const report = { version: '2.1.0', runs: [{ tool: { driver }, results: [result], ...run }] };
  return collect(sarif, sourceFromBytes(JSON.stringify(report)));
}

export const at = (uri: string, region: Json = { startLine: 3 }) => [
  { physicalLocation: { artifactLocation: { uri }, region } },
];

export async function one(...input: Parameters<typeof parse>) {
  const { observations } = await parse(...input);
  const [observation] = observations;
  if (observation === undefined) throw new Error('no observation');
  return observation;
}
