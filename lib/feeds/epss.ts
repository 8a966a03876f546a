import type { EpssRow } from '#lib/domain/feed/rows.ts';
import type { ReportSource } from '#lib/scanners/contract.ts';
import { textLines } from '#lib/scanners/shared/lines.ts';
import { FeedError, type InvalidRows, type OpenFeed } from './contract.ts';
import { cveNumber } from './cve.ts';
import { inflated } from './inflated.ts';
import { FEED_LIMITS } from './limits.ts';

const BATCH = 10_000;
const HEADER = 'cve,epss,percentile';
const WHERE = 'Get it from FIRST: epss_scores-current.csv.gz.';

/** Reads EPSS as FIRST publishes it, plain or packed with gzip. @throws FeedError when the beginning is something else */
export async function openEpss(source: ReportSource, invalid: InvalidRows): Promise<OpenFeed<EpssRow>> {
  const lines = textLines(await inflated(source));
  const first = await nextOf(lines);
  const dataAt = scoreDate(first);
  const header = first?.startsWith('#') ? await nextOf(lines) : first;
  if (header?.trim().toLowerCase() !== HEADER) {
    throw new FeedError(`This is no EPSS file: the line "${HEADER}" is not where it should be. ${WHERE}`);
  }
  if (dataAt === null) {
    throw new FeedError(`The file does not say of which day it is: its first line should name score_date. ${WHERE}`);
  }
  // By number: names would take ten times the memory.
  const seen = new Set<number>();
  return {
    dataAt,
    rows: rowsOf(lines, invalid, seen),
    has: (advisory) => seen.has(cveNumber(advisory) ?? -1),
  };
}

async function nextOf(lines: AsyncGenerator<string>): Promise<string | null> {
  const { value, done } = await lines.next();
  return done === true ? null : value;
}

/** `#model_version:v2025.03.14,score_date:2026-11-28T00:00:00+0000` */
function scoreDate(line: string | null): Date | null {
  if (line === null || !line.startsWith('#')) return null;
  const [, day, time] =
    /score_date:(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2})?/.exec(line.slice(0, FEED_LIMITS.line)) ?? [];
  const date = new Date(`${day}${time ?? 'T00:00:00'}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

async function* rowsOf(
  lines: AsyncGenerator<string>,
  invalid: InvalidRows,
  seen: Set<number>,
): AsyncGenerator<readonly EpssRow[]> {
  let batch: EpssRow[] = [];
  // Rows begin at the third line.
  let number = 2;
  for await (const line of lines) {
    number += 1;
    if (line === '') continue;
    const row = rowOf(line, seen);
    if (typeof row === 'string') invalid.add(`line ${number}`, row);
    else batch.push(row);
    if (seen.size + invalid.count > FEED_LIMITS.rows) {
      throw new FeedError(`The file has more than ${FEED_LIMITS.rows} rows, far more than there are CVEs.`);
    }
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A row, or why it is none. */
function rowOf(line: string, seen: Set<number>): EpssRow | string {
  if (line.length > FEED_LIMITS.line) return 'the line is too long';
  const [advisory = '', first = '', second = '', ...more] = line.split(',');
  const cve = cveNumber(advisory);
  if (cve === null) return 'it does not begin with a CVE';
  if (more.length > 0) return 'it has more than three values';
  const [epss, percentile] = [shareOf(first), shareOf(second)];
  if (epss === null || percentile === null) return 'its values are no numbers from 0 to 1';
  if (seen.has(cve)) return `${advisory} was there before`;
  seen.add(cve);
  return { advisory, epss, percentile };
}

function shareOf(text: string): number | null {
  if (!/^\d(?:\.\d{1,20})?(?:[eE]-?\d{1,2})?$/.test(text)) return null;
  const value = Number(text);
  return value >= 0 && value <= 1 ? value : null;
}
