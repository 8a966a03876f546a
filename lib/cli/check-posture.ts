import { isDeepStrictEqual } from 'node:util';
import { statedFigures, statedHead, statedRepository } from '#lib/contracts/posture-statement.ts';
import { recomputeStatement } from '#lib/domain/posture-statement/recompute.ts';
import { Fault } from '#lib/errors.ts';

/**
 * Computes the figures of a posture statement again from the file of its inputs.
 * @returns what differs, in sentences; empty: the statement says what follows from them
 * @throws Fault invalid_input where the file is none of inputs
 */
export function checkPosture(file: string, bytes: Buffer, predicate: unknown): string[] {
  const [first, ...lines] = bytes.toString('utf8').trimEnd().split('\n');
  const head = lineOf(file, 1, first ?? '', statedHead);
  const repositories = lines.map((line, index) => lineOf(file, index + 2, line, statedRepository));
  const stated = statedFigures.loose().safeParse(predicate);
  if (!stated.success) return ['The statement has no figures of a posture that this version knows.'];
  const computed: Record<string, unknown> = { ...recomputeStatement(repositories) };
  const { organization, week, at } = head;
  const all: Record<string, unknown> = { organization, week, at, ...computed };
  const said: Record<string, unknown> = stated.data;
  return Object.keys(all).flatMap((name) =>
    isDeepStrictEqual(said[name], all[name])
      ? []
      : [`${name}: the statement says ${JSON.stringify(said[name])}, its inputs make ${JSON.stringify(all[name])}.`],
  );
}

function lineOf<T>(file: string, number: number, text: string, schema: { parse: (value: unknown) => T }): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Fault('invalid_input', `${file}: line ${number} is no line of the inputs of a posture statement.`, {
      cause,
    });
  }
}
