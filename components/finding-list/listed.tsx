import type { ReactNode } from 'react';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { Severity } from '#lib/domain/finding/finding.ts';

export interface ListedProps {
  severity: Severity;
  title: string;
  href: string;
  /** Tags behind the title. */
  marks: ReactNode;
  /** The second line. */
  children: ReactNode;
  className?: string;
}

/** A finding or a group of them in two lines; the title takes two lines itself where the screen is narrow. */
export function Listed({ severity, title, href, marks, children, className = '' }: ListedProps) {
  return (
    <span className={`flex min-w-0 items-start gap-2.5 py-2 ${className}`}>
      <SeverityMark severity={severity} compact className="h-[18px] shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="flex min-w-0 items-center gap-2">
          <TextLink
            quiet
            href={href}
            className="line-clamp-2 min-w-0 whitespace-normal font-medium [overflow-wrap:anywhere] lg:block lg:truncate"
            title={title}
          >
            {title}
          </TextLink>
          {marks}
        </span>
        {children}
      </span>
    </span>
  );
}
