import { usePocketWords } from "../words";
import { takeNewer, useNewer } from "./newer";

/** A newer version lies ready: it waits for a tap, because the page begins anew under it. */
export function Newer() {
  const words = usePocketWords();
  if (!useNewer()) return null;
  return (
    <p className="strip" role="status">
      <b className="grow">{words.newer.ready}</b>
      <button type="button" className="strip-b" onClick={() => void takeNewer()}>
        {words.newer.take}
      </button>
    </p>
  );
}
