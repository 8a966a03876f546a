import type { ReactNode } from 'react';
import { PageHead } from '#components/ui/page-head.tsx';
import { useWithin } from '#components/ui/scope.tsx';
import { SectionNav } from './section-nav.tsx';

const SECTIONS = [
  { href: '/privileges', label: 'Principals', exact: true },
  { href: '/privileges/rights', label: 'Rights' },
  { href: '/privileges/changes', label: 'Changes' },
  { href: '/privileges/credentials', label: 'Credentials' },
  { href: '/privileges/environments', label: 'Environments' },
  { href: '/privileges/paths', label: 'Paths' },
  { href: '/privileges/reviews', label: 'Reviews' },
];

/** The head and the sections of every screen of privileges; on the page of a repository, the head alone. */
export function PrivilegesFrame({
  title,
  answer,
  actions,
  children,
}: {
  title: ReactNode;
  answer: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const isWithin = useWithin() !== null;
  return (
    <>
      <PageHead title={title} answer={answer} {...(actions === undefined ? {} : { actions })} />
      {isWithin ? null : <SectionNav label="Privileges" sections={SECTIONS} />}
      {children}
    </>
  );
}
