import { useState } from "react";
import { useLanguage } from "@/app/language";
import { useTheme } from "@/app/theme";
import { Button, Icon, Menu, Popover } from "@/ui";
import { say } from "@/ui/notice";
import { Refusal } from "@/app/api";
import { useSpeaking } from "./bodies/body";
import { fetchFile, keepFile } from "./files";
import { narrowing } from "./queries";
import type { Answer, Board } from "./shapes";
import type { usePicks } from "./use-picks";
import { useBoardWords } from "./words";

const FORMATS = ["png", "svg", "xlsx", "pdf"] as const;
type Format = (typeof FORMATS)[number];

interface ExportMenuProps {
  board: Board;
  answers: Answer[];
  picked: ReturnType<typeof usePicks>;
  title: string;
}

/** A picture is made here of what is seen; workbook and paper are made by the server. */
export function ExportMenu({ board, answers, picked, title }: ExportMenuProps) {
  const words = useBoardWords();
  const how = useSpeaking();
  const theme = useTheme();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const make = async (format: Format) => {
    if (format === "png" || format === "svg") {
      const { pictureOf, pngOf } = await import("./picture");
      const svg = pictureOf(board, answers, title, how, theme);
      keepFile(
        format === "svg" ? new Blob([svg.text], { type: "image/svg+xml" }) : await pngOf(svg),
        `${title}.${format}`,
      );
      return;
    }
    const body = { filter: narrowing(picked.picks), period: picked.period };
    keepFile(
      await fetchFile(`/boards/${board.key}/${format === "xlsx" ? "workbook" : "paper"}`, body, language),
      `${title}.${format}`,
    );
  };
  const run = async (format: Format) => {
    setBusy(true);
    try {
      await make(format);
    } catch (cause) {
      say(cause instanceof Refusal ? `${cause.message} ${cause.remedy}` : String(cause));
    }
    setBusy(false);
  };
  return (
    <Popover
      kind="menu"
      side="right"
      label={words.export}
      door={(door) => (
        <Button {...door} icon="download" disabled={busy}>
          {words.export}
          <Icon name="chevron" size="s" />
        </Button>
      )}
    >
      {(close) => (
        <Menu
          close={close}
          items={FORMATS.map((format) => ({
            key: format,
            label: words.exports[format],
            onPick: () => void run(format),
          }))}
        />
      )}
    </Popover>
  );
}
