import { type SectionLink, SectionNav } from './section-nav.tsx';

const SECTIONS: readonly SectionLink[] = [
  { href: '/integrations', label: 'Reports in', exact: true },
  { href: '/integrations/webhooks', label: 'Events out' },
];

/** The links between what comes in and what goes out, for those who may see both. */
export function IntegrationsNav() {
  return <SectionNav label="Integrations" sections={SECTIONS} />;
}
