import { z } from 'zod';
import type { KevRow } from '#lib/domain/feed/rows.ts';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { FeedError, type InvalidRows, type OpenFeed } from './contract.ts';
import { cveNumber } from './cve.ts';
import { inflated } from './inflated.ts';

const WHERE = 'Get it from CISA: known_exploited_vulnerabilities.json.';

const skeleton = z.looseObject({
  dateReleased: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  count: z.number().int().nonnegative(),
  vulnerabilities: z.array(z.unknown()),
});

const day = z.iso.date();
const item = z.looseObject({
  cveID: z.string().refine((name) => cveNumber(name) !== null),
  dateAdded: day,
  dueDate: day,
  knownRansomwareCampaignUse: z.string().max(100).optional(),
});

/** What each field would have to be, for those who read why a row is invalid. */
const WANTED = new Map([
  ['cveID', 'cveID is no CVE'],
  ['dateAdded', 'dateAdded is no day like 2026-11-03'],
  ['dueDate', 'dueDate is no day like 2026-11-03'],
]);

/** Reads KEV, the catalogue of CISA, as published. @throws FeedError when it is something else or not whole */
export async function openKev(source: ReportSource, invalid: InvalidRows): Promise<OpenFeed<KevRow>> {
  const rows = new Map<string, KevRow>();
  let items = 0;
  const onItem = ({ value, position }: { value: unknown; position: string }): void => {
    items += 1;
    const row = rowOf(value);
    if (typeof row === 'string') invalid.add(position, row);
    else if (rows.has(row.advisory)) invalid.add(position, `${row.advisory} was there before`);
    else rows.set(row.advisory, row);
  };
  const document = await readJson(await inflated(source), { cuts: ['vulnerabilities[]'], onItem }).catch(plainly);
  const read = skeleton.safeParse(document);
  if (!read.success) {
    throw new FeedError(`This is no KEV catalogue: dateReleased, count or vulnerabilities is missing. ${WHERE}`);
  }
  const { count, dateReleased } = read.data;
  if (count !== items) {
    throw new FeedError(`The catalogue says that it has ${count} entries, and has ${items}: it is not whole.`);
  }
  if (items === 0) throw new FeedError(`The catalogue is empty. ${WHERE}`);
  return { dataAt: new Date(dateReleased), rows: once([...rows.values()]), has: (name) => rows.has(name) };
}

async function* once<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}

function rowOf(value: unknown): KevRow | string {
  const read = item.safeParse(value);
  if (!read.success) return WANTED.get(String(read.error.issues[0]?.path[0])) ?? 'it is no entry of KEV';
  const { cveID, dateAdded, dueDate, knownRansomwareCampaignUse } = read.data;
  return { advisory: cveID, addedOn: dateAdded, dueOn: dueDate, ransomware: knownRansomwareCampaignUse === 'Known' };
}

/** The JSON reader speaks of reports. */
function plainly(error: unknown): never {
  if (!(error instanceof ReportError)) throw error;
  const where = error.position === null ? '' : ` (${error.position})`;
  throw new FeedError(`The file is not whole or is no JSON: ${error.message}${where}.`);
}
