/** How a setting is edited, by what its default is made like. */
export type Kind = "number" | "text" | "lines" | "switch" | "map";

export function kindOf(value: unknown): Kind {
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "switch";
  if (value === null || typeof value === "string") return "text";
  const words = Array.isArray(value) && value.every((each) => typeof each === "string");
  return words ? "lines" : "map";
}

/** A value as it is typed. */
export function spelled(kind: Kind, value: unknown): string {
  if (kind === "lines") return (value as string[]).join("\n");
  if (kind === "map") return JSON.stringify(value, null, 2);
  return value === null ? "" : String(value);
}

/** What was typed, as the server takes it; undefined where it is not complete. */
export function meant(kind: Kind, text: string, usual: unknown): unknown {
  if (kind === "number") return text.trim() === "" || Number.isNaN(Number(text)) ? undefined : Number(text);
  if (kind === "switch") return text === "true";
  if (kind === "lines")
    return text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  if (kind === "text") return text.trim() === "" && usual === null ? null : text.trim();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
