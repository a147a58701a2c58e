/** Objects whose forms are checked for duplicates while they are filled. */
export const CHECKED: ReadonlySet<string> = new Set(["customer", "lead", "contact"]);
