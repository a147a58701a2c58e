import { money } from "@/app/format";
import { useLanguage, useWords } from "@/app/language";
import { isPicture } from "@/app/files";
import type { Field, FileHandle, RecordRow, Value } from "@/app/shapes";
import { asText, holdsFiles, idOf, isBlank, isFiles, isMark, isMoney, labelOf } from "@/app/values";
import { useLabel } from "@/app/language";
import { regionName, useRegions } from "@/app/regions";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useWho } from "../data";
import { roomOf } from "../forms/rooms";
import { usePocketWords } from "../words";
import { FileLink, PictureLink } from "./picture";

/** Fields this face shows elsewhere on the page, or that say nothing to a person. */
export const ELSEWHERE = new Set([
  "id",
  "version",
  "name",
  "process",
  "process_version",
  "stage",
  "stage_since",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
  "origin",
  "unit",
]);

/** Mine goes without saying. */
const isSilent = (field: Field, value: unknown, me: string): boolean =>
  field.name === "owner" && idOf(value) === me;

/** The filled fields of a record as rows for `Facts`. */
export function useFacts(fields: Field[] | undefined, record: RecordRow | undefined) {
  const label = useLabel();
  const shown = useShown();
  const me = useWho();
  if (!fields || !record) return [];
  return fields
    .filter((field) => !ELSEWHERE.has(field.name) && !isMark(field) && !isBlank(record[field.name]))
    .filter((field) => !isSilent(field, record[field.name], me.id))
    .map((field) => ({ key: field.name, name: label(field.label, field.name), value: shown(field, record) }));
}

/** One value of a record as a phone shows it. */
export function useShown(): (field: Field, record: RecordRow) => ReactNode {
  const shown = useShownValue();
  return (field, record) => shown(field, record[field.name]);
}

/** One value as a phone shows it: links lead on, numbers call, pictures open. */
export function useShownValue(): (field: Field, value: Value | undefined) => ReactNode {
  const language = useLanguage();
  const words = useWords();
  const { place } = usePocketWords();
  return (field, value) => {
    if (field.type === "place" && !isBlank(value)) return place.known;
    if (field.type === "region" && typeof value === "string") return <Division code={value} />;
    if (isMoney(value)) return money(value.amount, value.currency, language);
    if (holdsFiles(field) && isFiles(value)) return <Files files={value} />;
    if (field.type === "email" && typeof value === "string") return <a href={`mailto:${value}`}>{value}</a>;
    if (field.type === "url" && typeof value === "string")
      return (
        <a href={value} target="_blank" rel="noopener noreferrer">
          {value.replace(/^https?:\/\//, "")}
        </a>
      );
    if ((field.name === "phone" || field.type === "phone") && typeof value === "string")
      return <a href={`tel:${value}`}>{value}</a>;
    const object = field.type === "reference" ? field.options?.object : undefined;
    const id = idOf(value);
    if (object && id) return <Link to={`${roomOf(object)}/${id}`}>{labelOf(value)}</Link>;
    return asText(field, value, language, words);
  };
}

/** A division by its name, as soon as the names are there. */
function Division({ code }: { code: string }) {
  return regionName(useRegions(), code, useLanguage());
}

/** Pictures as pictures, the rest by name. */
function Files({ files }: { files: FileHandle[] }) {
  return (
    <span className="handles">
      {files.map((file) =>
        isPicture(file.mime) ? (
          <PictureLink key={file.id} file={file} width={96} />
        ) : (
          <FileLink key={file.id} file={file} />
        ),
      )}
    </span>
  );
}
