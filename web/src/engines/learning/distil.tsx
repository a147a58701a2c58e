import { useId, useState } from "react";
import { useNavigate } from "react-router";
import { act } from "@/app/writes";
import { Button, Dialog, Failed, Input, Labelled } from "@/ui";
import { useLearningWords } from "./words";

interface DistilProps {
  measure: string;
  since: string;
  until: string;
  onClose: () => void;
}

/** What the best's won deals have in common, as the draft of a pack. */
export function DistilDialog({ measure, since, until, onClose }: DistilProps) {
  const { best: words } = useLearningWords();
  const navigate = useNavigate();
  const id = useId();
  const [title, setTitle] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const make = async () => {
    setBusy(true);
    setRefused(null);
    try {
      const { result } = await act<{ id: string }>("distil_pack", {
        title: title.trim(),
        measure,
        since,
        until,
      });
      void navigate(`/insight/packs/${result.id}`);
    } catch (no) {
      setRefused(no);
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.distilTitle} onClose={onClose}>
      <div className="stack">
        <p className="mut">{words.distilText}</p>
        <Labelled id={id} label={words.name}>
          <Input id={id} value={title} maxLength={200} onText={setTitle} />
        </Labelled>
      </div>
      {refused ? <Failed cause={refused} /> : null}
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" disabled={busy || title.trim() === ""} onClick={() => void make()}>
          {words.make}
        </Button>
      </p>
    </Dialog>
  );
}
