import type { OsvRow } from '#lib/domain/feed/osv.ts';
import { DAY_MS } from '#lib/domain/time.ts';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { utf8Chunks } from '#lib/scanners/shared/decode.ts';
import { JsonCutter } from '#lib/scanners/shared/json-cutter.ts';
import { JsonFault } from '#lib/scanners/shared/json-skeleton.ts';
import { textLines } from '#lib/scanners/shared/lines.ts';
import { FeedError, type InvalidRows } from './contract.ts';
import { inflated } from './inflated.ts';
import { FEED_LIMITS } from './limits.ts';
import { archiveMembers } from './osv-archive.ts';
import { osvRowOf } from './osv-record.ts';

/** Records of one batch. */
const BATCH = 2000;
const WHERE = 'Get it from OSV: all.zip of an ecosystem.';

/** One record as text; `position` says where it stands in the file. */
interface Piece {
  position: string;
  text: string;
}

/**
 * Reads records of OSV as published: an archive of an ecosystem, one record, a list, or one record on each line, plain or
 * packed with gzip. Each record comes once. @throws FeedError for what makes the whole file worthless
 */
export async function* readOsv(
  source: ReportSource,
  invalid: InvalidRows,
  now: Date,
): AsyncGenerator<readonly OsvRow[]> {
  const latest = new Date(now.getTime() + DAY_MS);
  const seen = new Set<string>();
  let batch: OsvRow[] = [];
  for await (const { position, text } of await piecesOf(source, invalid)) {
    const row = osvRowOf(parsed(text), latest);
    if (typeof row === 'string') invalid.add(position, row);
    else if (seen.has(row.id)) invalid.add(position, `${row.id} was there before`);
    else batch.push(row);
    if (typeof row !== 'string') seen.add(row.id);
    if (seen.size + invalid.count > FEED_LIMITS.rows) {
      throw new FeedError(`The file has more than ${FEED_LIMITS.rows} records, far more than there are.`);
    }
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
  if (seen.size === 0 && invalid.count > 0) nothingRead(invalid);
}

/** A file that is something else has no record at all: that is said, whatever its size. */
function nothingRead({ listed, count }: InvalidRows): never {
  const [first] = listed;
  const why = first === undefined ? '' : `: ${first.position}, ${first.reason}`;
  throw new FeedError(`None of ${count === 1 ? 'its one record' : `${count} records`} can be read${why}. ${WHERE}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function piecesOf(source: ReportSource, invalid: InvalidRows): Promise<AsyncIterable<Piece>> {
  const head = Buffer.from(await source.slice(0, 4));
  if (head.subarray(0, 2).toString('latin1') === 'PK') return membersOf(source, invalid);
  const room = Math.min(FEED_LIMITS.total, Math.max(FEED_LIMITS.bytes, source.size * FEED_LIMITS.ratio));
  const plain = await inflated(source, room);
  return plainly((await firstCharacter(plain)) === '[' ? elementsOf(plain) : linesOf(plain));
}

async function* membersOf(source: ReportSource, invalid: InvalidRows): AsyncGenerator<Piece> {
  for await (const { name, text } of archiveMembers(source, invalid)) yield { position: name, text };
}

async function firstCharacter(source: ReportSource): Promise<string> {
  for await (const chunk of utf8Chunks(source)) {
    const text = chunk.toString('utf8').trimStart();
    if (text !== '') return text.charAt(0);
  }
  throw new FeedError(`The file is empty. ${WHERE}`);
}

/** The members of a list. */
async function* elementsOf(source: ReportSource): AsyncGenerator<Piece> {
  let found: Piece[] = [];
  const take = ({ text, position }: { text: string | null; position: string }): void => {
    if (text !== null) found.push({ position, text });
  };
  const cutter = new JsonCutter(new Map([['[]', false]]), take, FEED_LIMITS.member);
  for await (const chunk of utf8Chunks(source)) {
    cutter.push(chunk);
    yield* found;
    found = [];
  }
  cutter.end();
  yield* found;
}

/** A record on each line; where the first line is none, the whole file is one record. */
async function* linesOf(source: ReportSource): AsyncGenerator<Piece> {
  let number = 0;
  let whole: string[] | null = null;
  let size = 0;
  let last = '';
  for await (const line of textLines(source)) {
    number += 1;
    if (line.trim() === '') continue;
    if (number === 1 && parsed(line) === undefined) whole = [];
    if (whole === null) {
      last = line;
      yield { position: `line ${number}`, text: line };
      continue;
    }
    size += line.length;
    if (size > FEED_LIMITS.member)
      throw new FeedError(`One record is larger than ${FEED_LIMITS.member} bytes. ${WHERE}`);
    whole.push(line);
  }
  if (whole === null) {
    // Damage in the middle is one record less; at the end it is a file that did not come whole.
    if (parsed(last) === undefined) throw new FeedError(`The file is cut off: its last line is no record. ${WHERE}`);
    return;
  }
  const text = whole.join('\n');
  if (parsed(text) === undefined) throw new FeedError(`The file is not whole or is no JSON. ${WHERE}`);
  yield { position: 'the record', text };
}

/** The readers of JSON speak of reports. */
async function* plainly(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  try {
    yield* pieces;
  } catch (error) {
    if (!(error instanceof ReportError) && !(error instanceof JsonFault)) throw error;
    throw new FeedError(`The file is not whole or is no JSON: ${error.message}. ${WHERE}`);
  }
}
