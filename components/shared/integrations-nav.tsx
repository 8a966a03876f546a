import { type SectionLink, SectionNav } from './section-nav.tsx';

const SECTIONS: readonly SectionLink[] = [
  { href: '/integrations', label: 'Reports in', exact: true },
  { href: '/integrations/webhooks', label: 'Events out' },
  { href: '/integrations/issues', label: 'Issue trackers' },
  { href: '/integrations/feeds', label: 'Feeds' },
];

const OF_SINKS: readonly string[] = ['/integrations/webhooks', '/integrations/issues'];

/** The links between what comes in, what goes out (`sinks`: for those who may see it), and what is known of exploitation. */
export function IntegrationsNav({ sinks }: { sinks: boolean }) {
  const sections = SECTIONS.filter(({ href }) => sinks || !OF_SINKS.includes(href));
  return <SectionNav label="Integrations" sections={sections} />;
}
