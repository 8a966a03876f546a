'use client';

import NextLink from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

export type LinkProps = Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch'> & { href: string };

/**
 * A link to another screen. It prefetches on hover or focus, not when it comes into view: a table of a hundred rows would
 * otherwise request hundreds of screens that nobody opens.
 */
export function Link({ href, onPointerEnter, onFocus, ...rest }: LinkProps) {
  const router = useRouter();
  const prefetch = () => {
    if (!href.startsWith('#')) router.prefetch(href);
  };
  return (
    <NextLink
      href={href}
      prefetch={false}
      onPointerEnter={(event) => {
        prefetch();
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        prefetch();
        onFocus?.(event);
      }}
      {...rest}
    />
  );
}
