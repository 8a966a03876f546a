import { driftWords } from '#lib/domain/outbox/drift-words.ts';
import { exceptionWords } from '#lib/domain/outbox/exception-words.ts';
import { few } from '#lib/domain/outbox/few.ts';
import { gainedWords } from '#lib/domain/outbox/gained-words.ts';
import type { AlertItem } from './alert.ts';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What happened, in one sentence without the repository's name, which stands beside it. */
export function alertWords(item: AlertItem): string {
  switch (item.kind) {
    case 'live_secret_found':
      return item.count === 1
        ? `A secret was found that still works (${few(item.rules)}). Rotate it now.`
        : `${item.count} secrets were found that still work (${few(item.rules)}). Rotate them now.`;
    case 'malicious_found':
      return `A package is malicious (${few(item.advisories)}): ${plural(item.count, 'open finding', 'open findings')} here. Remove it now.`;
    case 'kev_listed':
      return `KEV lists ${few(item.advisories)} as known to be exploited: ${plural(item.count, 'open finding', 'open findings')} here.`;
    case 'epss_risen':
      return `EPSS rose to 10 % or more for ${few(item.advisories)}: ${plural(item.count, 'open finding', 'open findings')} here.`;
    case 'admin_gained':
      return gainedWords(item.people, item.count);
    case 'pipeline_drifted':
      return `Pipelines changed: ${driftWords(item)}.`;
    case 'gate_failed':
    case 'branch_gate_failed':
      return `The gate of ${item.ref} fails: ${few(item.rules)}.`;
    case 'exception_requested':
    case 'exception_expiring':
      return exceptionWords(item.kind, item);
    case 'score_dropped':
      return `The posture score fell from ${item.before.toFixed(1)} to ${item.after.toFixed(1)}.`;
    case 'report_held':
      return `A report of ${few(item.scanners)} waits: it would close ${plural(item.closing, 'finding', 'findings')}. Somebody must release it, or another run must say the same.`;
    case 'report_confirmed':
      return `A report that waited took effect, because another run says the same: ${plural(item.fixed, 'finding is', 'findings are')} fixed. Nobody looked at it.`;
    case 'pipeline_silent':
      return `${few(item.scanners)} in the pipeline ${item.pipeline} reported last on ${item.lastReportAt.toISOString().slice(0, 10)} (usually ${item.usual}).`;
    case 'sink_paused':
      return `Nothing is sent to ${item.host} any more, after ${plural(item.failures, 'failure', 'failures')} in a row. What happens is kept until somebody resumes it.`;
  }
}
