import type { Sql } from '#db/client.ts';
import { hasSecondFactor } from '#db/queries/second-factors.ts';

/** Whether the right password of an account is to be followed by a code. */
export const isCodeNeeded = (sql: Sql, accountId: number): Promise<boolean> => hasSecondFactor(sql, accountId);
