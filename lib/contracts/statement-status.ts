import { z } from 'zod';
import { STATEMENT_STATUSES } from '#lib/domain/statement/statement.ts';

export const statementStatus = z.enum(STATEMENT_STATUSES);
