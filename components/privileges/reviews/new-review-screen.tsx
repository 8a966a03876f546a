'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { beginReview, everyReviewQuery, type ReviewDraft, reviewHref } from '#components/queries/access-reviews.ts';
import { reasonOf } from '#components/queries/fetch.ts';
import { errorAt } from '#components/queries/send.ts';
import { useSettled } from '#components/shared/use-settled.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { firstReview, type NewReview, previewOf, requestOf } from './new-review.ts';
import { PeopleFields, ScopeFields } from './new-review-fields.tsx';
import { NewReviewPreview } from './new-review-preview.tsx';

const SHOWN_AT = ['name', 'due_at', 'escalate_to', 'reviewers', 'scope.resource', 'scope.unused_days'];
/** Long enough for the next letter to come. */
const SETTLES_MS = 400;

function useBegin() {
  const client = useQueryClient();
  const { toast } = useToast();
  const router = useNavigate();
  return useMutation({
    mutationFn: (body: ReviewDraft) => beginReview(body),
    onSuccess: async ({ id }) => {
      toast({ title: 'The review has begun', description: 'Whoever is asked is told by mail.' });
      await client.invalidateQueries(everyReviewQuery);
      router.push(reviewHref(id));
    },
  });
}

/** Asks what is reviewed, by whom and until when, and shows all along what that would be. */
export function NewReviewScreen() {
  const [form, setForm] = useState<NewReview>(() => firstReview(new Date()));
  const begin = useBegin();
  const settled = useSettled(form, SETTLES_MS);
  const request = requestOf(form);
  const fields = {
    form,
    set: (change: Partial<NewReview>) => setForm((now) => ({ ...now, ...change })),
    error: begin.error,
  };
  const isSaidBeside = SHOWN_AT.some((name) => errorAt(begin.error, name) !== null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (request !== null && !begin.isPending) begin.mutate(request);
  };
  return (
    <>
      <PageHead
        above={<TextLink href="/privileges/reviews">Access reviews</TextLink>}
        title="New access review"
        answer="Rights are frozen as the newest inventories say them, and people are asked whether each is still needed."
      />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <form onSubmit={submit} method="post" noValidate className="flex min-w-0 max-w-xl flex-col gap-8">
          <Field label="Name" required error={errorAt(begin.error, 'name')}>
            {(control) => (
              <Input
                {...control}
                value={form.name}
                maxLength={100}
                placeholder="Admins, fourth quarter"
                onChange={({ target }) => fields.set({ name: target.value })}
              />
            )}
          </Field>
          <ScopeFields {...fields} />
          <PeopleFields {...fields} />
          {begin.error === null || isSaidBeside ? null : (
            <p role="alert" className="text-13 text-failed [overflow-wrap:anywhere]">
              {reasonOf(begin.error)}
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" disabled={request === null} busy={begin.isPending}>
              Begin the review
            </Button>
            <LinkButton href="/privileges/reviews">Not now</LinkButton>
          </div>
        </form>
        <div className="min-w-0 lg:sticky lg:top-6">
          <NewReviewPreview body={previewOf(settled)} waits={settled !== form} />
        </div>
      </div>
    </>
  );
}
