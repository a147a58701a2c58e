import { useId, useState } from "react";
import { Labelled, TextArea } from "@/ui";
import { useApprovalWords } from "../../words";
import { Frame, type Asked } from "./frame";

interface CommentDialogProps extends Asked {
  title: string;
  text?: string;
  go: string;
  /** Nothing to be said, only to be sure. */
  silent?: boolean;
  onGo: (comment: string) => void;
}

/** Sure? With a word, if one likes. */
export function CommentDialog({ silent = false, onGo, ...rest }: CommentDialogProps) {
  const words = useApprovalWords();
  const id = useId();
  const [comment, setComment] = useState("");
  return (
    <Frame {...rest} onGo={() => onGo(comment.trim())}>
      {silent ? null : (
        <Labelled id={id} label={words.comment} note={words.commentNote}>
          <TextArea id={id} value={comment} maxLength={2000} onText={setComment} />
        </Labelled>
      )}
    </Frame>
  );
}
