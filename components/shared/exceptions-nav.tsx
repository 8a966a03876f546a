import { useWithin } from '#components/ui/scope.tsx';
import { type SectionLink, SectionNav } from './section-nav.tsx';

const SECTIONS: readonly SectionLink[] = [
  { href: '/exceptions', label: 'Exceptions', exact: true },
  { href: '/exceptions/rules', label: 'Rules' },
  { href: '/exceptions/statements', label: 'Statements' },
];

/** The links between decisions about findings, rules that decide before findings are there, and what others state. */
export function ExceptionsNav() {
  const isWithin = useWithin() !== null;
  // Rules and statements are of the organization.
  if (isWithin) return null;
  return <SectionNav label="Exceptions" sections={SECTIONS} />;
}
