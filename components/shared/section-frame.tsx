import type { ReactNode } from 'react';
import { PageHead, type PageHeadProps } from '#components/ui/page-head.tsx';
import { NotLoaded, type NotLoadedProps } from './load-error.tsx';
import { type SectionLink, SectionNav } from './section-nav.tsx';

interface SectionFrameProps<T> {
  /** What all of its sections are about. */
  query: NotLoadedProps['query'] & { data: T | undefined };
  /** Until it is here, and when it cannot be loaded. */
  loading: Pick<NotLoadedProps, 'title' | 'actions' | 'children'>;
  head: (view: T) => Omit<PageHeadProps, 'className'>;
  /** Of the links between its sections. */
  label: string;
  sections: (view: T) => readonly SectionLink[];
  children: (view: T) => ReactNode;
}

/** The page of one thing: its head, and its sections, each with an address of its own. */
export function SectionFrame<T>({ query, loading, head, label, sections, children }: SectionFrameProps<T>) {
  const view = query.data;
  if (view === undefined) return <NotLoaded {...loading} query={query} />;
  return (
    <>
      <PageHead {...head(view)} className="mb-4" />
      <SectionNav label={label} sections={sections(view)} />
      {children(view)}
    </>
  );
}
