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
import { asRecord, asString, isRecord } from '#lib/scanners/shared/text.ts';
import { errorReason } from './error.ts';
import { readResult } from './result.ts';

const MAX_REASONS = 20;

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
  if (!Array.isArray(results) || !Array.isArray(errors) || metrics !== undefined || generated_at !== undefined)
    return false;
  if (results.length === 0) return !Object.hasOwn(outline.value, '$schema');
  return Object.hasOwn(asRecord(results[0]), 'check_id');
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const measured = new Set<Category>(['sast']);
  const reasons = new Set<string>();
  const skeleton = await readJson(source, {
    cuts: ['results[]', 'errors[]'],
    passOver: ['paths.scanned[]', 'paths.skipped[]', 'time.targets[]', 'skipped_rules[]'],
    onItem: ({ cut, value, position }) => {
      if (cut === 'errors[]') {
        const reason = errorReason(value);
        if (reason !== null && reasons.size <= MAX_REASONS) reasons.add(reason);
        return;
      }
      const read = readResult(value, position);
      if (typeof read === 'string') return sink.skipped({ position, reason: read });
      measured.add(read.subject.category);
      sink.observation(read);
    },
  });
  const report = asRecord(skeleton);
  if (!Array.isArray(report.results)) throw new ReportError('the results are not a list', 'results');
  const incomplete = [...reasons];
  if (incomplete.length > MAX_REASONS) incomplete[MAX_REASONS] = 'more errors of Semgrep';
  return {
    scanner: 'semgrep',
    scannerVersion: asString(report.version),
    categories: [...measured].sort(),
    incomplete,
    scannedAt: null,
  };
}
