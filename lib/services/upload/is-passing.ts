import { sqlState } from '#db/transaction.ts';
import { machineFault } from './read/machine-fault.ts';
import { ReaderDiedError } from './read/protocol.ts';

/** Postgres: connection, rollback, resources, not now, intervention, system, internal. */
const PASSING_STATES = /^(08|40|53|55|57|58|XX)/;

/** Whether the failure is the machine's and not the report's: tried again until it works, however often that is. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ReaderDiedError) return false;
  if (machineFault(error) !== null) return true;
  const code = sqlState(error) ?? '';
  return /^[0-9A-Z]{5}$/.test(code) && PASSING_STATES.test(code);
}
