import type { ReportSource, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { Inventory, toolsOf } from './inventory.ts';
import { readVulnerability } from './vulnerability.ts';

/** What a document says about itself, whichever form it has. */
export interface Bom {
  inventory: Inventory;
  scanner: string;
  tools: readonly string[];
  version: string | null;
  timestamp: string | null;
  /** Whether it speaks of vulnerabilities at all, be it to say that there are none. */
  analysed: boolean;
  /** How many vulnerabilities it lists. */
  listed: number;
}

const VULNERABILITIES = 'vulnerabilities[]';
const INVENTORY = ['components[]', 'services[]', 'dependencies[]'];
/** Parts that say nothing on vulnerabilities and can be large. */
const ASIDE = [
  'compositions[]',
  'annotations[]',
  'formulation[]',
  'citations[]',
  'externalReferences[]',
  'properties[]',
];

export async function readBomJson(source: ReportSource, sink: Sink): Promise<Bom> {
  const document = await readJson(source, {
    cuts: [],
    passOver: [...INVENTORY, VULNERABILITIES, ...ASIDE],
    onItem: () => {},
  });
  if (!isRecord(document) || !isBom(document)) throw new ReportError('not a CycloneDX document: bomFormat is missing');
  checkList(document, 'vulnerabilities');
  checkList(document, 'components');
  const metadata = asRecord(document.metadata);
  const inventory = new Inventory();
  inventory.setRoot(metadata);
  await readJson(source, {
    cuts: INVENTORY,
    passOver: [VULNERABILITIES, ...ASIDE],
    onItem: ({ cut, value, position }) => {
      if (!isRecord(value)) sink.skipped({ position, reason: 'not an object' });
      else if (cut === 'dependencies[]') inventory.addDependency(value);
      else inventory.add(value);
    },
  });
  const { tools, scanner, version } = toolsOf(metadata);
  let listed = 0;
  await readJson(source, {
    cuts: [VULNERABILITIES],
    passOver: [...INVENTORY, ...ASIDE],
    onItem: ({ value, position }) => {
      listed++;
      readVulnerability({ record: value, position, inside: null }, inventory, scanner, sink);
    },
  });
  const analysed = Array.isArray(document.vulnerabilities);
  return { inventory, scanner, tools, version, timestamp: asString(metadata.timestamp), analysed, listed };
}

export function isBom(document: Json): boolean {
  return [document.bomFormat, document.specFormat].some((word) => asString(word)?.toLowerCase() === 'cyclonedx');
}

function checkList(document: Json, key: string): void {
  const value = document[key];
  if (value === undefined || value === null || Array.isArray(value)) return;
  throw new ReportError(`not a CycloneDX document: ${key} is not a list`, key);
}
