'use client';

import { useRef, useState } from 'react';
import { addComment, deleteComment, editComment } from '#components/queries/finding-people.ts';
import { CommentForm } from '#components/shared/comment-form.tsx';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { ExactTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import type { CommentView } from '#lib/contracts/comment.ts';
import type { FindingView } from '#lib/contracts/finding.ts';
import { CommentText } from './comment-text.tsx';
import { Section } from './section.tsx';

function Own({ comment, onEdit }: { comment: CommentView; onEdit: () => void }) {
  return (
    <div className="mt-1 flex gap-2">
      {comment.may.edit ? (
        <Button size="sm" onClick={onEdit}>
          Edit
        </Button>
      ) : null}
      <ConfirmButton
        trigger={<Button size="sm">Delete…</Button>}
        title="Delete this comment?"
        description={`What ${comment.author} said is gone for good. That there was a comment stays.`}
        confirm="Delete it"
        isDangerous
        act={async () => {
          await deleteComment(comment.id);
          return { title: 'The comment is deleted' };
        }}
      />
    </div>
  );
}

function Comment({ comment, finding }: { comment: CommentView; finding: string }) {
  const [editing, setEditing] = useState(false);
  const { deleted_at: deleted, edited_at: edited } = comment;
  return (
    <li className="py-3">
      <p className="mb-1 flex flex-wrap items-baseline gap-x-2 text-12 text-faint">
        <span className="font-medium text-13 text-ink [overflow-wrap:anywhere]">{comment.author}</span>
        {comment.by === 'token' ? <span>by API token</span> : null}
        <ExactTime at={comment.at} />
        {edited === null || deleted !== null ? null : (
          <span>
            edited <RelativeTime at={edited} />
          </span>
        )}
      </p>
      {deleted !== null ? <p className="text-13 text-faint">This comment was deleted.</p> : null}
      {deleted === null && editing ? (
        <CommentForm
          finding={finding}
          initial={comment.body}
          button="Save"
          send={(body) => editComment(comment.id, body)}
          onClose={() => setEditing(false)}
        />
      ) : null}
      {deleted === null && !editing ? (
        <>
          <CommentText comment={comment} />
          {comment.may.edit || comment.may.delete ? <Own comment={comment} onEdit={() => setEditing(true)} /> : null}
        </>
      ) : null}
    </li>
  );
}

/** What people say about it, the oldest first, and a place to say something. */
export function Comments({ view }: { view: FindingView }) {
  const { comments, finding, may } = view;
  const form = useRef<HTMLDivElement>(null);
  const write = () => form.current?.querySelector('textarea')?.focus();
  useShortcuts('Finding', may.work ? [{ keys: 'c', label: 'Comment', run: write }] : []);
  if (comments.length === 0 && !may.work) return null;
  return (
    <Section title="Comments">
      {comments.length === 0 ? null : (
        <ul className="mb-3 divide-y border-y">
          {comments.map((comment) => (
            <Comment key={comment.id} comment={comment} finding={finding.id} />
          ))}
        </ul>
      )}
      {may.work ? (
        <div ref={form} className="scroll-mt-24">
          <CommentForm
            finding={finding.id}
            button="Comment"
            send={(body) => addComment(finding.id, body)}
            onClose={null}
          />
        </div>
      ) : null}
    </Section>
  );
}
