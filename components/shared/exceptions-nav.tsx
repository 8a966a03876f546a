import { type SectionLink, SectionNav } from './section-nav.tsx';

const SECTIONS: readonly SectionLink[] = [
  { href: '/exceptions', label: 'Exceptions', exact: true },
  { href: '/exceptions/rules', label: 'Rules' },
];

/** The links between decisions about findings, and rules that decide before findings are there. */
export function ExceptionsNav() {
  return <SectionNav label="Exceptions" sections={SECTIONS} />;
}
