import type { SafeRight } from '#lib/domain/privilege/safe-rights.ts';
import type { Known } from './rule-facts.ts';
import type { Tri } from './tri.ts';

/** A safe of a vault, with who may do what in it. */
export interface Safe {
  readonly id: string;
  readonly name: string;
  /** Whether somebody else has to approve before something is taken. */
  readonly dualControl: Tri;
  readonly members: Known<readonly SafeMember[]>;
}

/** One entry of a safe's list of members, which may be a group. */
export interface SafeMember {
  /** Of the person or group. */
  readonly id: string;
  readonly name: string;
  /** Ids of people. */
  readonly holders: readonly string[];
  /** Whether nobody tells who else is in the group. */
  readonly others: boolean;
  readonly rights: readonly SafeRight[];
}
