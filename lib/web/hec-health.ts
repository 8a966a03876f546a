import { checkIntake } from '#lib/services/events/check-intake.ts';
import { hecAnswer } from './hec-answer.ts';
import { getSystem } from './system.ts';

/** Whether a batch would be taken now. */
export async function hecHealth(path: string): Promise<Response> {
  if (path !== 'health') return hecAnswer('not_found');
  try {
    return hecAnswer((await checkIntake(getSystem())) ? 'healthy' : 'unhealthy');
  } catch {
    return hecAnswer('busy');
  }
}
