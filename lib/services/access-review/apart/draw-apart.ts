import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#lib/errors.ts';
import { askChild, ChildDiedError } from '../../apart/ask-child.ts';
import { codeRights } from '../../apart/code-rights.ts';
import { startChild } from '../../apart/start-child.ts';
import { DOCUMENT_FILE, type DrawAnswer, type DrawRequest } from './protocol.ts';

const MIB = 1024 * 1024;
/** Twenty thousand rights, as many as a review may have, take a third of both. */
const LIMITS = { milliseconds: 180_000, memory: 900 * MIB, watchEvery: 500 };

/**
 * Draws the document of a review in a process of its own, which has no database, no keys and no right but to read code, and to
 * read and write in the folder of the request: thousands of pages hold up no request of others.
 * @throws Fault unavailable
 */
export async function drawApart(request: DrawRequest): Promise<Buffer> {
  const { folder } = request;
  const problem = await problemOf(request);
  if (problem === null) return readFile(join(folder, DOCUMENT_FILE));
  const detail = `The document could not be drawn: it ${problem}. The table (evidence.csv) has the same rows.`;
  throw new Fault('unavailable', detail, { retryAfter: 60 });
}

/** Why there is no document; null: there is. */
async function problemOf(request: DrawRequest): Promise<string | null> {
  const flags = codeRights([], request.folder);
  const child = startChild('lib/services/access-review/apart/child.ts', { heap: 512, flags });
  try {
    const answer = await askChild<DrawAnswer>(child, request, LIMITS);
    return answer.kind === 'done' ? null : `failed, ${answer.message}`;
  } catch (error) {
    if (error instanceof ChildDiedError) return error.message;
    throw error;
  }
}
