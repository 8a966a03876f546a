import {
  type Outline,
  ReportError,
  type ReportSource,
  type ReportSummary,
  type Scanner,
  type Sink,
} from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { LIMITS } from '#lib/scanners/shared/limits.ts';
import { inFiles } from '#lib/scanners/shared/parts.ts';
import { textsThatMayHoldSecrets } from '#lib/scanners/shared/secret.ts';
import { asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import type { SarifDialect } from './dialect.ts';
import { DIALECTS } from './dialects.ts';
import { Parts } from './parts.ts';
import { readResult } from './result.ts';
import { type Run, runOf } from './run.ts';
import { Dialects } from './tool.ts';

const RESULTS = 'runs[].results[]';
const ARTIFACTS = 'runs[].artifacts[]';
/** Parts that are not used, and are large in some reports. */
const UNUSED = ['runs[].threadFlowLocations[]', 'runs[].graphs[]', 'runs[].addresses[]', 'runs[].webResponses[]'];

/** The reader of SARIF 2.1.0 of any tool, and of those in the list by what they write differently. */
export function sarifScanner(list: readonly SarifDialect[]): Scanner {
  const dialects = new Dialects(list);
  return {
    id: 'sarif',
    name: 'SARIF',
    aliases: ['sarif-2.1.0', 'sarif-json'],
    categories: ['sast', 'dependency', 'secret', 'iac', 'container', 'dast', 'pipeline', 'license', 'quality'],
    docsUrl: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html',
    accepts,
    parse: (source, sink) => parse(source, sink, dialects),
  };
}

export const sarif: Scanner = sarifScanner(DIALECTS);

/** Versions that are not read are accepted too, so that the refusal can say why. */
function accepts(outline: Outline): boolean {
  if (outline.kind !== 'json' || !isRecord(outline.value)) return false;
  const { runs, version, $schema } = outline.value;
  const named = typeof $schema === 'string' && /\bsarif\b/i.test($schema.slice(0, 500));
  if (!Array.isArray(runs)) return named && Object.hasOwn(outline.value, 'runs');
  return named || typeof version === 'string' || isRecord(asRecord(runs[0]).tool);
}

async function parse(source: ReportSource, sink: Sink, dialects: Dialects): Promise<ReportSummary> {
  const runs = await readRuns(source, dialects);
  const parts = new Parts(runs);
  await readJson(source, {
    cuts: [RESULTS],
    passOver: [ARTIFACTS, ...UNUSED],
    onItem: ({ value, position, indices }) => {
      const run = runs[indices[0] ?? 0];
      if (run === undefined) throw new ReportError('a result outside of the runs', position);
      const outcome = readResult(value, run, position);
      const part = parts.indexOf(run);
      if (outcome.kind !== 'observation' && run.dialect.category === 'secret')
        sink.holds?.(textsThatMayHoldSecrets(value));
      if (outcome.kind === 'skipped') {
        const { reason, standsFor } = outcome;
        sink.skipped({ position, reason, standsFor }, part);
      } else if (outcome.kind === 'failure') {
        const reason = `${run.dialect.id} reports an error: ${outcome.reason.slice(0, 300)}`;
        parts.addGap(part, inFiles([outcome.path], reason));
      } else if (outcome.kind === 'observation') {
        parts.addCategory(part, outcome.category);
        sink.observation(outcome.observation, part);
      }
    },
  });
  return {
    parts: parts.list(),
    scannedAt: runs.flatMap((run) => run.startedAt ?? []).sort()[0] ?? null,
    origins: runs.flatMap((run) => run.origins),
  };
}

/**
 * First pass: reads everything but the results, because tool, rules, artifacts and bases may come after the results in
 * the document.
 */
async function readRuns(source: ReportSource, dialects: Dialects): Promise<Run[]> {
  const places: Json[][] = [];
  const skeleton = await readJson(source, {
    cuts: [ARTIFACTS],
    passOver: [RESULTS, ...UNUSED],
    onItem: ({ value, indices }) => {
      const [run = 0, index = 0] = indices;
      const { uri, uriBaseId } = asRecord(asRecord(value).location);
      places[run] ??= [];
      const list = places[run];
      if (list !== undefined) list[index] = { uri, uriBaseId };
    },
  });
  const log = asRecord(skeleton);
  const { version, runs } = log;
  const written = asString(version);
  if (written !== null && !/^2\.1\.0/.test(written)) {
    // Only a number is repeated: whatever else stands there may be anything.
    const told = /^\d{1,2}(?:\.\d{1,3}){0,3}(?![\w.])/.exec(written)?.[0] ?? 'of this version';
    throw new ReportError(`SARIF ${told} is not supported: write SARIF 2.1.0`, 'version');
  }
  if (!Array.isArray(runs)) throw new ReportError('the runs are not a list', 'runs');
  if (runs.length === 0) throw new ReportError('the report has no run: nothing was scanned', 'runs');
  if (runs.length > LIMITS.sarifRuns) {
    throw new ReportError(`${runs.length} runs are more than the limit of ${LIMITS.sarifRuns}`, 'runs');
  }
  return runs.map((run, index) => runOf(run, index, places[index] ?? [], log, dialects));
}
