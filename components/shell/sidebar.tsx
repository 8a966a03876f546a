'use client';

import { PanelLeft } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import { Logo } from './logo.tsx';
import { isCurrent, type NavItem } from './nav.ts';

/** Small numbers behind a nav item, by its address: what waits there. */
export type NavCounts = Readonly<Record<string, number | string>>;

interface ItemProps {
  item: NavItem;
  current: boolean;
  count: number | string | undefined;
  onNavigate?: () => void;
}

function Item({ item, current, count, onNavigate }: ItemProps) {
  const Icon = item.icon;
  return (
    <Link
      href={item.href}
      aria-current={current ? 'page' : undefined}
      title={item.label}
      {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
      className={cn(
        'flex h-8 items-center gap-2.5 rounded-control px-2.5 text-13 transition-colors pointer-coarse:h-11 icons-only:justify-center icons-only:px-0',
        current ? 'bg-pressed font-medium text-ink' : 'text-soft hover:bg-hover hover:text-ink',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="icons-only:sr-only flex-1 truncate">{item.label}</span>
      {count === undefined ? null : <span className="icons-only:hidden text-12 text-soft">{count}</span>}
    </Link>
  );
}

type Nav = readonly (readonly NavItem[])[];

export interface NavListProps {
  nav: Nav;
  counts?: NavCounts;
  onNavigate?: () => void;
}

export function NavList({ nav, counts = {}, onNavigate }: NavListProps) {
  const path = usePathname();
  return (
    <nav aria-label="Screens" className="flex flex-col gap-3">
      {nav.map((group) => (
        <ul key={group[0]?.href} className="flex flex-col gap-0.5 border-t pt-3 first:border-t-0 first:pt-0">
          {group.map((item) => (
            <li key={item.href}>
              <Item
                item={item}
                current={isCurrent(item.href, path)}
                count={counts[item.href]}
                {...(onNavigate === undefined ? {} : { onNavigate })}
              />
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}

export function Brand() {
  return (
    <Link
      href="/"
      aria-label="Plumbline, to Today"
      className="flex items-center gap-2 rounded-control font-semibold text-14 tracking-tight"
    >
      <Logo className="size-6 shrink-0" />
      <span className="icons-only:hidden">Plumbline</span>
    </Link>
  );
}

export interface SidebarProps {
  nav: Nav;
  collapsed: boolean;
  onToggle: () => void;
  counts?: NavCounts;
}

export function Sidebar({ nav, collapsed, onToggle, counts = {} }: SidebarProps) {
  return (
    <aside
      data-sidebar={collapsed ? 'narrow' : 'wide'}
      className={cn(
        'sticky top-0 flex h-dvh w-14 shrink-0 flex-col border-r bg-side transition-[width] duration-200 max-md:hidden',
        collapsed ? null : 'lg:w-58',
      )}
    >
      <div className="flex h-(--top-bar) shrink-0 items-center px-4 icons-only:justify-center icons-only:px-0">
        <Brand />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2.5 py-2">
        <NavList nav={nav} counts={counts} />
      </div>
      <div className={cn('flex p-2.5 max-lg:hidden', collapsed && 'justify-center')}>
        <IconButton label={collapsed ? 'Widen the sidebar' : 'Narrow the sidebar'} onClick={onToggle}>
          <PanelLeft aria-hidden />
        </IconButton>
      </div>
    </aside>
  );
}
