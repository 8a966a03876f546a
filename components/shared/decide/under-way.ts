'use client';

import { useSyncExternalStore } from 'react';
import type { Decision } from '#lib/domain/finding/finding.ts';

/** What a person wants to be decided about one finding. */
export interface Wished {
  finding: { id: string; ref: string };
  kind: Decision;
  reason: string;
  evidence_url: string | null;
  expires_at: string | null;
}

/** A decision that is on its way to the server, or that the server did not take. */
export interface UnderWay {
  state: 'saving' | 'failed';
  wished: Wished;
  /** Why it was not taken. */
  problem: string | null;
}

const NOTHING: ReadonlyMap<string, UnderWay> = new Map();
let decisions: ReadonlyMap<string, UnderWay> = NOTHING;
const listeners = new Set<() => void>();

function replace(change: (next: Map<string, UnderWay>) => void): void {
  const next = new Map(decisions);
  change(next);
  decisions = next;
  for (const listener of listeners) listener();
}

/** False: one about the same finding is on its way already, and this one does not begin. */
export function beginDecision(wished: Wished): boolean {
  if (decisions.get(wished.finding.id)?.state === 'saving') return false;
  replace((next) => next.set(wished.finding.id, { state: 'saving', wished, problem: null }));
  return true;
}

export const endDecision = (id: string): void => replace((next) => next.delete(id));

export const failDecision = (wished: Wished, problem: string): void =>
  replace((next) => next.set(wished.finding.id, { state: 'failed', wished, problem }));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** By the finding's id, on every screen of this page: what is shown at once, before the server has answered. */
export function useDecisionsUnderWay(): ReadonlyMap<string, UnderWay> {
  return useSyncExternalStore(
    subscribe,
    () => decisions,
    () => NOTHING,
  );
}
