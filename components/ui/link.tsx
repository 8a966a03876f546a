'use client';

import NextLink, { useLinkStatus } from 'next/link';
import { type ComponentProps, createElement, useEffect } from 'react';
import { withScope } from '#lib/contracts/scope-address.ts';
import { currentAddress, type Step } from './current-address.ts';
import { useAddressScope, useNavigate } from './scope.tsx';

/** Of Next's own properties only those that are left out of the HTML below. */
type Unused =
  | 'prefetch'
  | 'as'
  | 'shallow'
  | 'passHref'
  | 'legacyBehavior'
  | 'locale'
  | 'transitionTypes'
  | 'unstable_dynamicOnHover';
export type LinkProps = Omit<ComponentProps<typeof NextLink>, 'href' | Unused> & { href: string };

/** Inside the link that was followed, until its screen is here. */
function PendingMark({ address, how }: Step) {
  const { pending } = useLinkStatus();
  useEffect(() => (pending ? currentAddress.expect({ address, how }) : undefined), [pending, address, how]);
  if (!pending) return null;
  return (
    <span data-pending role="status" className="sr-only">
      Loading
    </span>
  );
}

/**
 * What a link is in HTML. A server has nobody who follows it: drawing only this is quicker, and a table has hundreds.
 * The children are two, as those in the browser are, which ids that React makes within depend on.
 */
function LinkInHtml({
  href,
  children,
  replace: _replace,
  scroll: _scroll,
  onNavigate: _onNavigate,
  ...rest
}: LinkProps) {
  const address = withScope(href, useAddressScope());
  return createElement('a', { ...rest, href: address }, children, null);
}

/**
 * A link to another screen, within the chosen scope. It prefetches on hover or focus, not when it comes into view: a table of a hundred rows would
 * otherwise request hundreds of screens that nobody opens. Screens that may not exist have no skeleton, so that they can
 * answer 404: until the server has answered, the link itself shows that something happens.
 */
function LiveLink({ href, onPointerEnter, onFocus, children, ...rest }: LinkProps) {
  const router = useNavigate();
  const address = withScope(href, useAddressScope());
  const prefetch = () => {
    if (!href.startsWith('#')) router.prefetch(href);
  };
  return (
    <NextLink
      href={address}
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
    >
      {children}
      <PendingMark address={address} how={rest.replace === true ? 'replace' : 'push'} />
    </NextLink>
  );
}

export const Link = typeof window === 'undefined' ? LinkInHtml : LiveLink;
