import type { Decision } from '#lib/domain/finding/finding.ts';
import type { GainedAdminName, PipelineDrift } from '#lib/domain/outbox/event.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';

/** What a person or team can ask to be told of. */
export const ALERT_KINDS = [
  'live_secret_found',
  'malicious_found',
  'kev_listed',
  'admin_gained',
  'pipeline_drifted',
  'gate_failed',
  'epss_risen',
  'score_dropped',
  'report_held',
  'exception_requested',
  'exception_expiring',
  'branch_gate_failed',
  'report_confirmed',
  'pipeline_silent',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

interface OfRepository {
  at: Date;
  repository: string;
  /** Where to look, from `/` on. */
  path: string;
}

/** One thing that happened. Of reports it has counts, ids of rules, and names of scanners and pipelines: no other text. */
export type AlertItem =
  | (OfRepository & { kind: 'live_secret_found'; count: number; rules: readonly string[] })
  /** `advisories`: of the first findings, each once. */
  | (OfRepository & {
      kind: 'malicious_found' | 'kev_listed' | 'epss_risen';
      count: number;
      advisories: readonly string[];
    })
  /** `people`: the first of them. */
  | (OfRepository & { kind: 'admin_gained'; count: number; people: readonly GainedAdminName[] })
  | (OfRepository & PipelineDrift & { kind: 'pipeline_drifted' })
  /** `rules`: ids of the first that are broken. `ref`: as people say it. */
  | (OfRepository & { kind: 'gate_failed' | 'branch_gate_failed'; ref: string; rules: readonly string[] })
  /** `rules`: of the first findings, each once. `expiresAt`: null where it has no end. */
  | (OfRepository & {
      kind: 'exception_requested' | 'exception_expiring';
      count: number;
      decision: Decision;
      rules: readonly string[];
      expiresAt: Date | null;
      /** Of an exemption, which is about no findings. */
      category?: ScoreCategory | undefined;
    })
  /** Scores as screens show them, with one decimal. */
  | (OfRepository & { kind: 'score_dropped'; before: number; after: number })
  /** `closing`: findings that the report would close. */
  | (OfRepository & { kind: 'report_held'; closing: number; scanners: readonly string[] })
  | (OfRepository & { kind: 'report_confirmed'; fixed: number })
  /** `usual`: `daily`, `every 3 days`. */
  | (OfRepository & {
      kind: 'pipeline_silent';
      pipeline: string;
      scanners: readonly string[];
      lastReportAt: Date;
      usual: string;
    })
  /** For administrators, who did not ask for it: a webhook that failed for so long that nothing is sent to it any more. */
  | { kind: 'sink_paused'; at: Date; name: string; host: string; failures: number; path: string };

/**
 * What one mail tells one person.
 * @public for the mail that shows it
 */
export interface Alert {
  organization: string;
  recipient: { name: string /** IANA name. */; timeZone: string };
  /** What is worst first, in it the newest; cut at 25. */
  items: readonly AlertItem[];
  /** How many beyond `items` there are. */
  more: number;
  /** How many of all waited, and why; null: none did. */
  heldBack: { count: number; why: 'quiet_hours' | 'limit' } | null;
  /** Where the recipient chooses what to be told of, from `/` on. */
  preferencesPath: string;
  /** The page that ends all alerts; null: it is none that the recipient asked for. */
  unsubscribe: string | null;
}
