import type { ReactNode } from "react";
import { Icon, type IconName } from "@/ui/icon";
import "./take.css";

interface TakeProps {
  icon: IconName;
  id?: string;
  accept?: string | undefined;
  camera?: boolean;
  several?: boolean;
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

/** A button that is a file input: the phone's own camera takes better pictures than a page can. */
export function Take({ id, icon, accept, camera = false, several = true, onFiles, children }: TakeProps) {
  return (
    <label className="btn take">
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={several && !camera}
        {...(camera ? { capture: "environment" as const } : {})}
        onChange={({ target }) => {
          if (target.files?.length) onFiles([...target.files]);
          target.value = "";
        }}
      />
      <Icon name={icon} />
      <span>{children}</span>
    </label>
  );
}
