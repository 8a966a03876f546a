import { findTraits } from '#db/queries/evidence.ts';
import { findByKeys, findByNumbers, hasFindings } from '#db/queries/findings-write.ts';
import type { Stream } from '#db/queries/streams.ts';
import { findFormat, findUpload } from '#db/queries/uploads.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { HeldReport } from '#lib/domain/stream/confirm.ts';
import {
  type FindingAnswer,
  type FindingQuestion,
  type ImportPlan,
  planImport,
} from '#lib/domain/stream/plan-import.ts';
import type { At, Part } from './parts.ts';

/** Up to so many keys, looking them up costs no more than to ask whether there is anything. */
const MANY_KEYS = 200;

/** Plans what one part of the report does to its stream. `decided`: it is known already that it takes effect. */
export async function planPart(at: At, part: Part, options: { decided: boolean }): Promise<ImportPlan> {
  const { upload, repository, now } = at;
  const { stream, report, gaps, format, categories } = part;
  const holdSuspicious = repository.holdSuspicious && !options.decided;
  const held = await heldIn(at, stream);
  const planning = planImport({ stream, upload, held, report, gaps, format, categories, holdSuspicious, now });
  const known = new Map<number, KnownFinding>();
  let step = planning.next({});
  while (!step.done) step = planning.next(await answer(at, part, step.value, known));
  return step.value;
}

/** The held report that waits in the stream, with the first one of its series, whose time counts. */
async function heldIn({ tx, scope }: At, { heldUpload }: Stream): Promise<HeldReport | null> {
  const held = heldUpload === null ? null : await findUpload(tx, scope, heldUpload);
  if (held === null) return null;
  const first = held.heldFirst === null ? null : await findUpload(tx, scope, held.heldFirst);
  return { number: held.number, orderAt: held.orderAt, first: first ?? held };
}

/** @param known findings that were asked for by number before, while nothing is written */
async function answer(
  { tx, scope }: At,
  { stream, currentFormat }: Part,
  question: FindingQuestion,
  known: Map<number, KnownFinding>,
): Promise<FindingAnswer> {
  if ('formatOf' in question) {
    const isKnown = currentFormat !== undefined && question.formatOf === stream.currentUpload;
    return { format: isKnown ? currentFormat : await findFormat(tx, scope, question.formatOf) };
  }
  if ('traits' in question) return { traits: await findTraits(tx, scope, stream.id, question.traits) };
  if ('numbers' in question) {
    const fresh = question.numbers.filter((number) => !known.has(number));
    const found = fresh.length === 0 ? [] : await findByNumbers(tx, scope, fresh);
    for (const finding of found) known.set(finding.number, finding);
    return { known: question.numbers.flatMap((number) => known.get(number) ?? []) };
  }
  // An empty repository has none: a first import may ask for very many keys.
  if (question.keys.length > MANY_KEYS && !(await hasFindings(tx, scope))) return { known: [] };
  return { known: await findByKeys(tx, scope, question.keys) };
}
