import type { PreviewDraft, ReviewDraft } from '#components/queries/access-reviews.ts';
import type { Choice } from '#components/shared/picker.tsx';
import { addDays, dayOf } from '#lib/domain/time.ts';

/** What the form of a new review has. */
export interface NewReview {
  name: string;
  systems: readonly string[];
  kind: string;
  level: string;
  production: boolean;
  resource: string;
  unused: string;
  rule: 'named' | 'owners';
  people: readonly Choice[];
  escalate: Choice | null;
  /** The last day. */
  due: string;
}

export const firstReview = (now: Date): NewReview => ({
  ...{ name: '', systems: [], kind: '', level: '0', production: false, resource: '', unused: '' },
  ...{ rule: 'named', people: [], escalate: null, due: dayOf(addDays(now, 14)) },
});

type Scope = ReviewDraft['scope'];

export function scopeOf(form: NewReview): Scope {
  const resource = form.resource.trim();
  return {
    systems: [...form.systems],
    kinds: form.kind === '' ? [] : [form.kind as Scope['kinds'][number]],
    level_min: Number(form.level),
    production_only: form.production,
    resource: resource === '' ? null : resource,
    unused_days: form.unused === '' ? null : Number(form.unused),
  };
}

function reviewersOf({ rule, people }: NewReview): ReviewDraft['reviewers'] {
  const ids = people.map(({ id }) => Number(id));
  return rule === 'named' ? { rule, people: ids } : { rule, fallback: ids };
}

/** What is asked of the preview: people are asked only once there are some. */
export const previewOf = (form: NewReview): PreviewDraft => ({
  scope: scopeOf(form),
  ...(form.people.length === 0 ? {} : { reviewers: reviewersOf(form) }),
  ...(form.people.length === 0 || form.escalate === null ? {} : { escalate_to: Number(form.escalate.id) }),
});

/** The request; null: something is missing. */
export function requestOf(form: NewReview): ReviewDraft | null {
  const name = form.name.trim();
  if (name === '' || form.people.length === 0 || form.escalate === null || form.due === '') return null;
  return {
    ...{ name, scope: scopeOf(form), reviewers: reviewersOf(form), escalate_to: Number(form.escalate.id) },
    // To the end of that day.
    due_at: addDays(new Date(`${form.due}T00:00:00Z`), 1).toISOString(),
  };
}
