'use client';

import { Sheet } from '#components/ui/dialog.tsx';
import { Brand, NavList, type NavListProps } from './sidebar.tsx';

export interface MenuSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  counts: NonNullable<NavListProps['counts']>;
  nav: NavListProps['nav'];
}

/** The screens, on a phone. */
export default function MenuSheet({ open, onOpenChange, counts, nav }: MenuSheetProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} side="left" bare title="Menu">
      <div className="flex h-(--top-bar) items-center px-4">
        <Brand />
      </div>
      <div className="px-2.5 py-2">
        <NavList nav={nav} counts={counts} onNavigate={() => onOpenChange(false)} />
      </div>
    </Sheet>
  );
}
