import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { scanner } from './scanner.ts';

export const read = (document: unknown) =>
  collect(scanner, sourceFromBytes(typeof document === 'string' ? document : JSON.stringify(document)));

/** A document with one component; without a vulnerabilities part where that is undefined. */
export const bom = (vulnerabilities: unknown, more: object = {}) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: [{ type: 'library', name: 'pot', version: '1.0', 'bom-ref': 'pot', purl: 'pkg:npm/%40tea/pot@1.0' }],
  ...(vulnerabilities === undefined ? {} : { vulnerabilities }),
  ...more,
});
