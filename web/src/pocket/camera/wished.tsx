import { Button } from "@/ui/button";
import { useWho } from "../data";
import { Sheet } from "../parts/sheet";
import { hasCamera, useCameraWish } from "./wish";
import { useCameraWords } from "./words";
import "../log/voice.css";

/** On the page Me: whether the camera opens by itself, and the way to change it. */
export function CameraWished() {
  const { wish: words } = useCameraWords();
  const { view_as } = useWho();
  const [atOnce, setAtOnce] = useCameraWish();
  if (!hasCamera || view_as) return null;
  return (
    <Sheet title={words.title} note={atOnce ? words.atOnce : words.byHand}>
      <p className="sm mut">{atOnce ? words.atOnceText : words.byHandText}</p>
      <p className="row voice-n">
        <Button onClick={() => setAtOnce(!atOnce)}>{atOnce ? words.toByHand : words.toAtOnce}</Button>
      </p>
    </Sheet>
  );
}
