import { DRIFT_SCHEMA, driftFinding, driftHead } from '#lib/domain/pipeline/drift-report/document.ts';
import { observeDrift } from '#lib/domain/pipeline/drift-report/observe-drift.ts';
import type { Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { onePart } from '#lib/scanners/shared/parts.ts';
import { isRecord } from '#lib/scanners/shared/text.ts';
import { DRIFT_SCANNER } from './id.ts';

/** What Plumbline itself saw change in files of pipelines, as a report. */
export const scanner: Scanner = {
  id: DRIFT_SCANNER,
  name: 'Plumbline drift',
  aliases: [],
  categories: ['pipeline'],
  docsUrl: 'https://docs.github.com/en/actions/reference/security/secure-use',
  accepts: ({ kind, ...outline }: Outline) =>
    kind === 'json' && 'value' in outline && isRecord(outline.value) && outline.value.schema === DRIFT_SCHEMA,
  parse,
};

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const head = driftHead.safeParse(
    await readJson(source, {
      cuts: ['findings[]'],
      onItem({ value, position }) {
        const read = driftFinding.safeParse(value);
        if (read.success) sink.observation(observeDrift(read.data, DRIFT_SCANNER, position));
        else sink.skipped({ position, reason: 'not what is found of changes' });
      },
    }),
  );
  if (head.success) return onePart({ scanner: DRIFT_SCANNER, categories: [...scanner.categories] }, head.data.as_of);
  const [issue] = head.error.issues;
  throw new ReportError(`not what was found of changes: ${issue?.message ?? ''}`, issue?.path.join('.') || null);
}
