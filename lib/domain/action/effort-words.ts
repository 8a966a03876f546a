import type { Effort, Experience } from './effort.ts';
import type { Reason } from './reasons.ts';

/** "45 minutes", "2.5 hours": no more precise than screens write it. */
function hoursText(hours: number): string {
  const minutes = Math.max(5, Math.round((hours * 60) / 5) * 5);
  if (minutes < 60) return `${minutes} minutes`;
  const rounded = Math.round(hours * 2) / 2;
  return rounded === 1 ? '1 hour' : `${rounded} hours`;
}

/** Why it counts with so many hours; the date is that of the last fix that could be among those it was learned of. */
export function effortReason({ hours, experience }: Effort, manyRepositories = false): Reason {
  const takes = `takes about ${hoursText(hours)}${manyRepositories ? ' in one repository' : ''}`;
  if (experience === null) return { text: `${takes}: rule of thumb`, at: null };
  return { text: `${takes}: ${basisText(hours, experience)} up to`, at: experience.until };
}

function basisText(hours: number, { closings, medianHours }: Experience): string {
  const fixes = `${closings} such fixes of yours`;
  if (hours === medianHours) return `median of ${fixes}`;
  const bound =
    hours < medianHours ? 'four times the rule of thumb at most' : 'a quarter of the rule of thumb at least';
  return `${bound}, where ${hoursText(medianHours)} is the median of ${fixes}`;
}
