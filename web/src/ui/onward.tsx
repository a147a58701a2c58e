import { useEffect } from "react";
import { useHref, useLocation, useNavigate } from "react-router";

/**
 * On to the page that is meant where an address names none. Who has asked for another one meanwhile gets that:
 * while its pages are still on their way, this one is still there.
 */
export function Onward({ to }: { to: string }) {
  const { pathname, key } = useLocation();
  const here = useHref(pathname);
  const navigate = useNavigate();
  useEffect(() => {
    if (window.location.pathname === here) void navigate(to, { replace: true });
  }, [here, key, navigate, to]);
  return null;
}
