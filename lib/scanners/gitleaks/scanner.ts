import {
  type Outline,
  ReportError,
  type ReportSource,
  type ReportSummary,
  type Scanner,
  type Sink,
} from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { onePart } from '#lib/scanners/shared/parts.ts';
import { textsThatMayHoldSecrets } from '#lib/scanners/shared/secret.ts';
import { asRecord, isRecord } from '#lib/scanners/shared/text.ts';
import { leakTraits, readLeak } from './leak.ts';

/**
 * JSON of Gitleaks 8 (`RuleID`) and before (`offender`), and of its successor Betterleaks (`ruleID`). An empty report is a bare
 * `[]`, in some versions `null`, which tells nothing of who wrote it: the registry takes it only with a claim.
 */
export const gitleaks: Scanner = {
  id: 'gitleaks',
  name: 'Gitleaks',
  aliases: ['gitleaks-json', 'betterleaks'],
  categories: ['secret'],
  docsUrl: 'https://github.com/gitleaks/gitleaks',
  emptyByClaim: true,
  accepts,
  parse,
};

function accepts(outline: Outline): boolean {
  if (outline.kind !== 'json' || !Array.isArray(outline.value)) return false;
  const first = asRecord(outline.value[0]);
  const has = (key: string) => Object.hasOwn(first, key);
  if (has('ruleID') && isRecord(first.location)) return has('secret') || has('match');
  return (has('RuleID') && (has('Secret') || has('Match') || has('StartLine'))) || (has('offender') && has('rule'));
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const skeleton = await readJson(source, {
    cuts: ['[]'],
    onItem: ({ value, position }) => {
      const read = readLeak(value, position);
      if (typeof read !== 'string') return sink.observation(read);
      sink.skipped({ position, reason: read, standsFor: leakTraits(value) });
      sink.holds?.(textsThatMayHoldSecrets(value));
    },
  });
  if (skeleton !== null && !Array.isArray(skeleton)) throw new ReportError('the report is not a list of leaks');
  return onePart({ scanner: 'gitleaks', categories: ['secret'] });
}
