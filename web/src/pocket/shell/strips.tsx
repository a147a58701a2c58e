import { lazy, Suspense } from "react";
import { Icon } from "@/ui/icon";
import { useWho } from "../data";
import { useOnline } from "../device/online";
import { usePocketWords } from "../words";
import "./strips.css";

const Newer = lazy(async () => ({ default: (await import("../start/newer-strip")).Newer }));

/** What holds for the whole phone right now: no network, no secure page, somebody else's eyes. */
export function Strips() {
  const words = usePocketWords();
  const online = useOnline();
  const { view_as } = useWho();
  return (
    <>
      <Suspense fallback={null}>
        <Newer />
      </Suspense>
      {online ? null : (
        <p className="strip ink" role="status">
          <Icon name="sync" size="s" />
          <b>{words.offline.title}</b> {words.offline.text}
        </p>
      )}
      {view_as ? (
        <p className="strip" role="status">
          <Icon name="eye" size="s" />
          {words.viewAs(view_as.label)}
        </p>
      ) : null}
      <Insecure />
    </>
  );
}

/** Browsers give camera and position to secure pages only; without them there is no proof. */
export function Insecure() {
  const { insecure } = usePocketWords();
  if (window.isSecureContext) return null;
  return (
    <details className="strip-d">
      <summary className="strip">
        <Icon name="lock" size="s" />
        <span className="grow">
          <b>{insecure.title}</b>
        </span>
        <span className="strip-how">{insecure.how}</span>
      </summary>
      <ol>
        {insecure.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  );
}
