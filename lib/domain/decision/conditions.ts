import type { Exploit } from '#lib/domain/finding/exploit.ts';
import type { Decision, Severity } from '#lib/domain/finding/finding.ts';
import { countedAs, severityRank } from '#lib/domain/finding/severity.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';
import { RETURN_REASONS, type ReturnReason } from './exception.ts';

/** What a decision rests on, as it was when it came into force. */
export interface Conditions {
  exploit: Exploit;
  exposure: Exposure;
  severity: Severity;
  /** Scanners that report it. */
  scanners: readonly string[];
  /** Whether one of them has tried it. */
  verified: boolean;
}

/**
 * What brings back which kind. A false positive says that there is no problem: how dangerous the problem is elsewhere does
 * not touch that, what says that there is one does, and so does what makes an error cost most.
 */
const RETURNS: Readonly<Record<Decision, readonly ReturnReason[]>> = {
  accepted: RETURN_REASONS,
  false_positive: ['malicious', 'kev', 'verified', 'confirmed'],
};

/** Steps of EPSS at which risk is another one: below 0.1, from 0.1, from 0.5. What is known stands above them. */
const STEPS: Readonly<Record<Exploit, number>> = {
  none: 0,
  epss_low: 0,
  epss1: 0,
  epss10: 1,
  epss50: 2,
  kev: 3,
  malicious: 4,
};

/** A feed of a later version may know more words. */
const stepOf = (exploit: Exploit): number => STEPS[exploit] ?? 0;

function holds(reason: ReturnReason, before: Conditions, now: Conditions): boolean {
  switch (reason) {
    case 'malicious':
      return now.exploit === 'malicious' && before.exploit !== 'malicious';
    case 'kev':
      return now.exploit === 'kev' && before.exploit !== 'kev';
    case 'epss':
      return stepOf(now.exploit) > stepOf(before.exploit);
    case 'exposure':
      return now.exposure === 'public' && before.exposure !== 'public';
    case 'severity':
      return severityRank(countedAs(now.severity)) < severityRank(countedAs(before.severity));
    case 'verified':
      return now.verified && !before.verified;
    case 'confirmed':
      return now.scanners.some((scanner) => !before.scanners.includes(scanner));
  }
}

/** Why an exception does not hold any more under the conditions of `now`; null when it holds. What has become better never ends it. */
export function returnReason(kind: Decision, before: Conditions, now: Conditions): ReturnReason | null {
  return RETURNS[kind].find((reason) => holds(reason, before, now)) ?? null;
}
