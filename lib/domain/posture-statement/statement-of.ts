import type { Statement } from '#lib/domain/signing/envelope.ts';
import type { StatedHead } from './inputs.ts';
import type { StatedFigures } from './recompute.ts';

/** What the statement says of the posture, in words that stay. */
export const POSTURE_PREDICATE = 'urn:plumbline:predicate:posture:v1';

export const inputsName = (week: string): string => `posture-${week}.ndjson`;

/** An in-toto statement about the file of inputs: what the posture was, as it follows from them. */
export function statementOf(
  { organization, week, at }: StatedHead,
  figures: StatedFigures,
  inputsSha256: string,
): Statement {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: inputsName(week), digest: { sha256: inputsSha256 } }],
    predicateType: POSTURE_PREDICATE,
    predicate: { organization, week, at, ...figures },
  };
}
