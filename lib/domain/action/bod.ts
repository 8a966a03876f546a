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

/**
 * Days until it has to be fixed; null: with the next upgrade, at no date of its own. The table of the directive, as CERT/CC
 * publishes it as a decision table of SSVC: three of the four make it urgent, and so does a combination with KEV or exposure.
 */
export function bodDays({ kev, exposed, automatable, totalImpact }: BodFacts): 3 | 14 | 60 | null {
  const worse = [kev, exposed, automatable, totalImpact].filter(Boolean).length;
  if (worse >= 3) return 3;
  if (kev || (exposed && worse === 2)) return 14;
  return exposed || automatable ? 60 : null;
}
