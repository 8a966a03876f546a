import type { Confidence } from '#lib/domain/finding/finding.ts';

/** How sure the scanner is; that it was tried and works is what nobody should overlook. */
export function ConfidenceWord({ of }: { of: Confidence }) {
  if (of === 'unknown') return 'not reported';
  if (of !== 'verified') return of;
  return <strong className="font-semibold text-failed">verified: it was tried, and it works</strong>;
}
