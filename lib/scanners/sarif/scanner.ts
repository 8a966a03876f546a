import type { Category } from '#lib/domain/finding/finding.ts';
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
import { asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { categoryOf } from './category.ts';
import type { SarifDialect } from './dialect.ts';
import { DIALECTS } from './dialects.ts';
import { Reasons, runFailures } from './incomplete.ts';
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
  const reasons = new Reasons();
  const measured = new Set<Category>();
  for (const run of runs) {
    // A run of errors has no results of its own to miss.
    if (run.errorsOnly) continue;
    runFailures(run.object, run.dialect, reasons);
    if (Array.isArray(run.object.results)) for (const category of measuredBy(run)) measured.add(category);
  }
  await readJson(source, {
    cuts: [RESULTS],
    passOver: [ARTIFACTS, ...UNUSED],
    onItem: ({ value, position, indices }) => {
      const run = runs[indices[0] ?? 0];
      if (run === undefined) throw new ReportError('a result outside of the runs', position);
      const outcome = readResult(value, run, position);
      if (outcome.kind === 'skipped') sink.skipped({ position, reason: outcome.reason });
      else if (outcome.kind === 'failure')
        reasons.add(`${run.dialect.id} reports an error: ${outcome.reason.slice(0, 300)}`);
      else if (outcome.kind === 'observation') {
        measured.add(outcome.category);
        sink.observation(outcome.observation);
      }
    },
  });
  return { ...identityOf(runs), categories: [...measured].sort(), incomplete: reasons.list() };
}

/** What a run looked for: by its tool, and by the rules that it describes. */
function measuredBy(run: Run): Category[] {
  const image = run.image !== null;
  const byRules = run.rules.all().map(({ info, owner }) => categoryOf(owner, info, image));
  return [categoryOf(run.dialect, null, image), ...byRules];
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
  const { version, runs } = asRecord(skeleton);
  const written = asString(version);
  if (written !== null && !/^2\.1\.0/.test(written)) {
    throw new ReportError(`SARIF ${written.slice(0, 20)} is not supported: write SARIF 2.1.0`, 'version');
  }
  if (!Array.isArray(runs)) throw new ReportError('the runs are not a list', 'runs');
  if (runs.length === 0) throw new ReportError('the report has no run: nothing was scanned', 'runs');
  if (runs.length > LIMITS.sarifRuns) {
    throw new ReportError(`${runs.length} runs are more than the limit of ${LIMITS.sarifRuns}`, 'runs');
  }
  return runs.map((run, index) => runOf(run, index, places[index] ?? [], dialects));
}

function identityOf(runs: readonly Run[]): Pick<ReportSummary, 'scanner' | 'scannerVersion' | 'scannedAt'> {
  const tools = [...new Set(runs.map((run) => run.dialect.id))].sort();
  if (tools.length > LIMITS.sarifTools) {
    throw new ReportError(
      `${tools.length} tools in one report are more than the limit of ${LIMITS.sarifTools}`,
      'runs',
    );
  }
  const versions = new Set(runs.map((run) => run.version).filter((version) => version !== null));
  const starts = runs.map((run) => run.startedAt).filter((start) => start !== null);
  return {
    scanner: tools.join('+'),
    scannerVersion: tools.length === 1 && versions.size === 1 ? ([...versions][0] ?? null) : null,
    scannedAt: starts.sort()[0] ?? null,
  };
}
