import { ExternalLink } from '#components/ui/text-link.tsx';
import type { CommentView } from '#lib/contracts/comment.ts';
import { type CommentPart, partsOf } from '#lib/domain/comment/parts.ts';

function Part({ part }: { part: CommentPart }) {
  switch (part.kind) {
    case 'text':
      return <>{part.text}</>;
    case 'code':
      return <code className="rounded-[3px] bg-sunken px-1 py-px font-mono text-12">{part.text}</code>;
    case 'mention':
      return <strong className="font-medium">{part.text}</strong>;
    case 'link':
      return (
        <ExternalLink href={part.text} inText>
          {part.text}
        </ExternalLink>
      );
  }
}

/** Pieces with the place at which each begins, which tells them apart. */
function placed(parts: readonly CommentPart[]): { at: number; part: CommentPart }[] {
  let at = 0;
  return parts.map((part) => {
    const placedPart = { at, part };
    at += part.text.length;
    return placedPart;
  });
}

/** What somebody said: text, never markup. */
export function CommentText({ comment }: { comment: Pick<CommentView, 'body' | 'mentions'> }) {
  return (
    <p className="whitespace-pre-line text-13 [overflow-wrap:anywhere]">
      {placed(partsOf(comment.body, comment.mentions)).map(({ at, part }) => (
        <Part key={at} part={part} />
      ))}
    </p>
  );
}
