import {
  Activity,
  ChartSpline,
  ClipboardCheck,
  FileText,
  FolderGit2,
  Gauge,
  Grid3x3,
  KeyRound,
  ListChecks,
  type LucideIcon,
  Plug,
  Scale,
  ScrollText,
  Settings,
  ShieldAlert,
  ShieldMinus,
  Users,
  Workflow,
} from 'lucide-react';

export interface NavItem {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Second key of the sequence that begins with g. */
  key: string;
  /** What the screen answers, for the palette. */
  hint: string;
  /** Only somebody who has it is offered the screen. */
  right?: keyof NavRights;
}

export interface NavRights {
  managePeople: boolean;
  readAudit: boolean;
  changeSettings: boolean;
}

/** The screens that exist; one line per screen, in two groups. */
const NAV: readonly (readonly NavItem[])[] = [
  [
    { href: '/', label: 'Today', icon: Gauge, key: 't', hint: 'How we are, and what to do next' },
    { href: '/queue', label: 'Queue', icon: ListChecks, key: 'q', hint: 'What to fix next, and who does it' },
    { href: '/findings', label: 'Findings', icon: ShieldAlert, key: 'f', hint: 'Every finding, with filters' },
    {
      href: '/repositories',
      label: 'Repositories',
      icon: FolderGit2,
      key: 'r',
      hint: 'What is measured, and how fresh',
    },
    {
      ...{ href: '/coverage', label: 'Coverage', icon: Grid3x3, key: 'c' },
      hint: 'What is not measured, stale, failed or held, and what to do',
    },
    {
      ...{ href: '/pipelines', label: 'Pipelines', icon: Workflow, key: 'u' },
      hint: 'From source to deployment, with what protects it',
    },
    {
      ...{ href: '/privileges', label: 'Privileges', icon: KeyRound, key: 'v' },
      hint: 'Who can do what, what changed, and how old credentials are',
    },
    {
      ...{ href: '/trends', label: 'Trends', icon: ChartSpline, key: 'h' },
      hint: 'How it changed over time, and what moved it',
    },
    {
      ...{ href: '/reports', label: 'Reports', icon: FileText, key: 'd' },
      hint: 'For a board or an auditor, now or by schedule',
    },
    {
      ...{ href: '/frameworks', label: 'Frameworks', icon: ClipboardCheck, key: 'w' },
      hint: 'Which controls of OWASP, CIS and SLSA hold',
    },
    {
      ...{ href: '/exceptions', label: 'Exceptions', icon: ShieldMinus, key: 'e' },
      hint: 'What is accepted, by whom, until when',
    },
  ],
  [
    { href: '/policy', label: 'Policy', icon: Scale, key: 'o', hint: 'Rules that reports are judged by' },
    { href: '/ingest', label: 'Ingest', icon: Activity, key: 'i', hint: 'Uploads, held reports, skipped items' },
    { href: '/integrations', label: 'Integrations', icon: Plug, key: 'n', hint: 'Scanners, CI snippets and tokens' },
    {
      ...{ href: '/people', label: 'People', icon: Users, key: 'p', right: 'managePeople' },
      hint: 'Who may sign in, and with which role',
    },
    { href: '/audit', label: 'Audit log', icon: ScrollText, key: 'l', hint: 'Who did what', right: 'readAudit' },
    {
      ...{ href: '/settings', label: 'Settings', icon: Settings, key: 's', right: 'changeSettings' },
      hint: 'What holds for the whole organization',
    },
  ],
];

/** The screens that somebody with these rights has. */
export function navFor(rights: NavRights): NavItem[][] {
  return NAV.map((group) => group.filter(({ right }) => right === undefined || rights[right]));
}

/** A finding's address begins with its repository, but it belongs to Findings. */
const FINDING = /^\/repositories\/.+\/findings\/\d+$/;

export function isCurrent(href: string, path: string): boolean {
  if (FINDING.test(path)) return href === '/findings';
  // Actions are what the queue consists of.
  if (path.startsWith('/actions/')) return href === '/queue';
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
