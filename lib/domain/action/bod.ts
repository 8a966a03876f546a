/**
 * What the deadline of CISA's Binding Operational Directive 26-04 depends on. What no source says is assumed to be so: a
 * deadline may be too early, never too late.
 */
export interface BodFacts {
  /** Known to be exploited: CISA's KEV catalogue. */
  kev: boolean;
  /** Reachable from the internet. */
  exposed: boolean;
  /** An attacker can do it to many at once, without anybody's help. */
  automatable: boolean;
  /** It gives all of the system to the attacker. */
  totalImpact: boolean;
}

/** Days until it has to be fixed; null: with the next upgrade, at no date of its own. */
export function bodDays({ kev, exposed, automatable, totalImpact }: BodFacts): 3 | 14 | 60 | null {
  if (kev && exposed && (automatable || totalImpact)) return 3;
  if (kev || (exposed && automatable && totalImpact)) return 14;
  return exposed || totalImpact ? 60 : null;
}
