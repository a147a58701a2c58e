import { Empty, Loading } from "@/ui/states";
import { useOnline } from "../device/online";
import { usePocketWords } from "../words";

/** What has not come yet; without a network it says so instead of promising. */
export function Waiting({ lines }: { lines?: number }) {
  const { offline } = usePocketWords();
  const online = useOnline();
  if (online) return <Loading {...(lines === undefined ? {} : { lines })} />;
  return <Empty title={offline.notHere}>{offline.notHereText}</Empty>;
}
