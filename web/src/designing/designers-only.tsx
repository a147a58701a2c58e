import type { ReactNode } from "react";
import { useMe } from "@/app/queries";
import { DeskOnly } from "@/designer/desk-only";
import { Page } from "@/desk/page";
import { Empty } from "@/ui";

interface DesignersOnlyProps {
  words: { title: string; forbidden: string; forbiddenText: string };
  children: ReactNode;
}

/** A designer's page: at a desk, and with the right to design; who has none is told so. */
export function DesignersOnly({ words, children }: DesignersOnlyProps) {
  if (useMe().data?.permissions.includes("schema:design") === false) {
    return (
      <Page title={words.title}>
        <Empty title={words.forbidden}>{words.forbiddenText}</Empty>
      </Page>
    );
  }
  return <DeskOnly>{children}</DeskOnly>;
}
