import type { ReactNode } from 'react';
import { type SectionLink, SectionNav } from '#components/shared/section-nav.tsx';
import { PageHead } from '#components/ui/page-head.tsx';

export interface AccountFrameProps {
  email: string;
  role: string;
  organization: string;
  children: ReactNode;
}

/** One line per page. */
const SECTIONS: readonly SectionLink[] = [
  { href: '/account', label: 'You', exact: true },
  { href: '/account/mail', label: 'Mail' },
  { href: '/account/alerts', label: 'Alerts' },
];

/** Who is signed in, and the links between what they can choose for themselves. */
export function AccountFrame({ email, role, organization, children }: AccountFrameProps) {
  return (
    <div className="max-w-[640px]">
      <PageHead
        title="Your account"
        answer={`You are signed in as ${email}, with the role ${role} at ${organization}.`}
        className="mb-4"
      />
      <SectionNav label="Your account" sections={SECTIONS} />
      {children}
    </div>
  );
}
