import { useEffect, useRef } from "react";
import { useWords } from "@/app/language";
import { Button } from "@/ui/button";

interface MoreProps {
  has: boolean;
  busy: boolean;
  onMore: () => void;
}

/** Fetches the next page as its foot comes into view; the button stays for those who do not scroll. */
export function More({ has, busy, onMore }: MoreProps) {
  const words = useWords();
  const foot = useRef<HTMLDivElement>(null);
  const fetchMore = useRef(onMore);
  useEffect(() => {
    fetchMore.current = onMore;
  });
  useEffect(() => {
    const node = foot.current;
    if (!node || !has || busy) return undefined;
    const watch = new IntersectionObserver(
      (seen) => seen.some((each) => each.isIntersecting) && fetchMore.current(),
      { rootMargin: "600px" },
    );
    watch.observe(node);
    return () => watch.disconnect();
  }, [has, busy]);
  if (!has) return null;
  return (
    <div ref={foot} className="more">
      <Button kind="quiet" onClick={onMore} disabled={busy}>
        {busy ? words.loading : words.more}
      </Button>
    </div>
  );
}
