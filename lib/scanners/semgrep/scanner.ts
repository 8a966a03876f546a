import type { Category } from '#lib/domain/finding/finding.ts';
import {
  type Gap,
  type Outline,
  ReportError,
  type ReportSource,
  type ReportSummary,
  type Scanner,
  type Sink,
} from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { nothingScanned, onePart } from '#lib/scanners/shared/parts.ts';
import { asRecord, asString, isRecord } from '#lib/scanners/shared/text.ts';
import { errorGap } from './error.ts';
import { readResult, resultTraits } from './result.ts';

const SCANNED = 'paths.scanned[]';

export const semgrep: Scanner = {
  id: 'semgrep',
  name: 'Semgrep',
  aliases: ['semgrep-json', 'opengrep', 'semgrep-oss', 'semgrep-pro'],
  categories: ['sast', 'dependency', 'secret', 'iac', 'pipeline', 'quality'],
  docsUrl: 'https://semgrep.dev/docs/semgrep-appsec-platform/json-and-sarif',
  accepts,
  parse,
};

/** `results` and `errors` together; Bandit has both as well, with `metrics` beside them. */
function accepts(outline: Outline): boolean {
  if (outline.kind !== 'json' || !isRecord(outline.value)) return false;
  const { results, errors, metrics, generated_at } = outline.value;
  if (!Array.isArray(results) || !Array.isArray(errors)) return false;
  const isBandit = generated_at !== undefined && metrics !== undefined;
  if (results.length === 0) return !isBandit && !Object.hasOwn(outline.value, '$schema');
  return Object.hasOwn(asRecord(results[0]), 'check_id');
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const measured = new Set<Category>(['sast']);
  const gaps = new Map<string, Gap>();
  let scanned = 0;
  let results = 0;
  const skeleton = await readJson(source, {
    cuts: ['results[]', 'errors[]', SCANNED],
    passOver: ['paths.skipped[]', 'time.targets[]', 'skipped_rules[]'],
    onItem: ({ cut, value, position }) => {
      if (cut === SCANNED) {
        scanned++;
        return;
      }
      if (cut === 'errors[]') {
        const gap = errorGap(value);
        if (gap !== null) gaps.set(gap.reason, gap);
        return;
      }
      results++;
      const read = readResult(value, position);
      if (typeof read === 'string') return sink.skipped({ position, reason: read, standsFor: resultTraits(value) });
      measured.add(read.subject.category);
      sink.observation(read);
    },
  });
  const report = asRecord(skeleton);
  if (!Array.isArray(report.results)) throw new ReportError('the results are not a list', 'results');
  if (Array.isArray(asRecord(report.paths).scanned) && scanned + results === 0) {
    gaps.set('', nothingScanned('Semgrep scanned no file at all.'));
  }
  return onePart({
    scanner: 'semgrep',
    scannerVersion: asString(report.version),
    categories: [...measured].sort(),
    gaps: [...gaps.values()],
  });
}
