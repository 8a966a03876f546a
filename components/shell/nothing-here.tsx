import type { ReactNode } from 'react';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';

export interface NothingHereProps {
  /** "There is no such finding". */
  title: string;
  /** Why that may be. */
  children: ReactNode;
  /** Where to go on. */
  href: string;
  label: string;
}

/** The not-found page inside the frame, whatever was looked for. */
export function NothingHere({ title, children, href, label }: NothingHereProps) {
  return (
    <>
      <PageHead title={title} answer={children} />
      <LinkButton href={href} variant="primary">
        {label}
      </LinkButton>
    </>
  );
}
