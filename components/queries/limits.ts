import type { LimitsChange, LimitsView } from '#lib/contracts/limits.ts';
import { sendJson } from './send.ts';

export const changeLimits = (change: LimitsChange) => sendJson<LimitsView>('PATCH', '/api/v1/limits', change);
