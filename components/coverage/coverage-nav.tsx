import { type SectionLink, SectionNav } from '#components/shared/section-nav.tsx';

const SECTIONS: readonly SectionLink[] = [
  { href: '/coverage', label: 'What is measured', exact: true },
  { href: '/coverage/cadence', label: 'Cadence' },
];

/** The links between what is measured, and how often. */
export function CoverageNav() {
  return <SectionNav label="Coverage" sections={SECTIONS} />;
}
