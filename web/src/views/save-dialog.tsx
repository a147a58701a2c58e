import { useId, useState } from "react";
import type { Label } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Button, Dialog, Failed, Input, Labelled } from "@/ui";
import { useViewWords } from "./words";

interface SaveDialogProps {
  onClose: () => void;
  onSave: (name: Label) => Promise<void>;
}

/** What the view shall be called; who writes one language only is not asked for the other. */
export function SaveDialog({ onClose, onSave }: SaveDialogProps) {
  const words = useViewWords();
  const id = useId();
  const [zh, setZh] = useState("");
  const [en, setEn] = useState("");
  const { busy, cause, attempt } = useTrying();
  const name = { zh: zh.trim() || en.trim(), en: en.trim() || zh.trim() };
  const save = async () => {
    await attempt(async () => {
      await onSave(name);
    });
  };
  return (
    <Dialog title={words.saveAs} onClose={onClose}>
      <form
        className="form-1"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Labelled id={`${id}-zh`} label={words.nameZh}>
          <Input id={`${id}-zh`} value={zh} maxLength={60} autoFocus onText={setZh} />
        </Labelled>
        <Labelled id={`${id}-en`} label={words.nameEn}>
          <Input id={`${id}-en`} value={en} maxLength={60} onText={setEn} />
        </Labelled>
        {cause ? <Failed cause={cause} /> : null}
        <p className="row dlg-a">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="ink" submit disabled={busy || !name.zh}>
            {words.save}
          </Button>
        </p>
      </form>
    </Dialog>
  );
}
